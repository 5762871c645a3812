#include "observe/calling_shell.h"

#include <gtest/gtest.h>

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace ces {
namespace {

using namespace std::string_view_literals;

// Return whether this process can be called `command`: what /proc/PID/cmdline shows is the memory
// of its arguments, which a child of ours may write over.
bool can_be_called(std::string_view command) {
  return std::strlen(program_invocation_name) > command.size();
}

void be_called(std::string_view command) {
  std::memcpy(program_invocation_name, command.data(), command.size());
  program_invocation_name[command.size()] = '\0';
}

[[noreturn]] void descend(const std::vector<std::string_view>& commands, std::size_t level,
                          int answer) {
  if (level == commands.size()) {
    const std::string name = calling_program();
    const ssize_t written = ::write(answer, name.data(), name.size());
    ::_exit(written < 0 ? 1 : 0);
  }
  be_called(commands[level]);
  const pid_t child = ::fork();
  if (child == 0) {
    descend(commands, level + 1, answer);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::_exit(0);
}

// Return what calling_program() says below a chain of processes that are called `commands`, the
// nearest last.
std::string answer_below(const std::vector<std::string_view>& commands) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    descend(commands, 0, ends[1]);
  }
  ::close(ends[1]);
  std::string answer;
  std::array<char, 256> buffer{};
  for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    answer.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return answer;
}

class CallingProgram : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!can_be_called("/usr/bin/bash\0-c"sv)) {
      GTEST_SKIP() << "the name of the test program is too short to be written over";
    }
  }
};

TEST_F(CallingProgram, is_named_without_its_folder) {
  EXPECT_EQ(answer_below({"fish"sv}), "fish");
  EXPECT_EQ(answer_below({"/usr/bin/bash"sv}), "bash");
}

TEST_F(CallingProgram, of_a_login_shell_is_named_without_its_dash) {
  EXPECT_EQ(answer_below({"-bash"sv}), "bash");
  EXPECT_EQ(answer_below({"-/bin/zsh"sv}), "zsh");
}

TEST_F(CallingProgram, is_named_without_its_version) {
  EXPECT_EQ(answer_below({"/bin/zsh-5.9"sv}), "zsh");
  EXPECT_EQ(answer_below({"cuda-env-x"sv}), "cuda-env-x");
  EXPECT_EQ(answer_below({"ksh93"sv}), "ksh93");
}

TEST_F(CallingProgram, that_su_made_a_login_shell_is_named_by_its_file) {
  EXPECT_EQ(answer_below({"fish"sv, "su"sv, "-su"sv}), "unit-tests");
}

TEST_F(CallingProgram, below_wrappers_is_the_one_that_called_them) {
  EXPECT_EQ(answer_below({"tcsh"sv, "timeout"sv}), "tcsh");
  EXPECT_EQ(answer_below({"zsh"sv, "/usr/bin/sudo"sv, "env"sv, "nice"sv}), "zsh");
}

TEST_F(CallingProgram, is_not_looked_for_below_wrappers_without_end) {
  const std::vector<std::string_view> commands(9, "nice"sv);
  EXPECT_EQ(answer_below(commands), "");
}

TEST_F(CallingProgram, of_busybox_is_its_applet) {
  EXPECT_EQ(answer_below({"busybox\0ash"sv}), "ash");
  EXPECT_EQ(answer_below({"/bin/busybox\0sh"sv}), "sh");
}

TEST_F(CallingProgram, that_is_python_running_xonsh_is_xonsh) {
  EXPECT_EQ(answer_below({"python3\0xonsh"sv}), "xonsh");
  EXPECT_EQ(answer_below({"python\0-m\0xonsh"sv}), "xonsh");
  EXPECT_EQ(answer_below({"python3\0xonshx"sv}), "python3");
}

TEST_F(CallingProgram, that_is_no_shell_is_named_all_the_same) {
  EXPECT_EQ(answer_below({"python3"sv}), "python3");
}

}  // namespace
}  // namespace ces
