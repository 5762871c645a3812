#include "base/windows/unicode.h"

#include <windows.h>

#include <cstddef>

namespace ces {

namespace {

bool is_surrogate(wchar_t c) {
  return c >= 0xD800 && c <= 0xDFFF;
}

bool is_pair(std::wstring_view text, std::size_t i) {
  return text[i] <= 0xDBFF && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] <= 0xDFFF;
}

// `text` must not be empty and hold no lone surrogate.
std::string converted(std::wstring_view text) {
  const auto length = static_cast<int>(text.size());
  std::string bytes(static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, text.data(), length,
                                                                   nullptr, 0, nullptr, nullptr)),
                    '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, text.data(), length, bytes.data(),
                        static_cast<int>(bytes.size()), nullptr, nullptr);
  return bytes;
}

std::string three_bytes(wchar_t surrogate) {
  const auto unit = static_cast<unsigned int>(surrogate);
  return {static_cast<char>(0xE0U | (unit >> 12U)),
          static_cast<char>(0x80U | ((unit >> 6U) & 0x3FU)),
          static_cast<char>(0x80U | (unit & 0x3FU))};
}

}  // namespace

std::wstring to_utf16(std::string_view text) {
  if (text.empty()) {
    return {};
  }
  const auto length = static_cast<int>(text.size());
  std::wstring wide(
      static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, text.data(), length, nullptr, 0)),
      L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, text.data(), length, wide.data(),
                        static_cast<int>(wide.size()));
  return wide;
}

std::string from_utf16(std::wstring_view text) {
  std::string bytes;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_end = i == text.size();
    if (!is_end && is_surrogate(text[i]) && is_pair(text, i)) {
      ++i;
      continue;
    }
    if (!is_end && !is_surrogate(text[i])) {
      continue;
    }
    if (i > begin) {
      bytes += converted(text.substr(begin, i - begin));
    }
    bytes += is_end ? "" : three_bytes(text[i]);
    begin = i + 1;
  }
  return bytes;
}

}  // namespace ces
