// version.txt of a toolkit up to 11.0.
#include "fuzz/target.h"
#include "observe/version_texts.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  const auto version = ces::parse_version_txt(text);
  ces::fuzz::require(!version || ces::Version::parse(*version), "the release is a version");
  return 0;
}
