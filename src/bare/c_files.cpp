// The C library's functions that are a system call each, and what they leave in errno.
#include "bare/system_call.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

using ces::bare::system_call;

namespace {

int g_errno = 0;

long with_errno(long result) {
  if (ces::bare::is_error(result)) {
    g_errno = static_cast<int>(-result);
    return -1;
  }
  return result;
}

int as_int(long result) {
  return static_cast<int>(with_errno(result));
}

}  // namespace

extern "C" {

int* __errno_location() noexcept {
  return &g_errno;
}

// What is written with it is read by people who lack the program, or by nobody.
char* strerror(int number) noexcept {
  static char missing[] = "No such file or directory";
  static char denied[] = "Permission denied";
  static char other[] = "the system says no";
  return number == ENOENT ? missing : number == EACCES ? denied : other;
}

void _exit(int status) {
  for (;;) {
    system_call(SYS_exit_group, status);
  }
}

int access(const char* path, int mode) noexcept {
  return as_int(system_call(SYS_access, path, mode));
}

int close(int descriptor) {
  return as_int(system_call(SYS_close, descriptor));
}

int execve(const char* path, char* const* argv, char* const* envp) noexcept {
  return as_int(system_call(SYS_execve, path, argv, envp));
}

char* getcwd(char* folder, std::size_t size) noexcept {
  return as_int(system_call(SYS_getcwd, folder, size)) < 0 ? nullptr : folder;
}

uid_t geteuid() noexcept {
  return static_cast<uid_t>(system_call(SYS_geteuid));
}

pid_t getppid() noexcept {
  return static_cast<pid_t>(system_call(SYS_getppid));
}

int lstat(const char* __restrict path, struct stat* __restrict info) noexcept {
  return as_int(system_call(SYS_lstat, path, info));
}

int stat(const char* __restrict path, struct stat* __restrict info) noexcept {
  return as_int(system_call(SYS_stat, path, info));
}

// What a hook runs creates no file, so there is no mode.
int open(const char* path, int flags, ...) {
  return as_int(system_call(SYS_open, path, flags));
}

ssize_t pread(int descriptor, void* bytes, std::size_t count, off_t offset) {
  return with_errno(system_call(SYS_pread64, descriptor, bytes, count, offset));
}

ssize_t read(int descriptor, void* bytes, std::size_t count) {
  return with_errno(system_call(SYS_read, descriptor, bytes, count));
}

ssize_t readlink(const char* __restrict path, char* __restrict target, std::size_t size) noexcept {
  return with_errno(system_call(SYS_readlink, path, target, size));
}

ssize_t write(int descriptor, const void* bytes, std::size_t count) {
  return with_errno(system_call(SYS_write, descriptor, bytes, count));
}

}  // extern "C"
