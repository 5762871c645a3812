#include "observe/elf_file.h"

#include "observe/elf_format.h"
#include "observe/structure_at.h"

#include <algorithm>

namespace ces {

namespace {

constexpr std::size_t k_most_sections = 512;
constexpr std::size_t k_names_limit = std::size_t{64} * 1024;

}  // namespace

bool is_elf(std::string_view start) {
  return start.size() >= sizeof(elf::FileHeader) && start.starts_with(elf::k_magic) &&
         start[elf::k_class_at] == elf::k_class_64 && start[elf::k_data_at] == elf::k_little_endian;
}

std::uint16_t elf_machine(std::string_view start) {
  return is_elf(start) ? structure_at<elf::FileHeader>(start, 0).machine : std::uint16_t{0};
}

std::optional<FilePart> find_elf_section(const OpenFile& file, std::string_view name) {
  const std::string start = file.read(0, sizeof(elf::FileHeader));
  if (!is_elf(start)) {
    return std::nullopt;
  }
  const auto header = structure_at<elf::FileHeader>(start, 0);
  const std::size_t count = header.section_count;
  if (count == 0 || count > k_most_sections || header.section_size != sizeof(elf::SectionHeader) ||
      header.names_index >= count) {
    return std::nullopt;
  }
  const std::string sections =
      file.read(header.sections_offset, count * sizeof(elf::SectionHeader));
  const auto section = [&](std::size_t i) {
    return structure_at<elf::SectionHeader>(sections, i * sizeof(elf::SectionHeader));
  };
  const elf::SectionHeader names_section = section(header.names_index);
  const std::string names =
      file.read(names_section.offset, std::min<std::size_t>(names_section.size, k_names_limit));
  for (std::size_t i = 0; i < count; ++i) {
    const elf::SectionHeader candidate = section(i);
    if (candidate.name >= names.size()) {
      continue;
    }
    // The name ends with NUL, or .rodata would be found in .rodata.str1.8 as well.
    const std::string_view found = std::string_view(names).substr(candidate.name);
    if (found.starts_with(name) && found.size() > name.size() && found[name.size()] == '\0') {
      return FilePart{candidate.offset, candidate.size};
    }
  }
  return std::nullopt;
}

std::string elf_section(const OpenFile& file, std::string_view name, std::size_t limit) {
  const auto part = find_elf_section(file, name);
  return part ? file.read(part->offset, std::min<std::size_t>(part->size, limit)) : "";
}

}  // namespace ces
