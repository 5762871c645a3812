#include "observe/nvcc_file.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <elf.h>

#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;
using namespace std::string_view_literals;

constexpr const char* k_banner = "Cuda compilation tools, release 13.0, V13.0.88";

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
std::string elf_of(const std::vector<Section>& sections) {
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
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shoff = sizeof(Elf64_Ehdr) + body.size();
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<std::uint16_t>(sections.size() + 1);
  header.e_shstrndx = static_cast<std::uint16_t>(sections.size());
  return bytes_of(header) + body + table;
}

std::string elf_with_rodata(const std::string& rodata) {
  return elf_of({{k_rodata_name, rodata}, {k_names_name, std::string(k_names)}});
}

std::string version_text(const std::string& bytes) {
  const TempFolder temp;
  temp.program("nvcc", bytes);
  const auto fact = nvcc_version_of_file(system_at(temp.path()), "/nvcc");
  return fact ? fact->text : "";
}

TEST(NvccFile, of_a_program_has_its_version_in_the_read_only_data) {
  const TempFolder temp;
  temp.program("bin/nvcc", elf_with_rodata(std::string(40'000, '\0') + k_banner + '\0'));
  const auto fact = nvcc_version_of_file(system_at(temp.path()), "/bin/nvcc");
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->version, Version::parse("13.0.88"));
  EXPECT_EQ(fact->text, "13.0.88");
  EXPECT_EQ(fact->evidence, "/bin/nvcc");
}

TEST(NvccFile, is_read_up_to_256_KiB_behind_the_start_of_the_section) {
  const std::size_t length = std::strlen(k_banner);
  EXPECT_EQ(version_text(elf_with_rodata(std::string(256 * 1024 - length, 'x') + k_banner)),
            "13.0.88");
  EXPECT_EQ(version_text(elf_with_rodata(std::string(256 * 1024, 'x') + k_banner)), "");
}

TEST(NvccFile, does_not_take_another_section_whose_name_begins_alike) {
  EXPECT_EQ(version_text(elf_of({{k_strings_name, "Cuda compilation tools, release 1.0, V1.0.1"},
                                 {k_rodata_name, k_banner},
                                 {k_names_name, std::string(k_names)}})),
            "13.0.88");
  EXPECT_EQ(
      version_text(elf_of({{k_strings_name, k_banner}, {k_names_name, std::string(k_names)}})), "");
}

TEST(NvccFile, looks_for_nothing_outside_the_section) {
  EXPECT_EQ(version_text(elf_with_rodata("nothing") + k_banner), "");
}

TEST(NvccFile, that_is_a_script_has_it_in_its_first_lines) {
  EXPECT_EQ(version_text(std::string("#!/bin/sh\necho '") + k_banner + "'\n"), "13.0.88");
  EXPECT_EQ(version_text("#!/bin/sh\nexec nvcc\n"), "");
  EXPECT_EQ(version_text("#!/bin/sh\n#" + std::string(16 * 1024, 'x') + k_banner), "");
}

TEST(NvccFile, that_is_neither_program_nor_script_has_none) {
  EXPECT_EQ(version_text(k_banner), "");
  EXPECT_EQ(version_text(""), "");
  EXPECT_EQ(version_text("#"), "");
  EXPECT_EQ(version_text("\x7f"
                         "ELF"),
            "");
}

TEST(NvccFile, of_another_kind_of_program_has_none) {
  const std::string good = elf_with_rodata(k_banner);
  ASSERT_EQ(version_text(good), "13.0.88");
  std::string small = good;
  small[EI_CLASS] = ELFCLASS32;
  EXPECT_EQ(version_text(small), "");
  std::string big_endian = good;
  big_endian[EI_DATA] = ELFDATA2MSB;
  EXPECT_EQ(version_text(big_endian), "");
}

TEST(NvccFile, whose_header_lies_has_none) {
  const std::string good = elf_with_rodata(k_banner);
  const auto with_header = [&](auto change) {
    Elf64_Ehdr header{};
    std::memcpy(&header, good.data(), sizeof header);
    change(header);
    std::string bytes = good;
    overwrite(bytes, 0, header);
    return version_text(bytes);
  };
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shnum = 0; }), "");
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shnum = 513; }), "");
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shentsize = 40; }), "");
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shstrndx = header.e_shnum; }), "");
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shstrndx = 0xffff; }), "");
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shoff = 1ULL << 40U; }), "");
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shoff = ~0ULL; }), "");
  EXPECT_EQ(with_header([](Elf64_Ehdr& header) { header.e_shnum = 512; }), "13.0.88");
}

TEST(NvccFile, whose_sections_lie_has_none) {
  const std::string good = elf_with_rodata(k_banner);
  Elf64_Ehdr header{};
  std::memcpy(&header, good.data(), sizeof header);
  const std::size_t rodata = header.e_shoff + sizeof(Elf64_Shdr);
  const auto with_section = [&](std::size_t at, auto change) {
    Elf64_Shdr section{};
    std::memcpy(&section, good.data() + at, sizeof section);
    change(section);
    std::string bytes = good;
    overwrite(bytes, at, section);
    return version_text(bytes);
  };
  const std::size_t names = rodata + sizeof(Elf64_Shdr);
  EXPECT_EQ(with_section(rodata, [](Elf64_Shdr& s) { s.sh_name = 0xffffffff; }), "");
  EXPECT_EQ(with_section(rodata, [](Elf64_Shdr& s) { s.sh_offset = ~0ULL; }), "");
  EXPECT_EQ(with_section(rodata, [](Elf64_Shdr& s) { s.sh_offset = 1ULL << 50U; }), "");
  EXPECT_EQ(with_section(rodata, [](Elf64_Shdr& s) { s.sh_size = 0; }), "");
  EXPECT_EQ(with_section(rodata, [](Elf64_Shdr& s) { s.sh_size = ~0ULL; }), "13.0.88");
  EXPECT_EQ(with_section(names, [](Elf64_Shdr& s) { s.sh_offset = ~0ULL; }), "");
  EXPECT_EQ(with_section(names, [](Elf64_Shdr& s) { s.sh_size = 0; }), "");
  EXPECT_EQ(with_section(names, [](Elf64_Shdr& s) { s.sh_size = ~0ULL; }), "13.0.88");
}

TEST(NvccFile, that_was_cut_anywhere_has_the_version_or_none) {
  const std::string good = elf_with_rodata(k_banner);
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_EQ(version_text(good.substr(0, length)), "") << length;
  }
}

TEST(NvccFile, with_flipped_bits_is_read_without_harm) {
  const std::string good = elf_with_rodata(k_banner);
  std::mt19937 random(20261101);
  for (int round = 0; round < 500; ++round) {
    std::string bytes = good;
    for (int i = 0; i < 4; ++i) {
      bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8));
    }
    const std::string text = version_text(bytes);
    EXPECT_TRUE(text.empty() || Version::parse(text)) << "seed 20261101, round " << round;
  }
}

TEST(NvccFile, that_is_no_regular_file_is_not_opened) {
  const TempFolder temp;
  temp.fifo("fifo");
  temp.folder("folder");
  temp.link("dangling", "/nothing");
  const System system = system_at(temp.path());
  for (const char* path : {"/fifo", "/folder", "/dangling", "/nothing"}) {
    EXPECT_FALSE(nvcc_version_of_file(system, path)) << path;
    EXPECT_FALSE(is_handing_over_script(system, path)) << path;
  }
}

TEST(HandingOverScript, names_the_toolkit_by_variable) {
  const TempFolder temp;
  temp.program("feedstock", "#!/bin/bash\n\"${CUDA_HOME}/bin/nvcc\" -ccbin \"${CXX}\" $@\n");
  temp.program("path", "#!/bin/sh\nexec \"$CUDA_PATH/bin/nvcc\" \"$@\"\n");
  temp.program("wrapper", "#!/bin/sh\nexec /opt/cuda/bin/nvcc \"$@\"\n");
  temp.program("program",
               "\x7f"
               "ELF CUDA_HOME");
  temp.program("no-script", "CUDA_HOME");
  const System system = system_at(temp.path());
  EXPECT_TRUE(is_handing_over_script(system, "/feedstock"));
  EXPECT_TRUE(is_handing_over_script(system, "/path"));
  EXPECT_FALSE(is_handing_over_script(system, "/wrapper"));
  EXPECT_FALSE(is_handing_over_script(system, "/program"));
  EXPECT_FALSE(is_handing_over_script(system, "/no-script"));
}

}  // namespace
}  // namespace ces
