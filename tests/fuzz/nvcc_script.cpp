// An nvcc that is a shell script and hands over to another one.
#include "observe/nvcc_script.h"

#include "fuzz/target.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ces::NvccScript script = ces::parse_nvcc_script(ces::fuzz::text_of(data, size));
  require(script.variable.empty() || script.variable.starts_with("CUDA_"), "a variable of CUDA's");
  return 0;
}
