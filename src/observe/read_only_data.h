// The constants of a program, out of its file.
#pragma once

#include "base/system.h"

#include <string>

namespace ces {

enum class ReadOnlyPart {
  near,   // where nvcc's banner stands in all that we know: for activation
  start,  // some times more, for one that is not there
  whole,  // up to 32 MiB: for people's commands
};

// Return a part of the read-only data (.rodata, .rdata) of a program of this system's kind, by a
// few bounded reads, however large the file is; empty if it is no such program.
std::string read_only_data_of(const OpenFile& file, ReadOnlyPart part);

}  // namespace ces
