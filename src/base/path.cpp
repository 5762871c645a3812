#include "base/path.h"

#include <algorithm>

namespace ces {

namespace {

std::size_t leading_slashes_kept(std::string_view path) {
  const std::size_t first_other = path.find_first_not_of('/');
  const std::size_t slashes = first_other == std::string_view::npos ? path.size() : first_other;
  // POSIX leaves the meaning of exactly two leading slashes to the system, so they are kept.
  return slashes == 2 ? 2 : (slashes > 0 ? 1 : 0);
}

// Return false if a look at the slashes shows that `path` is normalised already.
bool may_shorten(std::string_view path) {
  for (std::size_t i = path.find('/'); i != std::string_view::npos; i = path.find('/', i + 1)) {
    const bool is_last = i + 1 == path.size();
    if (is_last || path[i + 1] == '/' || path[i + 1] == '.') {
      return true;
    }
  }
  return path.starts_with('.');
}

}  // namespace

const char k_list_separator = ':';

bool is_absolute(std::string_view path) {
  return path.starts_with('/');
}

std::string normalise_path(std::string_view path) {
  const std::size_t slashes = leading_slashes_kept(path);
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") {
      continue;
    }
    const bool can_go_up = !parts.empty() && parts.back() != "..";
    if (part == ".." && can_go_up) {
      parts.pop_back();
    } else if (part != ".." || slashes == 0) {
      parts.push_back(part);
    }
  }
  std::string result(slashes, '/');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      result += '/';
    }
    result += parts[i];
  }
  return result.empty() ? "." : result;
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string result(folder);
  if (result.empty() || result.back() != '/') {
    result += '/';
  }
  result += name;
  return result;
}

bool same_element(std::string_view a, std::string_view b) {
  if (a == b) {
    return true;
  }
  const bool can_be_same = !a.empty() && !b.empty() && (may_shorten(a) || may_shorten(b));
  return can_be_same && normalise_path(a) == normalise_path(b);
}

}  // namespace ces
