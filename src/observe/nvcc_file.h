// nvcc's version out of nvcc's own file, without running it.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <optional>
#include <string>

namespace ces {

// Return the version that the file `nvcc` carries: of a program, in its read-only data (a few
// bounded reads, however large the file is); of a script, in its first lines.
std::optional<VersionFact> nvcc_version_of_file(const System& system, const std::string& nvcc);

// Return whether `nvcc` is a script that hands over to the toolkit CUDA_HOME or CUDA_PATH names, as
// conda-forge's nvcc_linux-64 has it. With CUDA_HOME at its own prefix it would call itself
// forever.
bool is_handing_over_script(const System& system, const std::string& nvcc);

}  // namespace ces
