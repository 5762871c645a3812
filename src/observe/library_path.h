// What the elements of LD_LIBRARY_PATH are.
#pragma once

#include "base/system.h"

#include <string>
#include <vector>

namespace ces {

struct LibraryPathElement {
  enum class Kind {
    empty,    // "" between two colons: the folder one is in
    missing,  // no folder
    plain,
    stubs,   // a toolkit's folder of stubs with a libcuda
    compat,  // the libcuda of a cuda-compat package
  };
  std::string text;
  Kind kind = Kind::plain;
  std::string runtime = {};  // the CUDA release of the runtime library in it, "12.4"; or empty
};

// Return the elements of the shell's LD_LIBRARY_PATH, in its order.
std::vector<LibraryPathElement> observe_library_path(const System& system);

}  // namespace ces
