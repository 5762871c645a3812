#include "observe/versioned_names.h"

#include "base/version.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ces {

std::vector<std::string> newest_first(const std::vector<std::string>& names,
                                      std::string_view start) {
  std::vector<std::pair<Version, std::string>> versioned;
  for (const std::string& name : names) {
    if (name.starts_with(start)) {
      if (const auto version = Version::parse(std::string_view(name).substr(start.size()))) {
        versioned.emplace_back(*version, name);
      }
    }
  }
  std::stable_sort(versioned.begin(), versioned.end(), [](const auto& a, const auto& b) {
    return std::tuple(b.first, b.second.size()) < std::tuple(a.first, a.second.size());
  });
  std::vector<std::string> sorted;
  sorted.reserve(versioned.size());
  for (auto& [version, name] : versioned) {
    sorted.push_back(std::move(name));
  }
  return sorted;
}

}  // namespace ces
