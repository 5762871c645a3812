// The parts of the ELF format that we read: 64 bits, little-endian. Written down here because
// systems without ELF have no <elf.h>, and look at files of those that do. Source: System V
// Application Binary Interface, chapter 4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ces::elf {

inline constexpr std::string_view k_magic =
    "\x7F"
    "ELF";
inline constexpr std::size_t k_class_at = 4;  // bytes of the identification
inline constexpr std::size_t k_data_at = 5;
inline constexpr char k_class_64 = 2;
inline constexpr char k_little_endian = 1;

inline constexpr std::uint16_t k_ppc64 = 21;
inline constexpr std::uint16_t k_x86_64 = 62;
inline constexpr std::uint16_t k_aarch64 = 183;

struct FileHeader {
  unsigned char identification[16];
  std::uint16_t type;
  std::uint16_t machine;
  std::uint32_t version;
  std::uint64_t entry;
  std::uint64_t segments_offset;
  std::uint64_t sections_offset;
  std::uint32_t flags;
  std::uint16_t header_size;
  std::uint16_t segment_size;
  std::uint16_t segment_count;
  std::uint16_t section_size;
  std::uint16_t section_count;
  std::uint16_t names_index;  // of the section that holds the sections' names
};
static_assert(sizeof(FileHeader) == 64);

struct SectionHeader {
  std::uint32_t name;  // where it stands among the names
  std::uint32_t type;
  std::uint64_t flags;
  std::uint64_t address;
  std::uint64_t offset;
  std::uint64_t size;
  std::uint32_t link;
  std::uint32_t info;
  std::uint64_t alignment;
  std::uint64_t entry_size;
};
static_assert(sizeof(SectionHeader) == 64);

}  // namespace ces::elf
