// The PCI configuration of a GPU, whose capabilities are lists within lists.
#include "fuzz/target.h"
#include "observe/vgpu.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto host = ces::vgpu_host_in_config(ces::fuzz::text_of(data, size));
  require(!host || host->find_first_not_of("0123456789.") == std::string::npos,
          "a release has digits and dots alone");
  return 0;
}
