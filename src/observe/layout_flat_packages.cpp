// The nvidia channel's packages for CUDA 11 and 12.0 to 12.4 (cuda-nvcc, cuda-cudart-dev, …): nvcc
// in the environment's bin, headers in include, libraries in lib, no lib64. What conda needs to
// find them is in place already, so CUDA_HOME is all there is to say. Source:
// pytorch/pytorch#136845, conda-forge/cuda-feedstock's guide (the same layout as conda-forge
// from 12.5 on).
#include "base/path.h"
#include "observe/toolkits.h"

namespace ces {

bool has_flat_headers(const System& system, const std::string& prefix) {
  const std::string header = join_path(prefix, "include/cuda.h");
  // cudatoolkit-dev puts links there, which belong to its own tree.
  return system.kind(header) == FileKind::regular && !system.is_link(header);
}

}  // namespace ces
