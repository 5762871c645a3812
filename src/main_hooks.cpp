// The program where libraries are shared: loading them takes longer than everything a hook does, so
// this one needs none but the C library. Everything else is the whole program's, in libexec.
#include "base/process.h"
#include "cli/hook_program.h"
#include "config/needs_whole_program.h"
#include "run/shipped_files.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace {

constexpr int k_no_whole_program = 126;

// Return where the whole program lies: in the same prefix, wherever that was moved to.
std::string whole_program() {
  std::array<char, PATH_MAX> self{};
  const ssize_t length = ::readlink("/proc/self/exe", self.data(), self.size());
  const std::string_view path(self.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  const std::string_view bin = path.substr(0, path.rfind('/') + 1);
  return std::string(bin) + "../" + std::string(ces::k_whole_program);
}

std::optional<int> answer_hook(int argc, char** argv, char** envp) {
  try {
    return ces::run_hook_program(argc, argv, envp);
  } catch (const ces::NeedsWholeProgram&) {
    return std::nullopt;
  }
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  if (const std::optional<int> exit_code = answer_hook(argc, argv, envp)) {
    return *exit_code;
  }
  const std::string program = whole_program();
  ::execve(program.c_str(), argv, envp);
  ces::write_all(ces::Stream::error, "cuda-env-resolve: " + program +
                                         " cannot be run: " + std::strerror(errno) +
                                         "; install cuda-env-switch again\n");
  return k_no_whole_program;
}
