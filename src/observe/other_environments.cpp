// The toolkits of other environments, to list them. Where environments are: beside the active one,
// in conda's list of all it ever made, in its folders of environments, below its root, in pixi's
// workspace.
// Source: conda's base/context.py (envs_dirs) and core/envs_manager.py; pixi's documentation of
// .pixi/envs.
#include "base/path.h"
#include "base/text.h"
#include "observe/toolkits.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ces {

namespace {

constexpr std::size_t k_most_environments = 500;
constexpr std::size_t k_list_limit = std::size_t{256} * 1024;

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

  // The root of an installation of conda and the environments below it.
  void add_installation(const std::string& root) {
    if (root.starts_with('/')) {
      add(root);
      add_all_in(join_path(root, "envs"));
    }
  }

  void add_listed(const std::string& file) {
    const std::string text = m_search.system.read(file, k_list_limit).text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      add(std::string(trim(std::string_view(text).substr(begin, end - begin))));
      begin = end + 1;
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

void add_by_variables(const Search& search, Environments& environments) {
  // CONDA_EXE is <root>/bin/conda.
  if (const std::string program = search.variable("CONDA_EXE"); program.starts_with('/')) {
    environments.add_installation(folder_of(folder_of(program)));
  }
  for (const char* name : {"_CONDA_ROOT", "MAMBA_ROOT_PREFIX"}) {
    environments.add_installation(search.variable(name));
  }
  for (const char* name : {"CONDA_ENVS_PATH", "CONDA_ENVS_DIRS"}) {
    std::string folders = search.variable(name);
    std::replace(folders.begin(), folders.end(), ',', ':');
    for (const std::string_view folder : split_list(folders)) {
      environments.add_all_in(std::string(folder));
    }
  }
  if (const std::string root = search.variable("PIXI_PROJECT_ROOT"); !root.empty()) {
    environments.add_all_in(join_path(root, ".pixi/envs"));
  }
  if (const std::string home = search.variable("HOME"); !home.empty()) {
    environments.add_all_in(join_path(home, ".conda/envs"));
    environments.add_listed(join_path(home, ".conda/environments.txt"));
  }
}

}  // namespace

std::vector<Toolkit> find_in_other_environments(const Search& search, const std::string& prefix) {
  Environments environments(search, prefix);
  if (!prefix.empty()) {
    add_neighbours(search.system, prefix, environments);
  }
  add_by_variables(search, environments);
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
