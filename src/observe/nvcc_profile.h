// nvcc.profile, the file beside nvcc by which it finds its parts, headers and libraries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// What of the profile can be told. A value with a variable that only nvcc knows is left out.
struct NvccProfile {
  std::vector<std::string> include_folders;  // -I
  std::vector<std::string> library_folders;  // -L, without stubs
  std::vector<std::string> program_folders;  // where it looks for cicc and ptxas
};

// Read a profile whose nvcc lies in `here`. `target` ("x86_64-linux", or empty) is what nvcc may
// take for $(_TARGET_DIR_); it does so only where it finds that folder, so both ways to read it
// count. The format: NAME = value, += puts in front, =+ behind, ?= where nothing is set; $(NAME)
// refers.
NvccProfile parse_nvcc_profile(std::string_view text, const std::string& here,
                               const std::string& target);

}  // namespace ces
