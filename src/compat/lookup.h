// Questions to the tables, each the same for whoever asks.
#pragma once

#include "compat/tables.h"

#include <string>
#include <vector>

namespace ces::compat {

// Return the CUDA releases (major.minor) that have a toolkit, ascending.
std::vector<Version> toolkit_cudas(const Tables& tables);

// Return the newest of them; no fields if the tables are empty.
Version newest_toolkit(const Tables& tables);

// Return whether there is a toolkit of the CUDA release `cuda`.
bool has_toolkit(const Tables& tables, const Version& cuda);

// Each returns nullptr if the tables have no such row.
const MinorVersionMinimum* find_family(const Tables& tables, std::uint32_t major);
const OwnMinimum* find_own_minimum(const Tables& tables, const Version& cuda);
const ForwardCompat* find_forward_compat(const Tables& tables, const Version& cuda);
const GpuArchitecture* find_architecture(const Tables& tables, const Version& capability);
// The row of the branch itself, or of the next one below.
const DriverBranch* find_branch(const Tables& tables, std::uint32_t branch);
// The first branch that supports `cuda` by itself.
const DriverBranch* first_branch_of(const Tables& tables, const Version& cuda);
// `toolkit` has all three fields, or two, which mean the newest release of that CUDA.
const HostCompilers* find_host_compilers(const Tables& tables, const Version& toolkit);
const JetPack* find_jetpack(const Tables& tables, const Version& l4t);

// Return the newest PTX that the CUDA release `cuda` writes and its driver loads; no fields if it
// is older than the tables.
Version ptx_isa_of(const Tables& tables, const Version& cuda);

// Return `some` of the releases `all`, both ascending, with neighbours joined: "8.0 to 11.8, 12.2".
std::string in_ranges(const std::vector<Version>& some, const std::vector<Version>& all);

}  // namespace ces::compat
