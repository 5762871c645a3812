// The toolkits of other environments, to list them. Where environments are: beside the active one,
// in pixi's workspace, and wherever conda knows of one.
// Source of .pixi/envs: pixi's documentation.
#include "base/path.h"
#include "observe/known_environments.h"
#include "observe/toolkits.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ces {

namespace {

constexpr std::size_t k_most_environments = 500;

std::string folder_of(const std::string& path) {
  return normalise_path(path + "/..");
}

class Environments {
 public:
  Environments(const Search& search, const std::string& own)
      : m_search(search), m_own(search.system.resolve(own)) {}

  void add(const std::string& prefix) {
    if (!prefix.starts_with('/') || m_seen.size() >= k_most_environments) {
      return;
    }
    const std::string real = m_search.system.resolve(prefix);
    const bool is_new = !real.empty() && real != m_own && m_seen.insert(real).second;
    if (is_new && m_search.system.kind(prefix) == FileKind::directory) {
      m_prefixes.push_back(normalise_path(prefix));
    }
  }

  void add_all_in(const std::string& folder) {
    if (!folder.starts_with('/')) {
      return;
    }
    for (const std::string& name : m_search.system.names_in(folder, k_most_environments)) {
      if (!name.starts_with('.')) {
        add(join_path(folder, name));
      }
    }
  }

  [[nodiscard]] const std::vector<std::string>& prefixes() const { return m_prefixes; }

 private:
  const Search& m_search;
  std::string m_own;
  std::set<std::string> m_seen;
  std::vector<std::string> m_prefixes;
};

// An environment's folder is named "envs", and what it lies in is an installation or a workspace.
void add_neighbours(const System& system, const std::string& prefix, Environments& environments) {
  const std::string folder = folder_of(prefix);
  if (folder.ends_with("/envs")) {
    environments.add_all_in(folder);
    const std::string root = folder_of(folder);
    if (system.kind(join_path(root, "conda-meta")) == FileKind::directory) {
      environments.add(root);
    }
  } else {
    environments.add_all_in(join_path(prefix, "envs"));
  }
}

}  // namespace

std::vector<Toolkit> find_in_other_environments(const Search& search, const std::string& prefix) {
  Environments environments(search, prefix);
  if (!prefix.empty()) {
    add_neighbours(search.system, prefix, environments);
  }
  if (const std::string root = search.variable("PIXI_PROJECT_ROOT"); !root.empty()) {
    environments.add_all_in(join_path(root, ".pixi/envs"));
  }
  for (const std::string& place : places_of_environments(search.system)) {
    environments.add(place);
  }
  std::vector<Toolkit> toolkits;
  for (const std::string& other : environments.prefixes()) {
    for (Found& found : find_in_environment(search, other)) {
      // What is behind another environment's wrapper is told by that environment's variables.
      if (found.toolkit && found.toolkit->layout != Layout::nvcc_wrapper) {
        toolkits.push_back(*std::move(found.toolkit));
      }
    }
    for (Toolkit& toolkit : find_wheels(search, other)) {
      toolkits.push_back(std::move(toolkit));
    }
  }
  for (Toolkit& toolkit : toolkits) {
    toolkit.origin = Origin::other_environment;
  }
  return toolkits;
}

}  // namespace ces
