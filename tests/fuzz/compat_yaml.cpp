// The loader of cuda-compat.yaml: tables or errors, and nothing of yaml-cpp's is thrown.
#include "compat/yaml_loader.h"
#include "fuzz/target.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto result = ces::compat::load_tables(ces::fuzz::text_of(data, size), "fuzz.yaml");
  require(result.tables.has_value() == result.errors.empty(), "there are tables or errors");
  for (const std::string& error : result.errors) {
    require(error.find('\n') == std::string::npos, "an error is one line");
    require(error.starts_with("fuzz.yaml"), "an error names the file");
  }
  return 0;
}
