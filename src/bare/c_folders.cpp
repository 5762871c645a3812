// opendir(), readdir() and closedir(). The kernel's entries are a dirent each on x86-64.
#include "bare/system_call.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>

struct __dirstream {
  int descriptor;
  std::size_t next;  // where in `entries` the next one begins
  std::size_t size;  // up to where the kernel has filled them
  alignas(dirent) char entries[std::size_t{16} * 1024];
};

extern "C" {

DIR* opendir(const char* path) {
  const int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    return nullptr;
  }
  auto* folder = new DIR;
  folder->descriptor = descriptor;
  folder->next = 0;
  folder->size = 0;
  return folder;
}

dirent* readdir(DIR* folder) {
  if (folder->next == folder->size) {
    const long size = ces::bare::system_call(SYS_getdents64, folder->descriptor, folder->entries,
                                             sizeof folder->entries);
    if (size <= 0) {
      return nullptr;
    }
    folder->next = 0;
    folder->size = static_cast<std::size_t>(size);
  }
  auto* entry = reinterpret_cast<dirent*>(folder->entries + folder->next);
  folder->next += entry->d_reclen;
  return entry;
}

int closedir(DIR* folder) {
  const int result = close(folder->descriptor);
  delete folder;
  return result;
}

}  // extern "C"
