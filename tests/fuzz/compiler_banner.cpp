// What a host compiler says to --version, and the flags that name one.
#include "base/version.h"
#include "fuzz/target.h"
#include "observe/host_compiler.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  const ces::CompilerBanner banner = ces::parse_compiler_banner(text);
  require(banner.version.find_first_not_of("0123456789.") == std::string::npos,
          "a version has digits and dots alone");
  require(banner.kind != ces::ObservedCompiler::Kind::not_known || banner.version.empty(),
          "what is no compiler has no version");
  const std::string named = ces::ccbin_in_flags(text);
  require(named.find_first_of(" \t\n\"'") == std::string::npos,
          "a compiler's name is one word without quotes");
  return 0;
}
