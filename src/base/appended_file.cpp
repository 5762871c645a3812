#include "base/appended_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ces {

// Without O_NONBLOCK, to open a FIFO is to wait for somebody who reads it.
AppendedFile::AppendedFile(std::string_view path)
    : m_path(path),
      m_file(::open(m_path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {
  struct stat status = {};
  if (m_file < 0 || ::fstat(static_cast<int>(m_file), &status) != 0) {
    m_fault = m_path + " cannot be written: " + std::strerror(errno);
  } else if (!S_ISREG(status.st_mode)) {
    m_fault = m_path + " cannot be written: it is no regular file";
  }
  m_is_empty = status.st_size == 0;
}

AppendedFile::~AppendedFile() {
  if (m_file >= 0) {
    ::close(static_cast<int>(m_file));
  }
}

std::string AppendedFile::append(const std::string& lines) {
  if (lines.empty()) {
    return {};
  }
  const std::string text = m_is_empty ? lines : '\n' + lines;
  // One call: what is appended whole cannot be mixed with another program's lines.
  const ssize_t written = ::write(static_cast<int>(m_file), text.data(), text.size());
  if (written == static_cast<ssize_t>(text.size())) {
    return {};
  }
  return m_path + " cannot be written: " + std::strerror(written < 0 ? errno : ENOSPC);
}

}  // namespace ces
