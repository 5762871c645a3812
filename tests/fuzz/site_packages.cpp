// The names in an environment's lib, of which some are Python's: each line of the input is one.
#include "observe/site_packages.h"

#include "fuzz/machine.h"
#include "fuzz/target.h"

#include <filesystem>
#include <sstream>

using ces::fuzz::require;

namespace {

// Return whether a folder can be called so, and lies in its parent by it.
bool is_name(const std::string& name) {
  constexpr std::size_t k_longest = 255;
  return !name.empty() && name.size() <= k_longest && name != "." && name != ".." &&
         name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ces::fuzz::Machine machine;
  const ces::System system = machine.system();
  const std::string lib = system.root() + "/e/lib";
  std::filesystem::create_directories(lib);
  std::istringstream names(ces::fuzz::text_of(data, size));
  std::size_t most = 0;
  for (std::string name; std::getline(names, name);) {
    std::error_code ignored;
    if (is_name(name)) {
      most += std::filesystem::create_directory(lib + '/' + name, ignored) ? 1U : 0U;
    }
  }
  const auto folders = ces::site_packages(system, "/e");
  require(folders.size() <= most, "a folder of packages is in a folder that is there");
  for (const std::string& folder : folders) {
    require(folder.starts_with("/e/lib/python3"), "the packages are Python 3's");
    require(folder.ends_with("/site-packages"), "they lie in site-packages");
  }
  std::filesystem::remove_all(lib);
  return 0;
}
