// CUDA_ENV_SWITCH_STATE: any bytes are a whole record or none, and each record has one spelling.
#include "edit/record.h"

#include "fuzz/target.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  const auto record = ces::decode_record(text);
  if (!record) {
    return 0;
  }
  const std::string again = ces::encode_record(*record);
  require(ces::decode_record(again) == record, "a record comes back as it was");
  // Of another version less is kept.
  require(!text.starts_with("1:") || again == text, "a record has one spelling");
  return 0;
}
