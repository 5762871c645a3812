// Where the files of the repository are while its tests run.
#pragma once

#include <string>
#include <string_view>

namespace ces::testing {

// Return the path of `name`, a file or folder of the repository. The folder of the sources is known
// to one object file alone, so that every other is the same wherever the sources lie.
std::string source_path(std::string_view name);

}  // namespace ces::testing
