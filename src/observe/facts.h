// What is known about a machine and an environment, each fact with its evidence: the file, symbol
// or variable it was read from. Plain data; observe() fills it, everything else only reads it.
#pragma once

#include "base/version.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

struct VersionFact {
  Version version;
  std::string text;      // as it was written there: "450.80.02"
  std::string evidence;  // where it was read: a path or a variable's name
};

// How a toolkit is laid out on disk.
enum class Layout {
  cudatoolkit_dev,  // conda-forge's cudatoolkit-dev: a complete toolkit in pkgs/cuda-toolkit
  split_packages,  // conda-forge's cuda-nvcc, cuda-cudart-dev, …: nvcc in bin, headers in targets
  flat_packages,   // the nvidia channel's up to 12.4: nvcc in bin, headers in include
  nvcc_wrapper,    // conda-forge's nvcc_linux-64: a script that runs a system toolkit's nvcc
  runtime_packages,  // conda's cudatoolkit and its like: libraries, no nvcc
  wheels,            // NVIDIA's Python wheels for CUDA 13: one root, nvidia/cu13
  wheels_split,      // NVIDIA's Python wheels for CUDA 11 and 12: a root each, no nvcc
  complete,          // NVIDIA's installer: /usr/local/cuda-X.Y, /opt/cuda, a module's tree
  distribution,      // Debian's, Ubuntu's or Fedora's packages: parts all over /usr
  hpc_sdk,           // NVIDIA's HPC SDK
};

// Return the name under which status and JSON show a layout.
std::string_view layout_name(Layout layout);

// What brought a toolkit here, in the order of preference.
enum class Origin {
  environment,        // conda packages of the environment
  wheels,             // Python wheels installed into the environment
  named,              // a folder that the pin, the configuration or the command line names
  system,             // this machine's own, at the usual places or by a module's variables
  other_environment,  // another environment's; only listed
};

// Return the word for an origin that list and JSON show.
std::string_view origin_name(Origin origin);

// Something that keeps a toolkit with an nvcc that runs from compiling or linking.
struct Flaw {
  enum class Kind {
    no_profile,         // no nvcc.profile beside nvcc: it finds neither headers nor libraries
    no_cicc,            // the compiler for device code is missing
    no_ptxas,           // the assembler is missing
    no_headers,         // the runtime's headers are missing
    no_library_folder,  // the folder that nvcc.profile names for linking is missing
    tools_differ,       // cicc or ptxas is of another release than nvcc
    mixed_packages,     // headers of the split and of the flat packages side by side
    open_to_others,     // anybody may change it, and it is another user's
    no_linker_name,     // of the runtime library only the name that programs load is there
  };
  Kind kind{};
  std::string path;      // what is missing, or differs
  std::string evidence;  // what says that it should be there, or what it differs from
};

// One part of a toolkit with a version of its own.
struct PartVersion {
  std::string name;  // "cicc", "ptxas", "cudart"
  VersionFact version;
};

struct Toolkit {
  Layout layout{};
  Origin origin = Origin::environment;
  std::string root;       // what CUDA_HOME gets
  std::string bin;        // the folder of its nvcc
  std::string nvcc;       // the program itself
  std::string real_nvcc;  // the program that `nvcc`, a script, hands over to; else empty
  bool nvcc_is_script = false;
  bool has_shared_bin = false;  // its bin holds other programs too: an environment's, or /usr/bin
  std::string library_folder;   // where programs find its libraries; empty if they need no help
  std::string include_folder;   // its headers, where <root>/include has none; else empty
  std::vector<std::string> targets;  // what it builds for, "x86_64-linux" and so on, if it says so
  std::string evidence;              // what told that it is there
  std::vector<std::string> ways;     // what else leads to it: variables, links; not `evidence`
  std::optional<VersionFact> version;          // the CUDA release, as the toolkit names itself
  std::optional<VersionFact> nvcc_version;     // nvcc's own
  std::optional<VersionFact> headers_version;  // CUDA_VERSION of cuda.h
  // Only with Detail::everything:
  std::vector<PartVersion> parts;
  std::vector<Flaw> flaws;
};

// Return whether the toolkit's bin goes first on PATH. A bin that holds more than the toolkit never
// does: the environment's own is conda's, and another one would outrank the environment's programs.
bool is_put_first(const Toolkit& toolkit);

// A toolkit of which something is there, but no nvcc that could run.
struct BrokenToolkit {
  enum class Fault {
    tree_missing,     // cudatoolkit-dev is installed, its toolkit is not
    nvcc_dangling,    // bin/nvcc is a link to nothing
    nvcc_unusable,    // bin/nvcc is no program that this user may run
    nvcc_denied,      // a folder on the way to bin/nvcc may not be entered
    nvcc_alone,       // bin/nvcc is a link to a file whose toolkit lies elsewhere: compiles nothing
    wrapper_unset,    // bin/nvcc runs $CUDA_HOME/bin/nvcc, and CUDA_HOME is not set
    wrapper_loops,    // the same, and CUDA_HOME leads back to it
    wrapper_dangles,  // the same, and CUDA_HOME has no nvcc
    no_nvcc,          // a folder that the request names has none
  };
  Fault fault{};
  std::string path;           // what was looked for
  std::string evidence;       // what says that it should be there
  std::string leads_to = {};  // where the link or CUDA_HOME leads, if anywhere
};

// CUDA in the environment that is no toolkit to switch to, which is no fault: a GPU PyTorch needs
// libraries alone, and wheels are taken only where they are asked for.
struct OtherCuda {
  Layout layout{};
  std::string path;                    // where it is: the environment, a folder of site-packages
  std::optional<VersionFact> version;  // of its runtime
  bool has_nvcc = false;
  bool has_ptxas = false;
  std::string evidence;
};

// A CUDA package that the environment's engine has installed, as its record has it.
struct PackageRecord {
  std::string name;
  VersionFact version;
  std::string channel = {};  // "conda-forge", "nvidia"; empty if it is not told
};

// Who installed the environment.
enum class Engine { unknown, conda, mamba, micromamba, pixi };

struct Driver {
  enum class Place {
    none,        // no NVIDIA driver was seen
    linux_,      // the kernel has the nvidia module
    wsl,         // Windows' driver serves this machine
    windows,     // this is Windows, and has the driver's library
    tegra,       // Jetson and its like, whose driver numbers mean something else
    override,    // CONDA_OVERRIDE_CUDA speaks for the driver
    unreadable,  // the module is there, but its version could not be read
  };
  Place place = Place::none;
  std::optional<VersionFact> release;  // of the kernel module
  std::optional<VersionFact> cuda;     // the CUDA release it supports; from the override alone
  std::optional<VersionFact> l4t;      // of a Jetson's system, which decides its CUDA
  // The CUDA release that nvidia-smi shows, where it was asked.
  std::optional<VersionFact> asked_cuda;
  // Only with Detail::everything: the libcuda that programs load, and what tells that this is a
  // container, where the kernel is the host's.
  std::optional<VersionFact> library;
  std::string container;
  std::string evidence;  // what the place was told by
};

// An nvcc that a shell would find, in the order of PATH.
struct NvccOnPath {
  std::string element;  // the element of PATH, as it stands there
  std::string path;
};

// An NVIDIA GPU of the machine.
struct ObservedGpu {
  std::string address;                  // "0000:17:00.0"
  std::optional<std::uint16_t> device;  // PCI device id
  std::string model;                    // as the driver calls it, empty if it was not asked
  std::string evidence;
  std::string chip = {};    // "tegra234": a Jetson's GPU, which is part of that and on no PCI bus
  bool is_virtual = false;  // its PCI configuration says so, which root alone may read
  std::string host_driver = {};  // then: the release of the driver on the host, if it is told
};

struct ObservedGpus {
  std::vector<ObservedGpu> gpus;
  std::string fault;  // why something could not be read, empty if all could
};

// The ELF note .note.cuda.fwd_compatibility of a libcuda. A list is empty where the note has none.
struct CompatNote {
  std::optional<Version> cuda;
  std::vector<std::uint32_t> branches;  // driver branches of the host
  std::vector<std::uint32_t> brands;    // the GPUs it is for, most likely by NVML's brand numbers
};

struct CompatPackage {
  std::string folder;
  std::string library;                 // the libcuda file itself
  std::optional<VersionFact> release;  // the driver it was made from, by the file's name
  std::optional<CompatNote> note;      // nothing: the file has none that could be read
};

struct Facts {
  std::string prefix;  // the environment, normalised; empty if none is active
  std::string prefix_evidence;
  bool prefix_exists = false;
  bool prefix_is_denied = false;  // whether it exists cannot be said
  bool hook_installed = false;    // only looked for with Detail::everything
  std::vector<Toolkit> toolkits;
  std::vector<BrokenToolkit> broken_toolkits;
  Driver driver;
  std::vector<NvccOnPath> nvcc_on_path;
  // Only with Detail::everything:
  std::vector<OtherCuda> other_cuda;
  std::vector<PackageRecord> packages;
  // Only where the request asks for them:
  ObservedGpus gpus;
  std::vector<CompatPackage> compat_packages;
  // With Detail::everything, or where something is broken:
  Engine engine = Engine::unknown;
  std::string engine_evidence;
  std::string platform = "linux-64";  // conda's name of the machine's
};

}  // namespace ces
