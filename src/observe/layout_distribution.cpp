// A distribution's own packages, whose parts lie all over /usr.
// Debian and Ubuntu: /usr/bin/nvcc is a script that runs /usr/lib/nvidia-cuda-toolkit/bin/nvcc,
// headers are in /usr/include, libraries in /usr/lib/<triplet>. Their /usr/lib/cuda is a decoy: an
// empty bin and lib64 for programs that insist on one folder. Fedora (negativo17): nvcc in
// /usr/bin, headers in /usr/include/cuda, libraries in /usr/lib64. CUDA_HOME is /usr, which PyTorch
// knows; /usr/bin never goes first on PATH, and the system's libraries need no help. Source: the
// file list of Debian's nvidia-cuda-toolkit; negativo17/cuda#18.
#include "base/path.h"
#include "observe/nvcc_script.h"
#include "observe/toolkits.h"

#include <utility>

namespace ces {

namespace {

constexpr const char* k_root = "/usr";
constexpr const char* k_nvcc = "/usr/bin/nvcc";
constexpr const char* k_debian_bin = "/usr/lib/nvidia-cuda-toolkit/bin/";

// Return the folder of the headers where it is not /usr/include.
std::string include_folder(const System& system) {
  constexpr const char* k_fedora = "/usr/include/cuda";
  const bool is_fedora = system.kind("/usr/include/cuda.h") != FileKind::regular &&
                         system.kind("/usr/include/cuda/cuda.h") == FileKind::regular;
  return is_fedora ? k_fedora : "";
}

}  // namespace

std::optional<Toolkit> find_distribution(const Search& search) {
  const System& system = search.system;
  const auto program = program_behind(search, k_nvcc);
  if (!program) {
    return std::nullopt;
  }
  // A link or a script that leads to another toolkit is that one's.
  const std::string real = system.resolve(*program);
  if (!real.starts_with(k_debian_bin) && real != system.resolve(k_root) + "/bin/nvcc") {
    return std::nullopt;
  }
  Toolkit toolkit;
  toolkit.layout = Layout::distribution;
  toolkit.root = k_root;
  toolkit.bin = "/usr/bin";
  toolkit.nvcc = k_nvcc;
  toolkit.nvcc_is_script = *program != k_nvcc;
  toolkit.real_nvcc = toolkit.nvcc_is_script ? *program : "";
  toolkit.has_shared_bin = true;
  toolkit.include_folder = include_folder(system);
  toolkit.evidence = k_nvcc;
  return toolkit;
}

}  // namespace ces
