#include "run/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace ces {

namespace {

int make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    struct stat info {};
    if (::stat(folder.c_str(), &info) == 0) {
      continue;
    }
    constexpr mode_t k_anyone = 0777;  // the umask says who
    if (::mkdir(folder.c_str(), k_anyone) != 0 && errno != EEXIST) {
      return errno;
    }
  }
  return 0;
}

// Return 0, or the errno of what failed.
int write_and_sync(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return written < 0 ? errno : ENOSPC;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  constexpr mode_t k_readable = 0644;
  return ::fchmod(descriptor, k_readable) == 0 && ::fsync(descriptor) == 0 ? 0 : errno;
}

// A new name outlives a crash once its folder is on the disk.
void sync_folder_of(const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    ::fsync(descriptor);
    ::close(descriptor);
  }
}

}  // namespace

int write_atomically(const std::string& path, std::string_view text) {
  if (const int error = make_folders(path); error != 0) {
    return error;
  }
  // The name of the file itself may be as long as names can be.
  std::string temporary = path.substr(0, path.rfind('/') + 1) + ".tmp-XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) {
    return errno;
  }
  int error = write_and_sync(descriptor, text);
  ::close(descriptor);
  if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0) {
    error = errno;
  }
  if (error != 0) {
    ::unlink(temporary.c_str());
    return error;
  }
  sync_folder_of(path);
  return 0;
}

}  // namespace ces
