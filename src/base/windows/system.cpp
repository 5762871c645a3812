// Windows follows links by itself, and a --root is looked into as a plain folder: links inside it
// are followed as this machine sees them.
#include "base/system.h"

#include "base/path.h"
#include "base/windows/unicode.h"

#include <windows.h>
#include <fcntl.h>
#include <io.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace ces {

namespace {

struct HandleCloser {
  using pointer = HANDLE;
  void operator()(HANDLE handle) const { ::CloseHandle(handle); }
};
using Handle = std::unique_ptr<HANDLE, HandleCloser>;

// Open what `path` leads to, to look at it (`access` 0) or to read it.
Handle opened(const std::string& path, DWORD access) {
  HANDLE handle = ::CreateFileW(to_utf16(path).c_str(), access,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
  return Handle(handle == INVALID_HANDLE_VALUE ? nullptr : handle);
}

FileKind kind_of(const Handle& handle) {
  BY_HANDLE_FILE_INFORMATION info{};
  if (!handle) {
    return FileKind::missing;
  }
  // NUL, CON and pipes have names everywhere.
  if (::GetFileType(handle.get()) != FILE_TYPE_DISK ||
      ::GetFileInformationByHandle(handle.get(), &info) == 0) {
    return FileKind::other;
  }
  return (info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? FileKind::directory
                                                                 : FileKind::regular;
}

ReadStatus status_of_last_error() {
  switch (::GetLastError()) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_BAD_NETPATH:
      return ReadStatus::missing;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
      return ReadStatus::denied;
    default:
      return ReadStatus::failed;
  }
}

int descriptor_of(Handle handle) {
  return ::_open_osfhandle(reinterpret_cast<intptr_t>(handle.release()), _O_RDONLY | _O_BINARY);
}

}  // namespace

OpenFile::~OpenFile() {
  if (m_descriptor >= 0) {
    ::_close(m_descriptor);
  }
}

std::string OpenFile::read(std::uint64_t offset, std::size_t count) const {
  std::string text(count, '\0');
  std::size_t have = 0;
  if (::_lseeki64(m_descriptor, static_cast<std::int64_t>(offset), SEEK_SET) >= 0) {
    while (have < count) {
      const std::size_t wanted = std::min(count - have, std::size_t{1} << 30U);
      const int got = ::_read(m_descriptor, text.data() + have, static_cast<unsigned int>(wanted));
      if (got <= 0) {
        break;
      }
      have += static_cast<std::size_t>(got);
    }
  }
  text.resize(have);
  return text;
}

System::System(std::string root, Environment environment)
    : m_root(std::move(root)), m_environment(std::move(environment)) {
  while (!m_root.empty() && (m_root.back() == '/' || m_root.back() == '\\')) {
    m_root.pop_back();
  }
}

std::string System::host_path(const std::string& path, bool /*follow_last*/) const {
  if (m_root.empty()) {
    return path;
  }
  // What has no drive cannot go up and out of the root.
  const std::size_t colon = path.find(':');
  return m_root + normalise_path(
                      join_path("\\", colon == std::string::npos ? path : path.substr(colon + 1)));
}

FileKind System::kind(const std::string& path) const {
  return kind_of(opened(host_path(path), 0));
}

bool System::is_link(const std::string& path) const {
  WIN32_FIND_DATAW entry{};
  HANDLE found = ::FindFirstFileW(to_utf16(host_path(path)).c_str(), &entry);
  if (found == INVALID_HANDLE_VALUE) {
    return false;
  }
  ::FindClose(found);
  return (entry.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
         entry.dwReserved0 == IO_REPARSE_TAG_SYMLINK;
}

std::string System::resolve(const std::string& path) const {
  const Handle handle = opened(host_path(path), 0);
  if (!handle) {
    return {};
  }
  constexpr DWORD k_longest = 32768;  // characters of a path on Windows
  std::wstring real(k_longest, L'\0');
  const DWORD length =
      ::GetFinalPathNameByHandleW(handle.get(), real.data(), k_longest, FILE_NAME_NORMALIZED);
  if (length == 0 || length >= k_longest) {
    return {};
  }
  real.resize(length);
  constexpr std::wstring_view k_long_path = L"\\\\?\\";
  const std::string text =
      from_utf16(real.starts_with(k_long_path) ? real.substr(k_long_path.size()) : real);
  return text.starts_with(m_root) ? text.substr(m_root.size()) : text;
}

// Who may change a file is written in lists of rules there, which are not read.
bool System::is_open_to_others(const std::string& /*path*/) const {
  return false;
}

// A name tells what can be run there, and who asks for a program gives its name in full.
bool System::is_program(const std::string& path) const {
  return kind(path) == FileKind::regular;
}

std::optional<OpenFile> System::open(const std::string& path) const {
  Handle handle = opened(host_path(path), GENERIC_READ);
  if (kind_of(handle) != FileKind::regular) {
    return std::nullopt;
  }
  return OpenFile(descriptor_of(std::move(handle)));
}

FileText System::read(const std::string& path, std::size_t limit) const {
  Handle handle = opened(host_path(path), GENERIC_READ);
  if (!handle) {
    return {status_of_last_error(), {}};
  }
  if (kind_of(handle) != FileKind::regular) {
    return {ReadStatus::not_regular, {}};
  }
  return {ReadStatus::ok, OpenFile(descriptor_of(std::move(handle))).read(0, limit)};
}

std::vector<std::string> System::names_in(const std::string& path, std::size_t limit) const {
  std::vector<std::string> names;
  WIN32_FIND_DATAW entry{};
  HANDLE found = ::FindFirstFileW(to_utf16(join_path(host_path(path), "*")).c_str(), &entry);
  for (bool more = found != INVALID_HANDLE_VALUE; more && names.size() < limit;
       more = ::FindNextFileW(found, &entry) != 0) {
    std::string name = from_utf16(entry.cFileName);
    if (name != "." && name != "..") {
      names.push_back(std::move(name));
    }
  }
  if (found != INVALID_HANDLE_VALUE) {
    ::FindClose(found);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace ces
