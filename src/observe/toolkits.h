// The toolkits of an environment and of the machine: one family of layouts per file.
#pragma once

#include "base/system.h"
#include "observe/facts.h"
#include "observe/nvcc_file.h"
#include "observe/observe.h"
#include "observe/search.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

// Fill in the toolkits that the request asks for, in the order of preference, and what is left of
// broken ones. At activation the search below the environment ends with the first toolkit, and what
// only people's commands show is not read.
void observe_toolkits(const System& system, const Request& request, Facts& facts);

// Fill in what status shows of a toolkit, from the files that its layout has.
void observe_versions(const System& system, Request::Detail detail, Toolkit& toolkit);

// Fill in what runs if its nvcc is a script, where the search had no need to look.
void observe_script(const Search& search, Toolkit& toolkit);

// Fill in what the toolkit builds for.
void observe_targets(const System& system, Toolkit& toolkit);

// Return the toolkits of the environment `prefix` in the order of preference, by conda's packages
// alone. With Detail::activation the first one is enough.
std::vector<Found> find_in_environment(const Search& search, const std::string& prefix);

// Return the toolkit at `path`, whatever its layout: an environment, the folder of a toolkit, its
// bin, its nvcc.
Found find_at_root(const Search& search, const std::string& path);

// Return whether `root`/bin holds the programs of more than a toolkit.
bool has_shared_bin(const System& system, const std::string& root);

// layout_cudatoolkit_dev.cpp
Found find_cudatoolkit_dev(const Search& search, const std::string& prefix);
// The toolkit that cudatoolkit-dev has put at `tree`; there must be an nvcc.
Toolkit cudatoolkit_dev_at(const System& system, const std::string& tree);

// layout_environment_bin.cpp: an nvcc in the environment's own bin, of whichever layout below.
Found find_in_environment_bin(const Search& search, const std::string& prefix);

// layout_split_packages.cpp
// Return the folder below targets/ that has the headers, empty if none has.
std::string split_include_folder(const System& system, const std::string& prefix,
                                 std::uint16_t nvcc_machine);
// layout_flat_packages.cpp
bool has_flat_headers(const System& system, const std::string& prefix);
// layout_nvcc_wrapper.cpp: `script` is the text of the environment's nvcc.
Found find_behind_wrapper(const Search& search, const std::string& prefix,
                          const std::string& script);

// layout_wheels.cpp
std::vector<Toolkit> find_wheels(const Search& search, const std::string& prefix);
// Return whether `root` is a folder of NVIDIA's wheels, …/site-packages/nvidia/cu13.
bool is_in_wheels(const std::string& root);
// Return what wheels there are that are no toolkit of the request's.
std::vector<OtherCuda> find_other_wheels(const Search& search, const std::string& prefix);

// layout_runtime_packages.cpp
// Return the CUDA of conda's packages in an environment whose bin has no nvcc.
std::optional<OtherCuda> find_runtime_packages(const System& system, const Facts& facts);

// layout_complete.cpp: NVIDIA's installer's tree at `root`; nothing if it has no nvcc.
std::optional<Toolkit> find_complete(const Search& search, const std::string& root);

// layout_distribution.cpp: the distribution's own packages, all over /usr.
std::optional<Toolkit> find_distribution(const Search& search);

// layout_hpc_sdk.cpp
// Return the toolkits below `root`, the folder of one version of the SDK, newest first.
std::vector<Toolkit> find_hpc_sdk(const Search& search, const std::string& version_folder);
// Return the folders of the versions below the SDK's usual place, newest first.
std::vector<std::string> hpc_sdk_versions(const System& system, const std::string& sdk);
bool is_in_hpc_sdk(const System& system, const std::string& root);

// system_toolkits.cpp: what variables name, then the usual places, then PATH.
std::vector<Toolkit> find_system_toolkits(const Search& search);

// other_environments.cpp
std::vector<Toolkit> find_in_other_environments(const Search& search, const std::string& prefix);

}  // namespace ces
