// NVIDIA's GPUs by PCI device id. The list is gpu_ids.tsv; compiled in it is one block of read-only
// bytes without pointers, which costs an activation nothing.
#pragma once

#include "base/version.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces::compat {

// What a GPU is sold as. Read off its name, so it is a good guess and no statement of NVIDIA's.
enum class GpuKind : std::uint8_t { unknown, geforce, titan, workstation, data_center, tegra };

// Return the word for a kind that people and programs read: "data-center" and so on.
std::string_view gpu_kind_word(GpuKind kind);

struct GpuModel {
  // 0: on no PCI bus, as a Jetson's.
  std::uint16_t device = 0;
  std::string_view chip;
  Version capability;
  GpuKind kind = GpuKind::unknown;
  // As it is sold; empty if it has no name yet.
  std::string_view name;
};

// Return all GPUs, ascending by their ids.
std::vector<GpuModel> gpu_models();

// Return the GPU with the PCI device id `device`, nothing if it is not listed.
std::optional<GpuModel> find_gpu(std::uint16_t device);

// Return what people call a GPU: its name, else its chip.
std::string called(const GpuModel& model);

// How builtin_gpu_ids.cpp holds a GPU: names and chips as offsets into one text, each ended by NUL.
struct PackedGpu {
  std::uint16_t device;
  std::uint16_t name;
  std::uint16_t chip;
  std::uint8_t capability_major;
  std::uint8_t capability_minor : 4;
  std::uint8_t kind : 4;
};

}  // namespace ces::compat
