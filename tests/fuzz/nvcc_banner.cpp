// The line by which nvcc tells its version.
#include "fuzz/target.h"
#include "observe/version_texts.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  const auto version = ces::parse_nvcc_banner(text);
  ces::fuzz::require(!version || ces::Version::parse(*version), "nvcc's version is one");
  return 0;
}
