#include "base/path.h"

#include <algorithm>

namespace ces {

std::vector<std::string_view> split_list(std::string_view value) {
  std::vector<std::string_view> elements;
  if (value.empty()) {
    return elements;
  }
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(k_list_separator, begin), value.size());
    elements.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return elements;
}

std::string join_list(const std::vector<std::string_view>& elements) {
  std::string value;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (i > 0) {
      value += k_list_separator;
    }
    value += elements[i];
  }
  return value;
}

}  // namespace ces
