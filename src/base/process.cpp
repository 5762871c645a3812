#include "base/process.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace ces {

std::string current_folder() {
  std::vector<char> folder(4096);
  while (::getcwd(folder.data(), folder.size()) == nullptr) {
    if (errno != ERANGE) {
      return {};
    }
    folder.resize(folder.size() * 2);
  }
  return folder.data();
}

std::string write_all(Stream stream, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(static_cast<int>(stream), text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return std::strerror(errno);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

bool stdout_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

std::string in_shells_encoding(std::string_view text) {
  return std::string(text);
}

bool survives_shells_encoding(std::string_view /*text*/) {
  return true;
}

}  // namespace ces
