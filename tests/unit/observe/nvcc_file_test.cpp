#include "observe/nvcc_file.h"

#include "unit/support/elf.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ces {
namespace {

using testing::elf_of;
using testing::elf_with_rodata;
using testing::k_names;
using testing::k_names_name;
using testing::k_rodata_name;
using testing::k_strings_name;
using testing::overwrite;
using testing::system_at;
using testing::TempFolder;
using namespace std::string_view_literals;

constexpr const char* k_banner = "Cuda compilation tools, release 13.0, V13.0.88";

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

TEST(NvccFile, is_whole_wherever_a_read_ends) {
  constexpr std::size_t k_first_end = std::size_t{16} * 1024;
  constexpr std::size_t k_second_end = 2 * k_first_end - 256;
  const std::string end = std::string(1000, '\0');
  constexpr std::size_t k_usual_end = std::size_t{48} * 1024;
  for (const std::size_t read_end : {k_first_end, k_second_end, k_usual_end}) {
    for (std::size_t cut = 0; cut <= 300; ++cut) {
      const std::string before(read_end - cut, 'x');
      EXPECT_EQ(version_text(elf_with_rodata(before + k_banner + end)), "13.0.88")
          << cut << " before " << read_end;
    }
  }
}

TEST(NvccFile, that_ends_where_its_section_goes_on_has_what_is_there) {
  std::string file = elf_with_rodata("");
  Elf64_Ehdr header{};
  std::memcpy(&header, file.data(), sizeof header);
  Elf64_Shdr section{};
  section.sh_name = k_rodata_name;
  section.sh_offset = file.size();
  section.sh_size = std::uint64_t{1} << 40U;
  overwrite(file, header.e_shoff + sizeof section, section);
  EXPECT_EQ(version_text(file + k_banner), "13.0.88");
  EXPECT_EQ(version_text(file), "");
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
    EXPECT_EQ(look_at_nvcc(system, path).start, "") << path;
  }
}

TEST(LookAtNvcc, tells_scripts_from_programs_and_what_machine_those_are_for) {
  const TempFolder temp;
  temp.program("script", "#!/bin/sh\nexit\n");
  temp.program("grace", testing::nvcc_of("12.4.131", EM_AARCH64));
  temp.program("text", "nothing");
  const System system = system_at(temp.path());
  EXPECT_TRUE(look_at_nvcc(system, "/script").is_script());
  EXPECT_FALSE(look_at_nvcc(system, "/grace").is_script());
  EXPECT_EQ(look_at_nvcc(system, "/grace").machine, EM_AARCH64);
  EXPECT_EQ(look_at_nvcc(system, "/text").machine, 0);
}

// cicc has its banner behind megabytes of other data.
TEST(ToolVersion, is_found_behind_megabytes) {
  const TempFolder temp;
  temp.program("cicc", elf_with_rodata(std::string(9U << 20U, 'x') + k_banner));
  EXPECT_FALSE(nvcc_version_of_file(system_at(temp.path()), "/cicc"));
  ASSERT_TRUE(tool_version_of_file(system_at(temp.path()), "/cicc"));
  EXPECT_EQ(tool_version_of_file(system_at(temp.path()), "/cicc")->text, "13.0.88");
}

}  // namespace
}  // namespace ces
