#include "observe/runtime_library.h"

#include "base/path.h"

namespace ces {

std::optional<VersionFact> runtime_library_version(const System& system,
                                                   const std::string& folder) {
  constexpr std::size_t k_most_names = 20'000;
  constexpr std::string_view k_start = "libcudart.so.";
  std::optional<VersionFact> longest;
  for (const std::string& name : system.names_in(folder, k_most_names)) {
    if (!name.starts_with(k_start)) {
      continue;
    }
    const std::string text = name.substr(k_start.size());
    const auto version = Version::parse(text);
    if (version && (!longest || version->count() > longest->version.count())) {
      longest = VersionFact{*version, text, join_path(folder, name)};
    }
  }
  return longest;
}

}  // namespace ces
