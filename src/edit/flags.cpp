#include "edit/flags.h"

#include <cstddef>

namespace ces {

namespace {

// Return where `flags` begin in `value` as whole words, npos if they do not.
std::size_t find_flags(std::string_view value, std::string_view flags) {
  for (std::size_t at = value.find(flags); at != std::string_view::npos && !flags.empty();
       at = value.find(flags, at + 1)) {
    const std::size_t end = at + flags.size();
    const bool begins = at == 0 || value[at - 1] == ' ';
    const bool ends = end == value.size() || value[end] == ' ';
    if (begins && ends) {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool has_flags(std::string_view value, std::string_view flags) {
  return find_flags(value, flags) != std::string_view::npos;
}

std::string with_flags(std::string_view value, std::string_view flags) {
  std::string result(value);
  result += value.empty() ? "" : " ";
  return result.append(flags);
}

std::string without_flags(std::string_view value, std::string_view flags) {
  const std::size_t at = find_flags(value, flags);
  if (at == std::string_view::npos) {
    return std::string(value);
  }
  const std::size_t end = at + flags.size();
  // The blank in front is the one that came with them.
  const std::string_view before = value.substr(0, at == 0 ? 0 : at - 1);
  const std::string_view behind = value.substr(at == 0 && end < value.size() ? end + 1 : end);
  return std::string(before).append(behind);
}

}  // namespace ces
