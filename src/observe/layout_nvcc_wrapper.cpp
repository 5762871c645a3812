// conda-forge's nvcc_linux-64 for CUDA 9.2 to 11.8, and scripts like it: the environment's nvcc is
// a script that adds the environment's compiler (-ccbin) and runs $CUDA_HOME/bin/nvcc, a system
// toolkit's. With CUDA_HOME at the environment it would call itself forever, so the toolkit is the
// one behind it, and bin/nvcc stays what a shell finds. Source: conda-forge/nvcc-feedstock,
// recipe/linux/nvcc.sh and activate.sh.
#include "base/path.h"
#include "observe/nvcc_script.h"
#include "observe/toolkits.h"

namespace ces {

namespace {

// Return the toolkit whose bin/nvcc is `nvcc`.
std::string root_of_nvcc(const std::string& nvcc) {
  return normalise_path(nvcc + "/../..");
}

}  // namespace

Found find_behind_wrapper(const Search& search, const std::string& prefix,
                          const std::string& script) {
  using Fault = BrokenToolkit::Fault;
  const System& system = search.system;
  const std::string wrapper = join_path(prefix, "bin/nvcc");
  const std::string nvcc = nvcc_of_script(search, parse_nvcc_script(script));
  if (nvcc.empty()) {
    return {std::nullopt, BrokenToolkit{Fault::wrapper_unset, wrapper, wrapper}};
  }
  const std::string root = root_of_nvcc(nvcc);
  if (system.resolve(nvcc) == system.resolve(wrapper)) {
    return {std::nullopt, BrokenToolkit{Fault::wrapper_loops, wrapper, wrapper, root}};
  }
  const auto program = program_behind(search, nvcc);
  if (!program) {
    return {std::nullopt, BrokenToolkit{Fault::wrapper_dangles, wrapper, wrapper, root}};
  }
  Toolkit toolkit;
  toolkit.layout = Layout::nvcc_wrapper;
  toolkit.root = root;
  toolkit.bin = join_path(prefix, "bin");
  toolkit.nvcc = wrapper;
  toolkit.real_nvcc = *program;
  toolkit.nvcc_is_script = true;
  toolkit.has_shared_bin = true;
  toolkit.evidence = wrapper;
  toolkit.ways = {nvcc};
  return {std::move(toolkit), std::nullopt};
}

}  // namespace ces
