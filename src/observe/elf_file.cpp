#include "observe/elf_file.h"

#include <elf.h>

#include <algorithm>
#include <cstring>

namespace ces {

namespace {

constexpr std::size_t k_most_sections = 512;
constexpr std::size_t k_names_limit = std::size_t{64} * 1024;

// Copy a structure out of `bytes` at `offset`; zeros where it does not fit.
template <typename T>
T structure_at(std::string_view bytes, std::size_t offset) {
  T value{};
  if (offset <= bytes.size() && bytes.size() - offset >= sizeof(T)) {
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
  }
  return value;
}

}  // namespace

bool is_elf(std::string_view start) {
  return start.size() >= sizeof(Elf64_Ehdr) && start.starts_with(ELFMAG) &&
         start[EI_CLASS] == ELFCLASS64 && start[EI_DATA] == ELFDATA2LSB;
}

std::string elf_section(const OpenFile& file, std::string_view name, std::size_t limit) {
  const std::string start = file.read(0, sizeof(Elf64_Ehdr));
  if (!is_elf(start)) {
    return {};
  }
  const auto header = structure_at<Elf64_Ehdr>(start, 0);
  const std::size_t count = header.e_shnum;
  if (count == 0 || count > k_most_sections || header.e_shentsize != sizeof(Elf64_Shdr) ||
      header.e_shstrndx >= count) {
    return {};
  }
  const std::string sections = file.read(header.e_shoff, count * sizeof(Elf64_Shdr));
  const auto section = [&](std::size_t i) {
    return structure_at<Elf64_Shdr>(sections, i * sizeof(Elf64_Shdr));
  };
  const Elf64_Shdr names_section = section(header.e_shstrndx);
  const std::string names = file.read(names_section.sh_offset,
                                      std::min<std::size_t>(names_section.sh_size, k_names_limit));
  for (std::size_t i = 0; i < count; ++i) {
    const Elf64_Shdr candidate = section(i);
    if (candidate.sh_name >= names.size()) {
      continue;
    }
    // The name ends with NUL, or .rodata would be found in .rodata.str1.8 as well.
    const std::string_view found = std::string_view(names).substr(candidate.sh_name);
    if (found.starts_with(name) && found.size() > name.size() && found[name.size()] == '\0') {
      return file.read(candidate.sh_offset, std::min<std::size_t>(candidate.sh_size, limit));
    }
  }
  return {};
}

}  // namespace ces
