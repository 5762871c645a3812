// What torch, JAX, CuPy and TensorFlow left in an environment: version.py, build_info.py, names of
// pip's folders, conda's records.
#include "observe/frameworks.h"

#include "fuzz/machine.h"
#include "fuzz/target.h"
#include "judge/framework_versions.h"

using ces::FrameworkBuild;
using ces::fuzz::require;

namespace {

void look_at(const FrameworkBuild& build) {
  const bool is_for_cuda = build.kind == FrameworkBuild::Kind::cuda;
  require(is_for_cuda || !build.cuda, "what is not built for CUDA names no release");
  require(!build.cuda || build.cuda->count() > 0, "a release has a major");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ces::fuzz::Machine machine;
  const std::string text = ces::fuzz::text_of(data, size);
  look_at(ces::parse_torch_version(text));
  look_at(ces::parse_tensorflow_build_info(text));
  look_at(ces::build_of_conda_string(text));
  look_at(ces::build_of_conda_depends(text));
  if (const auto package = ces::parse_dist_info_name(text)) {
    require(!package->name.empty(), "a package has a name");
    look_at(ces::build_of_dist_info(*package));
  }
  machine.write("/e/conda-meta/pytorch-2.5.1-0.json", text);
  for (const ces::FrameworkTrace& trace : ces::observe_frameworks(machine.system(), "/e")) {
    require(trace.framework == "torch", "the record is torch's");
  }
  return 0;
}
