#include "observe/site_packages.h"

#include "base/path.h"

namespace ces {

std::vector<std::string> site_packages(const System& system, const std::string& prefix) {
  constexpr std::size_t k_most_names = 20'000;
  std::vector<std::string> folders;
  const std::string lib = join_path(prefix, "lib");
  for (const std::string& name : system.names_in(lib, k_most_names)) {
    const std::string folder = join_path(lib, name);
    if (name.starts_with("python3") && !system.is_link(folder)) {
      folders.push_back(join_path(folder, "site-packages"));
    }
  }
  return folders;
}

}  // namespace ces
