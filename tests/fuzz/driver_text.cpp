// The driver's release in the kernel's texts.
#include "base/text.h"
#include "fuzz/target.h"
#include "observe/driver.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  for (const std::string_view part : {ces::driver_release_in_proc_text(text), ces::trim(text)}) {
    const auto release = ces::parse_driver_release(part);
    ces::fuzz::require(!release || release->count() >= 2, "a release has two or three numbers");
  }
  return 0;
}
