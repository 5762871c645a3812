// Sections of ELF files, found with a few bounded reads however large the file is.
#pragma once

#include "base/system.h"
#include "observe/file_part.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ces {

// Return whether `start`, the first bytes of a file, begins an ELF file of this program's kind: 64
// bits, little-endian.
bool is_elf(std::string_view start);

// Return the machine it is for, as ELF numbers them, 0 if it is no such file.
std::uint16_t elf_machine(std::string_view start);

// Return where the section called `name` is, nothing if there is none or the file is none of ours.
std::optional<FilePart> find_elf_section(const OpenFile& file, std::string_view name);

// Return up to `limit` bytes of the section called `name`, empty if there is none or the file is
// none of ours. No size that the file states is believed beyond that.
std::string elf_section(const OpenFile& file, std::string_view name, std::size_t limit);

}  // namespace ces
