// What the firmware of a Jetson says of it.
#include "fuzz/target.h"
#include "observe/tegra_gpu.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  const std::string_view chip = ces::tegra_chip_in(text);
  require(chip.empty() || chip.starts_with("tegra"), "a chip is a Tegra");
  require(chip.find_first_of(std::string_view("\0,\n", 3)) == std::string_view::npos,
          "a chip's name is one word");
  return 0;
}
