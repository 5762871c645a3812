// Where the constants of a program are in its file.
#pragma once

#include "base/system.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ces {

struct FilePart {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  // in bytes, as the file states it: there may be fewer
};

// How much of it is looked through for nvcc's banner at activation: some times what it took in all
// that we know.
extern const std::size_t k_near_read_only_data;

// Return where the read-only data (.rodata, .rdata) of a program of this system's kind is, by a few
// bounded reads, however large the file is; nothing if it is no such program.
std::optional<FilePart> find_read_only_data(const OpenFile& file);

}  // namespace ces
