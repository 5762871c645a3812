#include "observe/surroundings.h"

#include "base/path.h"
#include "observe/compat_package.h"
#include "observe/nvcc_file.h"

namespace ces {

namespace {

std::optional<std::string> variable(const System& system, const char* name) {
  const auto value = system.environment().non_empty(name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

NvccCopy copy_of(const System& system, const Facts& facts, const std::string& path) {
  NvccCopy copy{path, "", system.resolve(path)};
  std::optional<VersionFact> version = tool_version_of_file(system, path);
  for (const Toolkit& toolkit : facts.toolkits) {
    if (!version && toolkit.nvcc_version && same_element(toolkit.nvcc, path)) {
      version = toolkit.nvcc_version;
    }
  }
  copy.version = version ? version->version.release().str() : "";
  return copy;
}

void observe_shell(const System& system, const Facts& facts, Surroundings& around) {
  around.library_path = observe_library_path(system);
  for (const LibraryPathElement& element : around.library_path) {
    if (element.kind == LibraryPathElement::Kind::compat) {
      if (auto package = observe_compat_package(system, normalise_path(element.text))) {
        around.compat_on_path.push_back(*std::move(package));
      }
    }
  }
  for (const NvccOnPath& nvcc : facts.nvcc_on_path) {
    around.nvcc_on_path.push_back(copy_of(system, facts, nvcc.path));
  }
  around.cuda_home = variable(system, "CUDA_HOME");
  around.cuda_path = variable(system, "CUDA_PATH");
  for (const auto& root : {around.cuda_home, around.cuda_path}) {
    const bool is_of_first =
        root && is_absolute(*root) && !around.nvcc_on_path.empty() &&
        !around.nvcc_on_path.front().file.empty() &&
        system.resolve(join_path(*root, "bin/nvcc")) == around.nvcc_on_path.front().file;
    if (is_of_first) {
      around.roots_of_nvcc.push_back(*root);
    }
    const bool is_without = root && is_absolute(*root) &&
                            system.kind(join_path(*root, "bin/nvcc")) == FileKind::missing;
    if (is_without) {
      around.roots_without_nvcc.push_back(*root);
    }
  }
}

}  // namespace

Surroundings observe_surroundings(const System& system, const Facts& facts, const Toolkit* toolkit,
                                  std::optional<std::chrono::milliseconds> deadline) {
  Surroundings around;
  const auto active = system.environment().non_empty("CONDA_PREFIX");
  around.is_active = facts.prefix.empty() || (active && normalise_path(*active) == facts.prefix);
  observe_shell(system, facts, around);
  if (facts.prefix_exists) {
    around.frameworks = observe_frameworks(system, facts.prefix);
  }
  if (toolkit != nullptr && around.is_active) {
    around.compiler = observe_host_compiler(system, *toolkit, deadline);
  }
  return around;
}

}  // namespace ces
