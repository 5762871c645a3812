#include "observe/compat_package.h"

#include "observe/elf_file.h"
#include "unit/support/elf_file.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::elf_file;
using testing::elf_note;
using testing::system_at;
using testing::TempFolder;
using Numbers = std::vector<std::uint32_t>;

constexpr const char* k_section = ".note.cuda.fwd_compatibility";
// As in NVIDIA's libcuda.so.590.44.01.
constexpr const char* k_json =
    R"({"format":1,"CUDA version":"13.1","driver":[535,550,570,575,580,590],)"
    R"("device":[1,2,7,8,9,10,11,12,13,14]})";

std::string libcuda(const std::string& note) {
  return elf_file({{".text", "x"}, {k_section, note}});
}

std::optional<CompatPackage> package_with(const std::string& name, const std::string& bytes) {
  const TempFolder temp;
  temp.file("compat/" + name, bytes);
  return observe_compat_package(system_at(temp.path()), "/compat");
}

std::string note_of(const std::string& bytes) {
  const TempFolder temp;
  temp.file("libcuda", bytes);
  const auto file = system_at(temp.path()).open("/libcuda");
  return file ? compat_note_text(*file) : "no file";
}

TEST(CompatPackage, has_release_cuda_branches_and_brands) {
  const TempFolder temp;
  temp.file("compat/libcuda.so.590.44.01", libcuda(elf_note(k_json)));
  temp.link("compat/libcuda.so.1", "libcuda.so.590.44.01");
  temp.link("compat/libcuda.so", "libcuda.so.1");
  temp.file("compat/libnvidia-ptxjitcompiler.so.590.44.01", "");
  const auto package = observe_compat_package(system_at(temp.path()), "/compat");
  ASSERT_TRUE(package);
  EXPECT_EQ(package->folder, "/compat");
  EXPECT_EQ(package->library, "/compat/libcuda.so.590.44.01");
  ASSERT_TRUE(package->release);
  EXPECT_EQ(package->release->text, "590.44.01");
  ASSERT_TRUE(package->note);
  EXPECT_EQ(package->note->cuda, Version(13, 1));
  EXPECT_EQ(package->note->branches, (Numbers{535, 550, 570, 575, 580, 590}));
  EXPECT_EQ(package->note->brands, (Numbers{1, 2, 7, 8, 9, 10, 11, 12, 13, 14}));
}

TEST(CompatPackage, without_a_note_says_so) {
  const auto package = package_with("libcuda.so.470.57.02", elf_file({{".text", "x"}}));
  ASSERT_TRUE(package);
  EXPECT_EQ(package->release->text, "470.57.02");
  EXPECT_FALSE(package->note);
  EXPECT_FALSE(package_with("libcuda.so.470.57.02", "no ELF at all")->note);
}

TEST(CompatPackage, of_a_jetson_names_no_release) {
  const auto package =
      package_with("libcuda.so.1.1", libcuda(elf_note(R"({"format":1,"CUDA version":"13.2"})")));
  ASSERT_TRUE(package);
  EXPECT_FALSE(package->release);
  EXPECT_EQ(package->note->cuda, Version(13, 2));
  EXPECT_TRUE(package->note->branches.empty());
}

TEST(CompatPackage, is_nothing_without_a_libcuda) {
  EXPECT_FALSE(package_with("libcudart.so.12", "x"));
  EXPECT_FALSE(package_with("libcuda.so", "x"));
  EXPECT_FALSE(observe_compat_package(system_at("/"), "/nowhere/at/all"));
  const TempFolder temp;
  temp.folder("compat");
  temp.fifo("compat/libcuda.so.590.44.01");
  EXPECT_FALSE(observe_compat_package(system_at(temp.path()), "/compat"));
}

TEST(CompatNote, is_cut_at_its_section_whatever_size_it_states) {
  EXPECT_EQ(note_of(libcuda(elf_note(k_json, 0xFFFFFFFF))), k_json);
  EXPECT_EQ(note_of(libcuda(elf_note(k_json, 100'000))), k_json);
}

TEST(CompatNote, ends_with_the_first_nul_and_with_its_own_size) {
  EXPECT_EQ(note_of(libcuda(elf_note("{}"))), "{}");
  EXPECT_EQ(note_of(libcuda(elf_note(k_json, 4))), std::string(k_json).substr(0, 4));
}

TEST(CompatNote, is_empty_where_the_section_is_cut_or_missing) {
  EXPECT_EQ(note_of(libcuda("")), "");
  EXPECT_EQ(note_of(libcuda("12345678901")), "");
  EXPECT_EQ(note_of(libcuda(elf_note(k_json).substr(0, 20))), "");
  EXPECT_EQ(note_of(elf_file({{".note.cuda.fwd_compatibility.more", elf_note(k_json)}})), "");
  std::string huge_name = elf_note(k_json);
  const std::uint32_t size = 0xFFFFFFFF;
  std::memcpy(huge_name.data(), &size, sizeof size);
  EXPECT_EQ(note_of(libcuda(huge_name)), "");
}

TEST(CompatNote, survives_a_file_cut_anywhere) {
  const std::string whole = libcuda(elf_note(k_json));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string text = note_of(whole.substr(0, size));
    EXPECT_TRUE(text.empty() || std::string(k_json).starts_with(text)) << size;
  }
}

TEST(CompatNoteJson, leaves_out_what_is_of_another_type) {
  EXPECT_FALSE(parse_compat_note(""));
  EXPECT_FALSE(parse_compat_note("[1]"));
  EXPECT_FALSE(parse_compat_note("{\"driver\":[535"));
  const auto note = parse_compat_note(
      R"({"CUDA version":13,"driver":[535,"550",-1,570.5,99999999999,580],"device":2})");
  ASSERT_TRUE(note);
  EXPECT_FALSE(note->cuda);
  EXPECT_EQ(note->branches, (Numbers{535, 580}));
  EXPECT_TRUE(note->brands.empty());
}

TEST(LibcudaName, has_a_release_only_if_it_is_a_drivers) {
  EXPECT_EQ(release_in_libcuda_name("libcuda.so.535.104.05"), "535.104.05");
  EXPECT_EQ(release_in_libcuda_name("libcuda.so.615.31"), "615.31");
  for (const char* name :
       {"libcuda.so", "libcuda.so.1", "libcuda.so.1.1", "libcuda.so.535.104.05.x",
        "libcudart.so.535.1", "libcuda.so.535", "libcuda.so.", "x"}) {
    EXPECT_EQ(release_in_libcuda_name(name), "") << name;
  }
}

}  // namespace
}  // namespace ces
