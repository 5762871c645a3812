// Rule: what LD_LIBRARY_PATH should not hold.
#pragma once

#include "judge/finding.h"

#include <string>
#include <vector>

namespace ces {

// An element of LD_LIBRARY_PATH, and what it was seen to be.
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
};

// Return the findings, in the order of the elements; all empty ones are one.
std::vector<Finding> library_path_findings(const std::vector<LibraryPathElement>& elements);

}  // namespace ces
