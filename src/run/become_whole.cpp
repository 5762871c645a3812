#include "run/become_whole.h"

#include "base/process.h"
#include "run/shipped_files.h"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_longest_path = 4096;  // the kernel's

std::string whole_program() {
  std::string self(k_longest_path, '\0');
  const ssize_t length = ::readlink("/proc/self/exe", self.data(), self.size());
  self.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return self.substr(0, self.rfind('/') + 1) + "../" + std::string(k_whole_program);
}

}  // namespace

int become_whole_program(char** argv, char** envp) {
  const std::string program = whole_program();
  ::execve(program.c_str(), argv, envp);
  write_all(Stream::error, "cuda-env-resolve: " + program + " cannot be run: " +
                               std::strerror(errno) + "; install cuda-env-switch again\n");
  return k_no_whole_program;
}

}  // namespace ces
