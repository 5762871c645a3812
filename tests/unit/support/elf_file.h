// Files in ELF format, made as small as they can be.
#pragma once

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ces::testing {

template <typename T>
std::string bytes_of(const T& value) {
  std::string bytes(sizeof(T), '\0');
  std::memcpy(bytes.data(), &value, sizeof(T));
  return bytes;
}

// Return a file with these sections (name, bytes), in this order.
inline std::string elf_file(std::vector<std::pair<std::string, std::string>> sections) {
  sections.emplace_back(".shstrtab", "");
  std::string names(1, '\0');
  std::vector<std::size_t> name_offsets;
  for (const auto& [name, bytes] : sections) {
    name_offsets.push_back(names.size());
    names += name + '\0';
  }
  sections.back().second = names;
  std::string body;
  std::string table = bytes_of(Elf64_Shdr{});
  for (std::size_t i = 0; i < sections.size(); ++i) {
    Elf64_Shdr header{};
    header.sh_name = static_cast<std::uint32_t>(name_offsets[i]);
    header.sh_type = SHT_PROGBITS;
    header.sh_offset = sizeof(Elf64_Ehdr) + body.size();
    header.sh_size = sections[i].second.size();
    table += bytes_of(header);
    body += sections[i].second;
  }
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shoff = sizeof(Elf64_Ehdr) + body.size();
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<std::uint16_t>(sections.size() + 1);
  header.e_shstrndx = static_cast<std::uint16_t>(sections.size());
  return bytes_of(header) + body + table;
}

// Return the bytes of a note section with one note: `text`, padded with NUL. `stated` is the size
// that the note says it has; 0: the true one.
inline std::string elf_note(std::string_view text, std::uint32_t stated = 0) {
  constexpr std::string_view k_owner("NVIDIA Corporation\0\0", 20);
  constexpr std::uint32_t k_owner_size = 19;
  std::string padded(text);
  padded.resize((padded.size() + 8) / 4 * 4, '\0');
  Elf64_Nhdr header{};
  header.n_namesz = k_owner_size;
  header.n_descsz = stated != 0 ? stated : static_cast<std::uint32_t>(padded.size());
  return bytes_of(header) + std::string(k_owner) + padded;
}

}  // namespace ces::testing
