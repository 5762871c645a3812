#include "base/system.h"

#include "base/path.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>
#include <utility>

namespace ces {

namespace {

// The kernel gives up after as many.
constexpr int k_most_links = 40;

std::vector<std::string> reversed_parts(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin && path.substr(begin, end - begin) != ".") {
      parts.emplace_back(path.substr(begin, end - begin));
    }
    begin = end + 1;
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

std::optional<std::string> link_target(const std::string& path) {
  std::array<char, PATH_MAX> buffer{};
  const ssize_t length = ::readlink(path.c_str(), buffer.data(), buffer.size());
  if (length < 0) {
    return std::nullopt;
  }
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

void go_up(std::string& path) {
  const std::size_t slash = path.rfind('/');
  path.resize(slash == std::string::npos ? 0 : slash);
}

int open_retrying(const std::string& path) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

ReadStatus status_of_errno() {
  switch (errno) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG:
      return ReadStatus::missing;
    case EACCES:
    case EPERM:
      return ReadStatus::denied;
    default:
      return ReadStatus::failed;
  }
}

}  // namespace

OpenFile::~OpenFile() {
  if (m_descriptor >= 0) {
    ::close(m_descriptor);
  }
}

// The limit may be megabytes, of which a small file needs none: memory grows with what is read.
std::string OpenFile::read(std::uint64_t offset, std::size_t count) const {
  constexpr std::size_t k_first_block = std::size_t{64} * 1024;
  std::string text;
  std::size_t have = 0;
  while (have < count) {
    if (have == text.size()) {
      text.resize(std::min(count, std::max(k_first_block, 2 * have)));
    }
    const ssize_t got = ::pread(m_descriptor, text.data() + have, text.size() - have,
                                static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      break;
    }
    have += static_cast<std::size_t>(got);
  }
  text.resize(have);
  return text;
}

System::System(std::string root, Environment environment)
    : m_root(std::move(root)), m_environment(std::move(environment)) {
  while (!m_root.empty() && m_root.back() == '/') {
    m_root.pop_back();
  }
}

std::string System::host_path(const std::string& path, bool follow_last) const {
  return m_root.empty() ? path : walk(path, follow_last);
}

std::string System::walk(const std::string& path, bool follow_last) const {
  std::vector<std::string> todo = reversed_parts(path);
  std::string inside;
  int links = 0;
  while (!todo.empty()) {
    const std::string part = std::move(todo.back());
    todo.pop_back();
    if (part == "..") {
      // As for the kernel, only a folder has a way up.
      if (!is_folder(m_root + inside)) {
        return {};
      }
      go_up(inside);
      continue;
    }
    const std::string candidate = join_path(inside, part);
    const bool follow = follow_last || !todo.empty();
    const auto target = follow ? link_target(m_root + candidate) : std::nullopt;
    if (!target) {
      inside = candidate;
      continue;
    }
    if (++links > k_most_links) {
      return {};
    }
    if (target->starts_with('/')) {
      inside.clear();
    }
    std::vector<std::string> more = reversed_parts(*target);
    todo.insert(todo.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
  }
  return m_root + (inside.empty() ? "/" : inside);
}

FileKind System::kind(const std::string& path) const {
  struct stat info {};
  if (::stat(host_path(path).c_str(), &info) != 0) {
    return status_of_errno() == ReadStatus::denied ? FileKind::denied : FileKind::missing;
  }
  if (S_ISREG(info.st_mode)) {
    return FileKind::regular;
  }
  return S_ISDIR(info.st_mode) ? FileKind::directory : FileKind::other;
}

bool System::is_link(const std::string& path) const {
  struct stat info {};
  return ::lstat(host_path(path, false).c_str(), &info) == 0 && S_ISLNK(info.st_mode);
}

std::string System::resolve(const std::string& path) const {
  const std::string host = walk(path, true);
  struct stat info {};
  return ::lstat(host.c_str(), &info) == 0 ? host.substr(m_root.size()) : "";
}

bool System::is_program(const std::string& path) const {
  const std::string host = host_path(path);
  struct stat info {};
  if (::stat(host.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return false;
  }
  // Another machine's files say nothing about what this user may do, so there the mode must do.
  constexpr mode_t k_anyone = S_IXUSR | S_IXGRP | S_IXOTH;
  return m_root.empty() ? ::access(host.c_str(), X_OK) == 0 : (info.st_mode & k_anyone) != 0;
}

bool System::is_open_to_others(const std::string& path) const {
  struct stat info {};
  if (::stat(host_path(path).c_str(), &info) != 0 || (info.st_mode & S_IWOTH) == 0) {
    return false;
  }
  // In a folder with the sticky bit, files can be added, but not those of others replaced.
  const bool is_sticky_folder = S_ISDIR(info.st_mode) && (info.st_mode & S_ISVTX) != 0;
  // Another machine's users are not those of this one.
  const bool is_own = m_root.empty() && info.st_uid == ::geteuid();
  return !is_sticky_folder && !is_own;
}

std::optional<OpenFile> System::open(const std::string& path) const {
  const std::string host = host_path(path);
  struct stat info {};
  if (::stat(host.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return std::nullopt;
  }
  const int descriptor = open_retrying(host);
  if (descriptor < 0) {
    return std::nullopt;
  }
  return OpenFile(descriptor);
}

FileText System::read(const std::string& path, std::size_t limit) const {
  const std::string host = host_path(path);
  struct stat info {};
  if (::stat(host.c_str(), &info) != 0) {
    return {status_of_errno(), {}};
  }
  if (!S_ISREG(info.st_mode)) {
    return {ReadStatus::not_regular, {}};
  }
  const int descriptor = open_retrying(host);
  if (descriptor < 0) {
    return {status_of_errno(), {}};
  }
  // Room for 64 KiB is sixteen pages to touch, and most files are a line. In /proc all say 0.
  const auto size = static_cast<std::uint64_t>(info.st_size);
  const std::size_t count = size == 0 ? limit : std::min<std::uint64_t>(limit, size);
  return {ReadStatus::ok, OpenFile(descriptor).read(0, count)};
}

std::vector<std::string> System::names_in(const std::string& path, std::size_t limit) const {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(host_path(path).c_str()), &::closedir);
  while (folder && names.size() < limit) {
    const dirent* entry = ::readdir(folder.get());
    if (entry == nullptr) {
      break;
    }
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      names.emplace_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace ces
