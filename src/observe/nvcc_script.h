// Scripts named nvcc, and whom they hand over to.
#pragma once

#include "observe/search.h"

#include <optional>
#include <string>
#include <string_view>

namespace ces {

// Whom a script runs, by the simple forms that wrappers have: a path, or the toolkit that a
// variable names. "${CUDA_HOME:-/usr/local/cuda}/bin/nvcc" has both. Both are empty where it does
// not say.
struct NvccScript {
  std::string path;
  std::string variable;  // CUDA_HOME, CUDA_PATH

  [[nodiscard]] bool hands_over() const { return !path.empty() || !variable.empty(); }
};

// Read a script. A line that starts with "exec" counts first, then the last one that names an nvcc;
// one that mentions CUDA_HOME or CUDA_PATH at all is taken for handing over to it.
NvccScript parse_nvcc_script(std::string_view text);

// Return the nvcc that the script runs in this shell, empty if that cannot be said.
std::string nvcc_of_script(const Search& search, const NvccScript& script);

// Return the program that is run in the end by calling `nvcc`: itself, or what it, as a script,
// hands over to, through several scripts if need be. A script that does not say whom it runs is the
// end of the way. Nothing where that leads nowhere or in circles.
std::optional<std::string> program_behind(const Search& search, const std::string& nvcc);

}  // namespace ces
