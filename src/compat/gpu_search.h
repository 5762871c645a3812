// The GPU that somebody means who calls it by its name, its PCI id or its compute capability.
#pragma once

#include "compat/gpu_ids.h"
#include "compat/tables.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces::compat {

struct GpuSearch {
  // All that may be meant. Without a name where only a capability was given.
  std::vector<GpuModel> found;
  // Whether they are of more than one capability, so that nothing can be said of "the" GPU.
  [[nodiscard]] bool is_ambiguous() const;
};

// Return the GPUs that `text` may mean: "H100", "rtx 4090", "10de:2330", "2330", "sm_90", "9.0". A
// name counts if all of its words stand in the GPU's; where one GPU is called just so, the longer
// names do not count. Jetsons are found by the names in `tables`.
GpuSearch search_gpu(std::string_view text, const Tables& tables);

// Return the compute capability that "sm_90", "compute_90", "sm_90a" or "9.0" names, or nothing.
std::optional<Version> parse_capability(std::string_view text);

// Return the device id of "10de:2330", "0x2330" or "2330", or nothing.
std::optional<std::uint16_t> parse_pci_id(std::string_view text);

// Return the names of GPUs that have a word in common with `text`, or else a name that begins with
// its first word's letters; at most `limit` of them, each once.
std::vector<std::string> gpu_names_like(std::string_view text, const Tables& tables,
                                        std::size_t limit);

}  // namespace ces::compat
