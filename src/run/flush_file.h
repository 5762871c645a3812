// Sees to it that a file outlives a crash of the machine.
#pragma once

#include <string>

namespace ces {

// Wait until what was written to the file `path` is on the disk. Return whether it is.
bool flush_file(const std::string& path);

}  // namespace ces
