// Paths as Windows spells them, in the way conda does (Python's ntpath.normpath).
#include "base/path.h"

#include <algorithm>

namespace ces {

namespace {

constexpr std::string_view k_slashes = "\\/";

bool is_slash(char c) {
  return k_slashes.find(c) != std::string_view::npos;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Return how long the part is that ".." does not leave: "C:", "C:\", "\\server\share\", "\".
std::size_t root_length(std::string_view path) {
  const auto slash_at = [&](std::size_t i) { return i < path.size() && is_slash(path[i]); };
  if (slash_at(0) && slash_at(1)) {
    const std::size_t server = std::min(path.find_first_of(k_slashes, 2), path.size());
    const std::size_t share = std::min(path.find_first_of(k_slashes, server + 1), path.size());
    return std::min(share + 1, path.size());
  }
  const std::size_t drive = path.size() > 1 && path[1] == ':' ? 2 : 0;
  return drive + (slash_at(drive) ? 1 : 0);
}

}  // namespace

const char k_list_separator = ';';

bool is_absolute(std::string_view path) {
  const std::string_view root = path.substr(0, root_length(path));
  // Without its drive, or with a drive alone, a path depends on the folder one is in.
  return root.size() > 2 || (root.size() == 2 && is_slash(root[0]));
}

std::string normalise_path(std::string_view path) {
  std::string result(path.substr(0, root_length(path)));
  std::replace(result.begin(), result.end(), '/', '\\');
  const bool has_top = !result.empty() && result.back() == '\\';
  std::vector<std::string_view> parts;
  for (std::size_t begin = result.size(); begin < path.size();) {
    const std::size_t end = std::min(path.find_first_of(k_slashes, begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") {
      continue;
    }
    const bool can_go_up = !parts.empty() && parts.back() != "..";
    if (part == ".." && can_go_up) {
      parts.pop_back();
    } else if (part != ".." || !has_top) {
      parts.push_back(part);
    }
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    result += i > 0 ? "\\" : "";
    result += parts[i];
  }
  return result.empty() ? "." : result;
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string result(folder);
  if (result.empty() || !is_slash(result.back())) {
    result += '\\';
  }
  const std::size_t begin = result.size();
  result += name;
  std::replace(result.begin() + static_cast<std::ptrdiff_t>(begin), result.end(), '/', '\\');
  return result;
}

bool same_element(std::string_view a, std::string_view b) {
  if (a == b) {
    return true;
  }
  if (a.empty() || b.empty()) {
    return false;
  }
  const std::string one = normalise_path(a);
  const std::string other = normalise_path(b);
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace ces
