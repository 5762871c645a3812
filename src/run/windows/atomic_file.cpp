#include "run/atomic_file.h"

#include "base/windows/unicode.h"

#include <windows.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ces {

int write_atomically(const std::string& path, std::string_view text) {
  const std::filesystem::path file(to_utf16(path));
  const std::filesystem::path temporary(to_utf16(path + ".tmp"));
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error) {
    return error.default_error_condition().value();
  }
  std::ofstream stream(temporary, std::ios::binary);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream.fail() && ::MoveFileExW(temporary.c_str(), file.c_str(),
                                      MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0) {
    return 0;
  }
  std::filesystem::remove(temporary, error);
  return EACCES;
}

int remove_file(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(std::filesystem::path(to_utf16(path)), error);
  return error.default_error_condition().value();
}

}  // namespace ces
