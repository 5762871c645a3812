// nvcc.profile, whose variables refer to each other: what comes out are absolute folders, and not
// too many of them.
#include "observe/nvcc_profile.h"

#include "fuzz/target.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  for (const char* target : {"", "x86_64-linux"}) {
    const ces::NvccProfile profile = ces::parse_nvcc_profile(text, "/e/bin", target);
    for (const auto& folders :
         {profile.include_folders, profile.library_folders, profile.program_folders}) {
      for (const std::string& folder : folders) {
        require(folder.starts_with('/'), "a folder is an absolute path");
      }
    }
  }
  return 0;
}
