#include "observe/read_only_data.h"

#include "observe/structure_at.h"

#include <elf.h>

#include <algorithm>
#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_most_sections = 512;
// The banner stood 33 to 42 KiB behind the start of .rodata in nvcc 11.8 to 13.5.
constexpr std::size_t k_rodata_limit = std::size_t{256} * 1024;

bool is_elf_of_this_kind(std::string_view start) {
  return start.size() >= sizeof(Elf64_Ehdr) && start.starts_with(ELFMAG) &&
         start[EI_CLASS] == ELFCLASS64 && start[EI_DATA] == ELFDATA2LSB;
}

std::string read_rodata(const OpenFile& file, const Elf64_Ehdr& header) {
  const std::size_t count = header.e_shnum;
  if (count == 0 || count > k_most_sections || header.e_shentsize != sizeof(Elf64_Shdr) ||
      header.e_shstrndx >= count) {
    return {};
  }
  const std::string sections = file.read(header.e_shoff, count * sizeof(Elf64_Shdr));
  const auto section = [&](std::size_t i) {
    return structure_at<Elf64_Shdr>(sections, i * sizeof(Elf64_Shdr));
  };
  constexpr std::size_t k_names_limit = std::size_t{64} * 1024;
  const Elf64_Shdr names_section = section(header.e_shstrndx);
  const std::string names = file.read(names_section.sh_offset,
                                      std::min<std::size_t>(names_section.sh_size, k_names_limit));
  for (std::size_t i = 0; i < count; ++i) {
    const Elf64_Shdr candidate = section(i);
    // The name ends with NUL, which the view must have, or .rodata.str1.8 would do as well.
    constexpr std::string_view k_name(".rodata\0", 8);
    if (candidate.sh_name < names.size() &&
        std::string_view(names).substr(candidate.sh_name).starts_with(k_name)) {
      return file.read(candidate.sh_offset,
                       std::min<std::size_t>(candidate.sh_size, k_rodata_limit));
    }
  }
  return {};
}

}  // namespace

std::string read_only_data_of(const OpenFile& file) {
  const std::string start = file.read(0, sizeof(Elf64_Ehdr));
  return is_elf_of_this_kind(start) ? read_rodata(file, structure_at<Elf64_Ehdr>(start, 0))
                                    : std::string();
}

}  // namespace ces
