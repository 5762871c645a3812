// The machine's own toolkits: what the user's variables name (a module of Spack, EasyBuild or Lmod,
// or a line in .bashrc), then the usual places, then the nvcc on PATH.
#include "base/path.h"
#include "observe/nvcc_script.h"
#include "observe/toolkits.h"
#include "observe/versioned_names.h"

#include <array>
#include <utility>

namespace ces {

namespace {

constexpr std::size_t k_most_names = 2000;
constexpr std::size_t k_most_elements = 256;

class SystemSearch {
 public:
  explicit SystemSearch(const Search& search) : m_search(search) {}

  // What a variable names keeps its spelling: the user gave it.
  void add_variables() {
    constexpr std::array<const char*, 6> k_variables = {
        "CUDA_HOME", "CUDA_PATH", "CUDA_ROOT", "EBROOTCUDA", "NVHPC_CUDA_HOME", "NVHPC_ROOT"};
    for (const char* variable : k_variables) {
      const std::string root = m_search.variable(variable);
      if (root.starts_with('/')) {
        add(find_at_root(m_search, normalise_path(root)).toolkit, variable);
      }
    }
  }

  void add_usual_places() {
    add_place("/usr/local/cuda");
    const std::string local = "/usr/local";
    for (const std::string& name :
         newest_first(m_search.system.names_in(local, k_most_names), "cuda-")) {
      add_place(join_path(local, name));
    }
    add_place("/opt/cuda");
    add(find_distribution(m_search), "");
    for (const std::string& version : hpc_sdk_versions(m_search.system, "/opt/nvidia/hpc_sdk")) {
      for (Toolkit& toolkit : find_hpc_sdk(m_search, version)) {
        add(std::move(toolkit), "");
      }
    }
  }

  void add_path() {
    std::size_t count = 0;
    const std::string path = m_search.variable("PATH");
    for (const std::string_view element : split_list(path)) {
      if (element.starts_with('/') && ++count <= k_most_elements) {
        add_nvcc(join_path(element, "nvcc"));
      }
    }
    // A script of the administrator's, where PATH is not what a login shell has.
    add_nvcc("/usr/local/bin/nvcc");
  }

  std::vector<Toolkit> take() { return std::move(m_toolkits); }

 private:
  // Add the toolkit at one of the usual places, by where it really lies: /usr/local/cuda may lead
  // elsewhere tomorrow.
  void add_place(const std::string& place) {
    const std::string real = m_search.system.resolve(place);
    if (!real.empty()) {
      add(find_complete(m_search, real), real == place ? "" : place);
    }
  }

  // Add the toolkit whose nvcc is run by calling `nvcc`, through links and scripts.
  void add_nvcc(const std::string& nvcc) {
    const auto program = program_behind(m_search, nvcc);
    if (!program) {
      return;
    }
    const std::string root = normalise_path(m_search.system.resolve(*program) + "/../..");
    if (root.ends_with("/compilers") && is_in_hpc_sdk(m_search.system, root)) {
      return;  // the SDK's toolkits have folders of their own
    }
    // An environment's nvcc is no toolkit of the machine's.
    if (m_search.system.kind(join_path(root, "conda-meta")) == FileKind::missing &&
        !has_shared_bin(m_search.system, root)) {
      add(find_complete(m_search, root), nvcc);
    }
  }

  void add(std::optional<Toolkit> toolkit, const std::string& way) {
    if (!toolkit) {
      return;
    }
    toolkit->origin = Origin::system;
    if (!way.empty()) {
      toolkit->ways.push_back(way);
    }
    m_toolkits.push_back(*std::move(toolkit));
  }

  const Search& m_search;
  std::vector<Toolkit> m_toolkits;
};

}  // namespace

std::vector<Toolkit> find_system_toolkits(const Search& search) {
  SystemSearch found(search);
  found.add_variables();
  found.add_usual_places();
  found.add_path();
  return found.take();
}

}  // namespace ces
