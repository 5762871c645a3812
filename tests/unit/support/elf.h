// Small ELF files that stand for programs.
#pragma once

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace ces::testing {

using namespace std::string_view_literals;

template <typename T>
std::string bytes_of(const T& value) {
  std::string bytes(sizeof(T), '\0');
  std::memcpy(bytes.data(), &value, sizeof(T));
  return bytes;
}

template <typename T>
void overwrite(std::string& bytes, std::size_t offset, const T& value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

// The names of the sections, and where each begins.
constexpr std::string_view k_names = "\0.rodata.str1.8\0.rodata\0.names\0"sv;
constexpr std::uint32_t k_strings_name = 1;
constexpr std::uint32_t k_rodata_name = 16;
constexpr std::uint32_t k_names_name = 24;

struct Section {
  std::uint32_t name = 0;
  std::string text;
};

// Return an ELF file of `sections`, behind the null section; the last is that of the names.
inline std::string elf_of(const std::vector<Section>& sections, std::uint16_t machine = EM_X86_64) {
  std::string body;
  std::string table = bytes_of(Elf64_Shdr{});
  for (const Section& section : sections) {
    Elf64_Shdr header{};
    header.sh_name = section.name;
    header.sh_type = SHT_PROGBITS;
    header.sh_offset = sizeof(Elf64_Ehdr) + body.size();
    header.sh_size = section.text.size();
    table += bytes_of(header);
    body += section.text;
  }
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_machine = machine;
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shoff = sizeof(Elf64_Ehdr) + body.size();
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<std::uint16_t>(sections.size() + 1);
  header.e_shstrndx = static_cast<std::uint16_t>(sections.size());
  return bytes_of(header) + body + table;
}

inline std::string elf_with_rodata(const std::string& rodata, std::uint16_t machine = EM_X86_64) {
  return elf_of({{k_rodata_name, rodata}, {k_names_name, std::string(k_names)}}, machine);
}

// Return a program that carries the banner of NVIDIA's programs of `version` ("12.4.131").
inline std::string nvcc_of(const std::string& version, std::uint16_t machine = EM_X86_64) {
  const std::string release = version.substr(0, version.find('.', version.find('.') + 1));
  return elf_with_rodata("Cuda compilation tools, release " + release + ", V" + version + '\0',
                         machine);
}

}  // namespace ces::testing
