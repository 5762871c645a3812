#include "run/staged_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace ces {

namespace {

// No shell's hook ends like this, so that none is run before its time.
constexpr const char* k_suffix = ".cuda-env-switch-new";

std::string fault_at(const std::string& path) {
  return path + " cannot be written: " + std::strerror(errno);
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

void discard_staged(const std::string& full_path) {
  ::unlink((full_path + k_suffix).c_str());
}

StagedFiles::~StagedFiles() {
  if (m_is_committed) {
    return;
  }
  for (const std::string& path : m_paths) {
    discard_staged(full(path));
  }
  for (auto folder = m_folders.rbegin(); folder != m_folders.rend(); ++folder) {
    ::rmdir(full(*folder).c_str());
  }
}

std::string StagedFiles::make_folders_for(const std::string& path) {
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    if (::mkdir(full(folder).c_str(), 0777) == 0) {
      m_folders.push_back(folder);
    } else if (errno != EEXIST) {
      return fault_at(full(folder));
    }
  }
  return {};
}

std::string StagedFiles::stage(const std::string& path, std::string_view content, bool is_program) {
  if (std::string fault = make_folders_for(path); !fault.empty()) {
    return fault;
  }
  const std::string staged = full(path) + k_suffix;
  discard_staged(full(path));
  const int descriptor =
      ::open(staged.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_program ? 0777 : 0666);
  if (descriptor < 0) {
    return fault_at(full(path));
  }
  m_paths.push_back(path);
  // Without fsync, a crash of the machine after the rename could leave an empty file.
  const bool is_written = write_all(descriptor, content) && ::fsync(descriptor) == 0;
  const std::string fault = is_written ? std::string() : fault_at(full(path));
  return ::close(descriptor) == 0 || !fault.empty() ? fault : fault_at(full(path));
}

std::string StagedFiles::commit() {
  m_is_committed = true;
  std::string fault;
  for (const std::string& path : m_paths) {
    const std::string staged = full(path) + k_suffix;
    if (::rename(staged.c_str(), full(path).c_str()) != 0 && fault.empty()) {
      fault = fault_at(full(path));
      ::unlink(staged.c_str());
    }
  }
  return fault;
}

}  // namespace ces
