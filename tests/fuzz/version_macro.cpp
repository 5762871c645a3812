// CUDA_VERSION and CUDART_VERSION in a header.
#include "fuzz/target.h"
#include "observe/version_texts.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  for (const char* macro : {"CUDA_VERSION", "CUDART_VERSION"}) {
    const auto version = ces::parse_version_macro(text, macro);
    ces::fuzz::require(!version || version->major() > 0, "a release has a major number");
  }
  return 0;
}
