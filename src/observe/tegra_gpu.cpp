#include "observe/tegra_gpu.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

namespace ces {

namespace {

constexpr const char* k_compatible = "/proc/device-tree/compatible";
constexpr const char* k_model = "/proc/device-tree/model";
constexpr std::size_t k_text_limit = 4096;
constexpr std::string_view k_chip_start = "tegra";

// Return the number in a chip's name, 234 of "tegra234"; 0 if it is no such name.
std::uint32_t number_of(std::string_view chip) {
  if (!chip.starts_with(k_chip_start)) {
    return 0;
  }
  chip.remove_prefix(k_chip_start.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(chip.data(), chip.data() + chip.size(), number);
  return error == std::errc() && end == chip.data() + chip.size() ? number : 0;
}

}  // namespace

std::string_view tegra_chip_in(std::string_view compatible) {
  constexpr std::string_view k_maker = "nvidia,";
  while (!compatible.empty()) {
    const std::size_t end = std::min(compatible.find('\0'), compatible.size());
    std::string_view entry = compatible.substr(0, end);
    compatible.remove_prefix(std::min(end + 1, compatible.size()));
    if (entry.starts_with(k_maker)) {
      entry.remove_prefix(k_maker.size());
      if (number_of(entry) != 0) {
        return entry;
      }
    }
  }
  return {};
}

std::optional<ObservedGpu> tegra_gpu(const System& system, const std::vector<ObservedGpu>& on_bus) {
  constexpr std::uint32_t k_first_with_cuda = 124;  // Tegra K1
  constexpr std::uint32_t k_first_on_bus = 264;     // Thor
  const std::string text = system.read(k_compatible, k_text_limit).text;
  const std::string chip(tegra_chip_in(text));
  const std::uint32_t number = number_of(chip);
  if (number < k_first_with_cuda || (number >= k_first_on_bus && !on_bus.empty())) {
    return std::nullopt;
  }
  ObservedGpu gpu;
  gpu.address = chip;
  gpu.chip = chip;
  gpu.evidence = k_compatible;
  const std::string model = system.read(k_model, k_text_limit).text;
  gpu.model = model.substr(0, model.find('\0'));
  if (!gpu.model.empty()) {
    gpu.evidence += std::string(", ") + k_model;
  }
  return gpu;
}

}  // namespace ces
