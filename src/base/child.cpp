#include "base/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <utility>

namespace ces {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t k_output_limit = std::size_t{256} * 1024;
constexpr int k_not_found = 127;  // as shells have it

// Closes a descriptor at the end of its life.
class Descriptor {
 public:
  explicit Descriptor(int number) : m_number(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int number() const { return m_number; }
  void close() {
    if (m_number >= 0) {
      ::close(m_number);
    }
    m_number = -1;
  }

 private:
  int m_number;
};

void write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

int milliseconds_until(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now()).count();
  return static_cast<int>(std::max<long>(left, 0));
}

// Read what the child writes until it ends its output, the deadline, or the limit. Return whether
// the output came to its end.
bool read_until(int descriptor, Clock::time_point end, std::string& output) {
  std::array<char, 4096> buffer{};
  while (output.size() < k_output_limit) {
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, milliseconds_until(end));
    if (ready < 0 && errno == EINTR) {
      continue;
    }
    if (ready <= 0) {
      return false;
    }
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return true;
    }
    output.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return true;
}

// Wait for the child's end, at most until `end`. Return whether it came.
bool wait_until(pid_t child, Clock::time_point end, int& status) {
  constexpr int k_step = 2;
  while (true) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) {
      return ended == child;
    }
    if (Clock::now() >= end) {
      return false;
    }
    ::poll(nullptr, 0, k_step);
  }
}

// The child leads a group of its own, so that what it started ends with it.
void kill_group(pid_t child) {
  if (::kill(-child, SIGKILL) != 0) {
    ::kill(child, SIGKILL);
  }
}

ChildResult result_of(int status, std::string output) {
  ChildResult result;
  result.output = std::move(output);
  if (WIFSIGNALED(status)) {
    result.end = ChildResult::End::killed;
    result.status = WTERMSIG(status);
  } else {
    result.end = ChildResult::End::exited;
    result.status = WEXITSTATUS(status);
  }
  return result;
}

// Fork; the child calls `child_main` with the end of the pipe to write to, which must not return.
template <typename Main>
ChildResult run(milliseconds deadline, Main child_main) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return {};
  }
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const Clock::time_point end = Clock::now() + deadline;
  const pid_t child = ::fork();
  if (child < 0) {
    return {};
  }
  if (child == 0) {
    ::setpgid(0, 0);
    child_main(writing.number());
    ::_exit(k_not_found);
  }
  ::setpgid(child, child);
  writing.close();
  std::string output;
  int status = 0;
  const bool has_ended =
      read_until(reading.number(), end, output) && wait_until(child, end, status);
  if (has_ended) {
    return result_of(status, std::move(output));
  }
  kill_group(child);
  // A process that waits in the kernel does not die; it is left to init.
  constexpr milliseconds k_grace(200);
  wait_until(child, Clock::now() + k_grace, status);
  return {ChildResult::End::timed_out, 0, std::move(output)};
}

}  // namespace

ChildResult run_program(const std::vector<std::string>& command, milliseconds deadline) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  ChildResult result = run(deadline, [&](int output) {
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) {
      ::dup2(nothing, STDIN_FILENO);
    }
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execv(arguments.front(), arguments.data());
  });
  if (result.end == ChildResult::End::exited && result.status == k_not_found &&
      result.output.empty()) {
    result.end = ChildResult::End::not_started;
  }
  return result;
}

ChildResult run_in_child(const std::function<std::string()>& work, milliseconds deadline) {
  return run(deadline, [&](int output) {
    write_whole(output, work());
    ::_exit(0);
  });
}

}  // namespace ces
