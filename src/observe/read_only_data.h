// The constants of a program, out of its file.
#pragma once

#include "base/system.h"

#include <string>

namespace ces {

// Return the start of the read-only data (.rodata, .rdata) of a program of this system's kind, by a
// few bounded reads, however large the file is; empty if it is no such program.
std::string read_only_data_of(const OpenFile& file);

}  // namespace ces
