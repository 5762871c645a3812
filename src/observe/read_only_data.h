// The constants of a program, out of its file.
#pragma once

#include "base/system.h"

#include <string>

namespace ces {

enum class ReadOnlyPart {
  start,  // as much as nvcc's banner stands behind: for activation
  whole,  // up to 32 MiB: for people's commands
};

// Return a part of the read-only data (.rodata, .rdata) of a program of this system's kind, by a
// few bounded reads, however large the file is; empty if it is no such program.
std::string read_only_data_of(const OpenFile& file, ReadOnlyPart part);

}  // namespace ces
