// version.json of a toolkit: whatever it holds, what is read from it are version numbers.
#include "fuzz/target.h"
#include "observe/version_texts.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ces::VersionJson json = ces::parse_version_json(ces::fuzz::text_of(data, size));
  require(!json.cuda || ces::Version::parse(*json.cuda), "the release is a version");
  require(!json.nvcc || ces::Version::parse(*json.nvcc), "nvcc's is a version");
  return 0;
}
