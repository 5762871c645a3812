// The outside world: files below a root folder, and the calling shell's environment.
#pragma once

#include "base/environment.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ces {

enum class FileKind {
  missing,
  denied,  // a folder on the way may not be entered, so that it cannot be said
  regular,
  directory,
  other,
};

enum class ReadStatus { ok, missing, not_regular, denied, failed };

struct FileText {
  ReadStatus status = ReadStatus::missing;
  std::string text;  // at most the bytes that were asked for

  [[nodiscard]] bool ok() const { return status == ReadStatus::ok; }
};

// A regular file that is open for reading; closed at the end of its life.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : m_descriptor(descriptor) {}
  OpenFile(OpenFile&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
  OpenFile& operator=(OpenFile&&) = delete;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile();

  // Return up to `count` bytes from `offset` on; fewer where the file ends or cannot be read.
  [[nodiscard]] std::string read(std::uint64_t offset, std::size_t count) const;

 private:
  int m_descriptor;
};

// Every path given to a System is absolute and as seen inside its root: absolute links and ".."
// are resolved there, so that a mounted image or a folder of collected files answers as the machine
// it came from would. With the root "/" every call is the plain system call.
class System {
 public:
  System(std::string root, Environment environment);

  [[nodiscard]] const std::string& root() const { return m_root; }
  [[nodiscard]] const Environment& environment() const { return m_environment; }

  // Return what `path` is once links are followed. Links that run in a circle lead to nothing.
  [[nodiscard]] FileKind kind(const std::string& path) const;

  // Return whether `path` is a symbolic link itself, whatever it points to.
  [[nodiscard]] bool is_link(const std::string& path) const;

  // Return where `path` is, as seen inside the root, once every link on the way is followed; empty
  // if it is not there.
  [[nodiscard]] std::string resolve(const std::string& path) const;

  // Return whether `path` is a regular file, links followed, that this user may execute.
  [[nodiscard]] bool is_program(const std::string& path) const;

  // Return whether somebody else may change `path`, links followed: any user may, and it is not
  // this user's own folder or file, whose permissions are his own affair.
  [[nodiscard]] bool is_open_to_others(const std::string& path) const;

  // Return the first `limit` bytes of a regular file. Anything else is not opened: a FIFO would
  // block and a device may act.
  [[nodiscard]] FileText read(const std::string& path, std::size_t limit) const;

  // Return the regular file `path`, opened, or nothing.
  [[nodiscard]] std::optional<OpenFile> open(const std::string& path) const;

  // Return the names in the folder `path` in byte order, without "." and "..", of the first `limit`
  // that the system lists.
  [[nodiscard]] std::vector<std::string> names_in(const std::string& path, std::size_t limit) const;

 private:
  // Return where `path` is on this machine, with every link on the way followed inside the root
  // (with `follow_last` false: all but the last); empty if the links run in a circle.
  [[nodiscard]] std::string host_path(const std::string& path, bool follow_last = true) const;
  // The same, link by link where the root is "/" too.
  [[nodiscard]] std::string walk(const std::string& path, bool follow_last) const;

  std::string m_root;  // without a slash at the end; empty for "/"
  Environment m_environment;
};

}  // namespace ces
