// What is known about a machine and an environment, each fact with its evidence: the file, symbol
// or variable it was read from. Plain data; observe() fills it, everything else only reads it.
#pragma once

#include "base/version.h"

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

struct Toolkit {
  Layout layout{};
  Origin origin = Origin::environment;
  std::string root;            // what CUDA_HOME gets
  std::string bin;             // the folder of its nvcc
  std::string nvcc;            // the program itself
  std::string library_folder;  // where programs find its libraries; empty if they need no help
  std::string include_folder;  // its headers, where <root>/include has none; else empty
  std::vector<std::string> targets;  // what it builds for, "x86_64-linux" and so on, if it says so
  std::string evidence;              // what told that it is there
  std::optional<VersionFact> version;          // the CUDA release, as the toolkit names itself
  std::optional<VersionFact> nvcc_version;     // nvcc's own
  std::optional<VersionFact> headers_version;  // CUDA_VERSION of cuda.h
};

// Return whether the toolkit's bin goes first on PATH. One that lives in the environment's own bin
// is found there already, and that folder is conda's.
bool is_put_first(const Toolkit& toolkit);

// A toolkit of which something is there, but no nvcc that could run.
struct BrokenToolkit {
  enum class Fault {
    tree_missing,   // cudatoolkit-dev is installed, its toolkit is not
    nvcc_dangling,  // bin/nvcc is a link to nothing
    nvcc_unusable,  // bin/nvcc is there, but is no file that this user may run
  };
  Fault fault{};
  std::string path;      // what was looked for
  std::string evidence;  // what says that it should be there
};

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
  std::string evidence;                // what the place was told by
};

// An nvcc that a shell would find, in the order of PATH.
struct NvccOnPath {
  std::string element;  // the element of PATH, as it stands there
  std::string path;
};

struct Facts {
  std::string prefix;  // the environment, normalised; empty if none is active
  std::string prefix_evidence;
  bool prefix_exists = false;
  bool hook_installed = false;  // only looked for with Detail::everything
  std::vector<Toolkit> toolkits;
  std::vector<BrokenToolkit> broken_toolkits;
  Driver driver;
  std::vector<NvccOnPath> nvcc_on_path;
};

}  // namespace ces
