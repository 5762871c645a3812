#include "judge/install_command.h"

#include "compat/lookup.h"
#include "judge/conda_packages.h"

#include <cstdint>
#include <optional>

namespace ces {

namespace {

// From here on conda-forge has the toolkit in parts (cuda-nvcc and others).
constexpr std::uint32_t k_first_split_major = 12;

// Return the newest CUDA release up to `limit` that conda-forge has as cudatoolkit-dev, or nothing.
std::optional<Version> newest_cudatoolkit_dev(const Version& limit, const compat::Tables& tables) {
  std::optional<Version> newest;
  for (const Version& cuda : compat::toolkit_cudas(tables)) {
    if (cuda <= limit && has_cudatoolkit_dev(cuda)) {
      newest = cuda;
    }
  }
  return newest;
}

}  // namespace

std::string install_command(const Version& limit, const compat::Tables& tables) {
  if (limit.major() < k_first_split_major) {
    const auto release = newest_cudatoolkit_dev(limit, tables);
    return release ? "conda install -c conda-forge cudatoolkit-dev=" + release->str() : "";
  }
  Version newest(k_first_split_major, 0);
  for (const compat::ToolkitRelease& toolkit : tables.toolkits) {
    if (toolkit.version.release() <= limit) {
      newest = toolkit.version.release();
    }
  }
  return "conda install -c conda-forge cuda-nvcc cuda-version=" + newest.str();
}

std::string install_compat_command(const Version& cuda) {
  if (cuda.major() < k_first_split_major) {
    return "apt-get install cuda-compat-" + std::to_string(cuda.major()) + '-' +
           std::to_string(cuda.minor());
  }
  return "conda install -c conda-forge cuda-compat cuda-version=" + cuda.str();
}

}  // namespace ces
