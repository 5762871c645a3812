// CUDA of conda's packages without an nvcc: what a program needs to run. cudatoolkit (up to 11.8)
// has libraries and libdevice; from 12 on the libraries of the split packages come alone, with a
// GPU PyTorch for instance. Source: conda-forge/cudatoolkit-feedstock;
// conda-forge/cuda-cudart-feedstock.
#include "base/path.h"
#include "observe/host_target.h"
#include "observe/runtime_library.h"
#include "observe/toolkits.h"

#include <algorithm>

namespace ces {

namespace {

const PackageRecord* record_of(const Facts& facts, std::string_view name) {
  const auto found = std::find_if(facts.packages.begin(), facts.packages.end(),
                                  [&](const PackageRecord& record) { return record.name == name; });
  return found == facts.packages.end() ? nullptr : &*found;
}

std::optional<OtherCuda> libraries_in(const System& system, const std::string& prefix,
                                      const std::string& folder, Layout layout) {
  auto version = runtime_library_version(system, folder);
  if (!version) {
    return std::nullopt;
  }
  OtherCuda cuda;
  cuda.layout = layout;
  cuda.path = prefix;
  cuda.evidence = version->evidence;
  cuda.version = std::move(version);
  return cuda;
}

std::optional<OtherCuda> find_libraries(const System& system, const Facts& facts) {
  const std::string& prefix = facts.prefix;
  if (const PackageRecord* record = record_of(facts, "cudatoolkit")) {
    OtherCuda cuda;
    cuda.layout = Layout::runtime_packages;
    cuda.path = prefix;
    cuda.version = record->version;
    cuda.evidence = record->version.evidence;
    return cuda;
  }
  for (const std::string& target : targets_at(system, prefix, 0)) {
    const std::string folder = join_path(prefix, "targets/" + target + "/lib");
    if (auto cuda = libraries_in(system, prefix, folder, Layout::split_packages)) {
      return cuda;
    }
  }
  return libraries_in(system, prefix, join_path(prefix, "lib"), Layout::runtime_packages);
}

}  // namespace

std::optional<OtherCuda> find_runtime_packages(const System& system, const Facts& facts) {
  auto cuda = find_libraries(system, facts);
  if (cuda) {
    cuda->has_ptxas = system.is_program(join_path(facts.prefix, "bin/ptxas"));
  }
  return cuda;
}

}  // namespace ces
