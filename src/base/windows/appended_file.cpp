#include "base/appended_file.h"

#include "base/windows/unicode.h"

#include <windows.h>

#include <system_error>

namespace ces {

namespace {

HANDLE handle_of(std::intptr_t file) {
  return reinterpret_cast<HANDLE>(file);
}

std::string last_error() {
  return std::system_category().message(static_cast<int>(::GetLastError()));
}

}  // namespace

AppendedFile::AppendedFile(std::string_view path)
    : m_path(path),
      m_file(reinterpret_cast<std::intptr_t>(
          ::CreateFileW(to_utf16(path).c_str(), FILE_APPEND_DATA | FILE_READ_ATTRIBUTES,
                        FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING,
                        FILE_ATTRIBUTE_NORMAL, nullptr))) {
  LARGE_INTEGER size{};
  if (handle_of(m_file) == INVALID_HANDLE_VALUE) {
    m_fault = m_path + " cannot be written: " + last_error();
  } else if (::GetFileType(handle_of(m_file)) != FILE_TYPE_DISK) {
    m_fault = m_path + " cannot be written: it is no regular file";
  } else {
    m_is_empty = ::GetFileSizeEx(handle_of(m_file), &size) == 0 || size.QuadPart == 0;
  }
}

AppendedFile::~AppendedFile() {
  if (handle_of(m_file) != INVALID_HANDLE_VALUE) {
    ::CloseHandle(handle_of(m_file));
  }
}

std::string AppendedFile::append(const std::string& lines) {
  if (lines.empty()) {
    return {};
  }
  const std::string text = m_is_empty ? lines : '\n' + lines;
  DWORD written = 0;
  const bool good = ::WriteFile(handle_of(m_file), text.data(), static_cast<DWORD>(text.size()),
                                &written, nullptr) != 0;
  if (good && written == text.size()) {
    return {};
  }
  return m_path + " cannot be written: " + (good ? "the disk is full" : last_error());
}

}  // namespace ces
