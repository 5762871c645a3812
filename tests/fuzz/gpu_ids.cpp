// The list of GPUs by their PCI ids: rows, and errors of one line each.
#include "compat/gpu_id_file.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = ces::compat::parse_gpu_ids(ces::fuzz::text_of(data, size), "fuzz.tsv");
  for (const std::string& error : file.errors) {
    ces::fuzz::require(error.find('\n') == std::string::npos, "an error is one line");
  }
  return 0;
}
