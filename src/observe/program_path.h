// What PATH names of CUDA in vain: folders that are gone, and folders that it names again.
#pragma once

#include "base/system.h"

#include <string>
#include <string_view>
#include <vector>

namespace ces {

struct ProgramPathElement {
  enum class Kind {
    missing,   // no folder
    repeated,  // stands on PATH before
  };
  std::string text;
  Kind kind{};
};

// Return the elements of `path`, a value of PATH, that are about CUDA by their names and do
// nothing, each once and in its order. Other programs' are none of our business. The bin of a conda
// environment is repeated by conda itself, when environments are stacked.
std::vector<ProgramPathElement> idle_cuda_elements(const System& system, std::string_view path);

}  // namespace ces
