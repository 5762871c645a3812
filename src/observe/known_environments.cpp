#include "observe/known_environments.h"

#include "base/path.h"
#include "base/text.h"

#include <algorithm>

namespace ces {

namespace {

constexpr std::size_t k_most_environments = 10'000;
constexpr std::size_t k_longest_list = std::size_t{1} << 20;

std::string parent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

std::string home_of(const Environment& environment) {
  return std::string(environment.non_empty("HOME").value_or(""));
}

// Return `path` with a leading ~/ as the user's home; empty if it is not absolute then.
std::string expanded(std::string_view path, const std::string& home) {
  const std::string text =
      path.starts_with("~/") ? home + std::string(path.substr(1)) : std::string(path);
  return text.starts_with('/') ? normalise_path(text) : std::string();
}

// conda's own program is <root>/bin/conda or <root>/condabin/conda.
std::vector<std::string> root_prefixes(const Environment& environment) {
  std::vector<std::string> roots;
  if (const auto program = environment.non_empty("CONDA_EXE"); program && (*program)[0] == '/') {
    roots.push_back(parent(parent(normalise_path(*program))));
  }
  for (const char* name : {"_CONDA_ROOT", "MAMBA_ROOT_PREFIX"}) {
    if (const auto root = environment.non_empty(name); root && (*root)[0] == '/') {
      roots.push_back(normalise_path(*root));
    }
  }
  return roots;
}

// Return the folders of environments that are no installation's own.
std::vector<std::string> folders_of_environments(const Environment& environment) {
  std::vector<std::string> folders;
  const std::string home = home_of(environment);
  for (const char* name : {"CONDA_ENVS_PATH", "CONDA_ENVS_DIRS"}) {
    // conda takes commas in its variables of lists as well.
    std::string list(environment.get(name).value_or(""));
    std::replace(list.begin(), list.end(), ',', k_list_separator);
    for (const std::string_view element : split_list(list)) {
      if (std::string folder = expanded(element, home); !folder.empty()) {
        folders.push_back(std::move(folder));
      }
    }
  }
  if (!home.empty()) {
    folders.push_back(join_path(home, ".conda/envs"));
  }
  return folders;
}

// Return the prefixes in conda's list of every environment that it made, wherever that is.
std::vector<std::string> listed_environments(const System& system) {
  std::vector<std::string> prefixes;
  const std::string home = home_of(system.environment());
  const std::string text =
      home.empty() ? ""
                   : system.read(join_path(home, ".conda/environments.txt"), k_longest_list).text;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string prefix = expanded(trim(text.substr(begin, end - begin)), home);
    if (!prefix.empty()) {
      prefixes.push_back(std::move(prefix));
    }
    begin = end + 1;
  }
  return prefixes;
}

}  // namespace

bool is_conda_environment(const System& system, const std::string& prefix) {
  return system.kind(join_path(prefix, "conda-meta")) == FileKind::directory;
}

std::vector<std::string> places_of_environments(const System& system) {
  std::vector<std::string> places;
  const auto add_all_in = [&](const std::string& folder) {
    for (const std::string& name : system.names_in(folder, k_most_environments)) {
      places.push_back(join_path(folder, name));
    }
  };
  for (const std::string& root : root_prefixes(system.environment())) {
    places.push_back(root);
    add_all_in(join_path(root, "envs"));
  }
  for (const std::string& folder : folders_of_environments(system.environment())) {
    add_all_in(folder);
  }
  for (std::string& prefix : listed_environments(system)) {
    places.push_back(std::move(prefix));
  }
  return places;
}

std::vector<std::string> known_environments(const System& system) {
  std::vector<std::string> prefixes = places_of_environments(system);
  std::sort(prefixes.begin(), prefixes.end());
  prefixes.erase(std::unique(prefixes.begin(), prefixes.end()), prefixes.end());
  std::erase_if(prefixes,
                [&](const std::string& prefix) { return !is_conda_environment(system, prefix); });
  return prefixes;
}

}  // namespace ces
