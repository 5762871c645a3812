// What conda channels have of CUDA toolkits, and the command that brings it into an environment, in
// the words of the engine that made that.
#pragma once

#include "base/version.h"
#include "observe/facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

// The toolkit of one CUDA release, as packages of one channel.
struct CondaToolkit {
  std::string channel;                // "conda-forge"
  std::vector<std::string> packages;  // "cuda-nvcc", "cuda-version=12.4"
  bool is_split = false;              // conda-forge's parts, which call the environment's compilers
  bool has_post_link = false;         // a script that runs after installation fetches it
  std::uint32_t gcc_max = 0;  // the newest gcc that may be installed beside it; 0: not limited
  // Newer than what is known of the channel, which follows NVIDIA's releases: likely, not certain.
  bool is_assumed = false;
};

// Return the newest CUDA release of which it is known that conda-forge has it.
Version newest_known_package();

// Return the toolkit of the CUDA release `cuda` for conda's platform `platform` ("linux-64"),
// nothing if no channel has one. `cuda` is a release that NVIDIA has published.
std::optional<CondaToolkit> conda_toolkit(const Version& cuda, std::string_view platform);

// Where packages go.
struct InstallPlace {
  Engine engine = Engine::unknown;
  std::string prefix;           // where it is not the active environment; else empty
  std::string new_environment;  // the name of one to be made; empty: there is one
};

// Return the command that installs `packages` from `channel` there.
std::string command_to_install(const CondaToolkit& toolkit,
                               const std::vector<std::string>& packages, const InstallPlace& place);

}  // namespace ces
