#include "observe/nvcc_file.h"

#include "observe/version_texts.h"

#include <elf.h>

#include <cstring>
#include <string_view>
#include <vector>

namespace ces {

namespace {

constexpr std::size_t k_most_sections = 512;
constexpr std::size_t k_script_limit = std::size_t{16} * 1024;
// The banner stood 33 to 42 KiB behind the start of .rodata in nvcc 11.8 to 13.5, and behind
// megabytes in cicc.
constexpr std::size_t k_rodata_limit = std::size_t{256} * 1024;
constexpr std::size_t k_whole_rodata_limit = std::size_t{32} * 1024 * 1024;

// Copy a structure out of `bytes` at `offset`; zeros where it does not fit.
template <typename T>
T structure_at(std::string_view bytes, std::size_t offset) {
  T value{};
  if (offset <= bytes.size() && bytes.size() - offset >= sizeof(T)) {
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
  }
  return value;
}

bool is_elf_of_this_kind(std::string_view start) {
  return start.size() >= sizeof(Elf64_Ehdr) && start.starts_with(ELFMAG) &&
         start[EI_CLASS] == ELFCLASS64 && start[EI_DATA] == ELFDATA2LSB;
}

std::string read_rodata(const OpenFile& file, const Elf64_Ehdr& header, std::size_t limit) {
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
      return file.read(candidate.sh_offset, std::min<std::size_t>(candidate.sh_size, limit));
    }
  }
  return {};
}

std::string banner_text_of(const OpenFile& file, std::size_t rodata_limit) {
  const std::string start = file.read(0, sizeof(Elf64_Ehdr));
  if (is_elf_of_this_kind(start)) {
    return read_rodata(file, structure_at<Elf64_Ehdr>(start, 0), rodata_limit);
  }
  return start.starts_with("#!") ? file.read(0, k_script_limit) : std::string();
}

std::optional<VersionFact> version_of_file(const System& system, const std::string& program,
                                           std::size_t rodata_limit) {
  const auto file = system.open(program);
  if (!file) {
    return std::nullopt;
  }
  const std::string bytes = banner_text_of(*file, rodata_limit);
  const auto text = parse_nvcc_banner(bytes);
  if (!text) {
    return std::nullopt;
  }
  return VersionFact{*Version::parse(*text), std::string(*text), program};
}

}  // namespace

NvccFile look_at_nvcc(const System& system, const std::string& nvcc) {
  NvccFile file;
  file.start = system.read(nvcc, k_script_limit).text;
  if (is_elf_of_this_kind(file.start)) {
    file.machine = structure_at<Elf64_Ehdr>(file.start, 0).e_machine;
  }
  return file;
}

std::optional<VersionFact> nvcc_version_of_file(const System& system, const std::string& nvcc) {
  return version_of_file(system, nvcc, k_rodata_limit);
}

std::optional<VersionFact> tool_version_of_file(const System& system, const std::string& tool) {
  return version_of_file(system, tool, k_whole_rodata_limit);
}

}  // namespace ces
