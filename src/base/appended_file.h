// A file of somebody else's, to which lines are appended.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ces {

// Open from construction on. It must exist and be a regular file: nothing else is waited for or
// written to.
class AppendedFile {
 public:
  explicit AppendedFile(std::string_view path);
  AppendedFile(const AppendedFile&) = delete;
  AppendedFile& operator=(const AppendedFile&) = delete;
  ~AppendedFile();

  // Return why it cannot be written, empty if it can.
  [[nodiscard]] const std::string& fault() const { return m_fault; }

  // Append `lines` on lines of their own: whoever wrote before may have left the last one open.
  // Return what went wrong, empty if nothing did.
  std::string append(const std::string& lines);

 private:
  std::string m_path;
  std::intptr_t m_file;  // a descriptor; a handle on Windows
  std::string m_fault;
  bool m_is_empty = true;
};

}  // namespace ces
