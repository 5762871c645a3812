#include "observe/wholeness.h"

#include "base/path.h"
#include "observe/nvcc_file.h"
#include "observe/nvcc_profile.h"
#include "observe/runtime_library.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ces {

namespace {

constexpr std::size_t k_profile_limit = std::size_t{64} * 1024;

class Inspection {
 public:
  Inspection(const System& system, Toolkit& toolkit)
      : m_system(system),
        m_toolkit(toolkit),
        m_nvcc(toolkit.real_nvcc.empty() ? toolkit.nvcc : toolkit.real_nvcc),
        m_bin(normalise_path(m_nvcc + "/..")),
        m_profile_path(join_path(m_bin, "nvcc.profile")),
        m_target(toolkit.targets.empty() ? "" : toolkit.targets.front()) {}

  void run() {
    const FileText text = m_system.read(m_profile_path, k_profile_limit);
    const bool is_own_program = look_at_nvcc(m_system, m_nvcc).machine != 0;
    if (!text.ok()) {
      if (is_own_program) {
        note(Flaw::Kind::no_profile, m_nvcc, m_profile_path);
      }
      return;
    }
    m_profile = parse_nvcc_profile(text.text, m_bin, m_target);
    look_for_tool("cicc", Flaw::Kind::no_cicc, {join_path(m_toolkit.root, "nvvm/bin")});
    look_for_tool("ptxas", Flaw::Kind::no_ptxas, {join_path(m_toolkit.root, "bin")});
    look_for_headers();
    look_for_libraries();
    look_for_mixed_packages();
    look_for_linker_name();
  }

 private:
  void note(Flaw::Kind kind, const std::string& path, const std::string& evidence) {
    m_toolkit.flaws.push_back({kind, path, evidence});
  }

  // nvcc looks beside itself and where its profile says.
  void look_for_tool(const std::string& name, Flaw::Kind kind, std::vector<std::string> folders) {
    folders.insert(folders.end(), m_profile.program_folders.begin(),
                   m_profile.program_folders.end());
    folders.push_back(m_bin);
    for (const std::string& folder : folders) {
      const std::string path = join_path(folder, name);
      if (m_system.is_program(path)) {
        add_part(name, tool_version_of_file(m_system, path));
        return;
      }
    }
    note(kind, join_path(folders.front(), name), m_profile_path);
  }

  void add_part(const std::string& name, std::optional<VersionFact> version) {
    if (!version) {
      return;
    }
    const auto& own = m_toolkit.nvcc_version;
    if (name != "cudart" && own && own->version.release() != version->version.release()) {
      note(Flaw::Kind::tools_differ, version->evidence, own->evidence);
    }
    m_toolkit.parts.push_back({name, *std::move(version)});
  }

  [[nodiscard]] bool has_header(const std::string& name) const {
    const auto& folders = m_include_folders;
    return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
      return m_system.kind(join_path(folder, name)) == FileKind::regular;
    });
  }

  // Up to CUDA 9.1 the compiler's headers lay beside the others; since then those only refer to
  // crt.
  [[nodiscard]] bool needs_headers_in_crt() const {
    const auto& own = m_toolkit.nvcc_version;
    return !own || own->version.release() > Version(9, 1);
  }

  void look_for_headers() {
    m_include_folders = m_profile.include_folders;
    m_include_folders.insert(m_include_folders.begin(), m_toolkit.include_folder.empty()
                                                            ? join_path(m_toolkit.root, "include")
                                                            : m_toolkit.include_folder);
    const std::string& folder = m_include_folders.front();
    const bool has_runtime = has_header("cuda_runtime.h");
    if (!has_runtime && !has_header("cuda.h")) {
      note(Flaw::Kind::no_headers, join_path(folder, "cuda_runtime.h"), m_profile_path);
    } else if (has_runtime && needs_headers_in_crt() && !has_header("crt/host_config.h")) {
      note(Flaw::Kind::no_headers, join_path(folder, "crt/host_config.h"), m_profile_path);
    }
  }

  void look_for_libraries() {
    const auto& folders = m_profile.library_folders;
    const auto exists = [&](const std::string& folder) {
      return m_system.kind(folder) == FileKind::directory;
    };
    if (!folders.empty() && std::none_of(folders.begin(), folders.end(), exists)) {
      note(Flaw::Kind::no_library_folder, folders.back(), m_profile_path);
    }
    std::vector<std::string> places = folders;
    places.push_back(join_path(m_toolkit.root, "lib"));
    for (const std::string& folder : places) {
      // A link in it may carry the first fields alone, which say nothing of the release.
      constexpr std::size_t k_fields_of_a_release = 3;
      auto version = runtime_library_version(m_system, folder);
      if (version && version->version.count() >= k_fields_of_a_release) {
        add_part("cudart", std::move(version));
        return;
      }
    }
  }

  void look_for_mixed_packages() {
    const std::string flat = join_path(m_toolkit.root, "include/cuda.h");
    const bool is_mixed = m_toolkit.layout == Layout::split_packages &&
                          !m_toolkit.include_folder.empty() &&
                          m_system.kind(flat) == FileKind::regular && !m_system.is_link(flat);
    if (is_mixed) {
      note(Flaw::Kind::mixed_packages, flat, join_path(m_toolkit.include_folder, "cuda.h"));
    }
  }

  // Wheels have the runtime library by the name that programs load, not by that which is linked.
  void look_for_linker_name() {
    constexpr std::size_t k_most_names = 2000;
    const std::string folder = join_path(m_toolkit.root, "lib");
    const std::string linked = join_path(folder, "libcudart.so");
    if (m_toolkit.layout != Layout::wheels || m_system.kind(linked) == FileKind::regular) {
      return;
    }
    for (const std::string& name : m_system.names_in(folder, k_most_names)) {
      if (name.starts_with("libcudart.so.")) {
        note(Flaw::Kind::no_linker_name, linked, join_path(folder, name));
        return;
      }
    }
  }

  const System& m_system;
  Toolkit& m_toolkit;
  std::string m_nvcc;
  std::string m_bin;
  std::string m_profile_path;
  std::string m_target;
  NvccProfile m_profile;
  std::vector<std::string> m_include_folders;
};

}  // namespace

void observe_wholeness(const System& system, Toolkit& toolkit) {
  Inspection(system, toolkit).run();
}

}  // namespace ces
