// Where the constants of a program are in its file.
#pragma once

#include "base/system.h"
#include "observe/file_part.h"

#include <cstddef>
#include <optional>

namespace ces {

// How much of it is looked through for nvcc's banner at activation: some times what it took in all
// that we know.
extern const std::size_t k_near_read_only_data;

// Return where the read-only data (.rodata, .rdata) of a program of this system's kind is, by a few
// bounded reads, however large the file is; nothing if it is no such program.
std::optional<FilePart> find_read_only_data(const OpenFile& file);

}  // namespace ces
