#include "run/github_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace ces {

namespace {

// A file to append to, open from construction on.
class JobFile {
 public:
  // Without O_NONBLOCK, to open a FIFO is to wait for somebody who reads it.
  explicit JobFile(std::string_view path)
      : m_path(path),
        m_descriptor(
            ::open(m_path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {
    struct stat status = {};
    if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0) {
      m_fault = m_path + " cannot be written: " + std::strerror(errno);
    } else if (!S_ISREG(status.st_mode)) {
      m_fault = m_path + " cannot be written: it is no regular file";
    }
    m_is_empty = status.st_size == 0;
  }
  JobFile(const JobFile&) = delete;
  JobFile& operator=(const JobFile&) = delete;
  ~JobFile() {
    if (m_descriptor >= 0) {
      ::close(m_descriptor);
    }
  }

  [[nodiscard]] const std::string& fault() const { return m_fault; }

  // Return what went wrong, empty if nothing did.
  std::string append(const std::string& lines) {
    if (lines.empty()) {
      return {};
    }
    // Whoever wrote before us may have left the last line open; the runner passes over empty lines.
    const std::string text = m_is_empty ? lines : '\n' + lines;
    // One call: what is appended whole cannot be mixed with another program's lines.
    const ssize_t written = ::write(m_descriptor, text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size())) {
      return {};
    }
    return m_path + " cannot be written: " + std::strerror(written < 0 ? errno : ENOSPC);
  }

 private:
  std::string m_path;
  int m_descriptor;
  std::string m_fault;
  bool m_is_empty = true;
};

}  // namespace

std::string append_to_github_files(const Environment& environment, const std::string& variables,
                                   const std::string& folders) {
  const auto variables_path = environment.non_empty("GITHUB_ENV");
  const auto folders_path = environment.non_empty("GITHUB_PATH");
  if (!variables_path || !folders_path) {
    return "GITHUB_ENV and GITHUB_PATH must name the files of the job; this is no step of a GitHub "
           "Actions job";
  }
  JobFile variables_file(*variables_path);
  JobFile folders_file(*folders_path);
  for (const JobFile* file : {&variables_file, &folders_file}) {
    if (!file->fault().empty()) {
      return file->fault();
    }
  }
  const std::string fault = folders_file.append(folders);
  return fault.empty() ? variables_file.append(variables) : fault;
}

}  // namespace ces
