#include "compat/gpu_search.h"

#include "compat/lookup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace ces::compat {
namespace {

GpuSearch search(std::string_view text) {
  return search_gpu(text, builtin_tables());
}

// Return the capability of what is meant, "none" or "many".
std::string meant(std::string_view text) {
  const GpuSearch found = search(text);
  if (found.found.empty()) {
    return "none";
  }
  return found.is_ambiguous() ? "many" : found.found.front().capability.str();
}

TEST(GpuSearch, finds_by_name_in_any_case_with_and_without_the_brand) {
  EXPECT_EQ(meant("H100"), "9.0");
  EXPECT_EQ(meant("h100"), "9.0");
  EXPECT_EQ(meant("NVIDIA H100"), "9.0");
  EXPECT_EQ(meant("RTX 4090"), "8.9");
  EXPECT_EQ(meant("GeForce RTX 4090"), "8.9");
  EXPECT_EQ(meant("nvidia geforce rtx 4090 laptop gpu"), "8.9");
  EXPECT_EQ(meant("Tesla V100"), "7.0");
  EXPECT_EQ(meant("T4"), "7.5");
  EXPECT_EQ(meant("A100"), "8.0");
  EXPECT_EQ(meant("P100"), "6.0");
  EXPECT_EQ(meant("K80"), "3.7");
  EXPECT_EQ(meant("B200"), "10.0");
  EXPECT_EQ(meant("L40S"), "8.9");
}

TEST(GpuSearch, finds_names_as_drivers_write_them) {
  EXPECT_EQ(meant("NVIDIA H100 80GB HBM3"), "9.0");
  EXPECT_EQ(meant("NVIDIA A100-SXM4-80GB"), "8.0");
  EXPECT_EQ(meant("Tesla V100-SXM2-32GB"), "7.0");
  EXPECT_EQ(meant("NVIDIA H200"), "9.0");
}

TEST(GpuSearch, finds_names_without_their_blanks) {
  EXPECT_EQ(meant("RTX4090"), "8.9");
  EXPECT_EQ(meant("rtx3090ti"), "8.6");
  EXPECT_EQ(meant("GTX-1080"), "6.1");
}

TEST(GpuSearch, cuts_no_number_in_two) {
  EXPECT_EQ(meant("H10"), "none");
  EXPECT_EQ(meant("V10"), "none");
  EXPECT_EQ(meant("RTX409"), "none");
  EXPECT_EQ(meant("GeForce 080"), "none");
}

TEST(GpuSearch, takes_whole_names_before_longer_ones) {
  const GpuSearch found = search("GeForce GTX 1080 Ti");
  ASSERT_FALSE(found.found.empty());
  for (const GpuModel& model : found.found) {
    EXPECT_EQ(model.name, "GeForce GTX 1080 Ti");
  }
}

TEST(GpuSearch, finds_by_pci_id) {
  for (const char* id : {"2330", "10de:2330", "10DE:2330", "0x2330"}) {
    const GpuSearch found = search(id);
    ASSERT_EQ(found.found.size(), 1U) << id;
    EXPECT_EQ(found.found.front().name, "H100 SXM5 80GB") << id;
  }
  EXPECT_EQ(meant("10de:ffff"), "none");
  EXPECT_EQ(meant("1002:2330"), "none");
}

TEST(GpuSearch, finds_by_capability) {
  for (const char* name : {"sm_90", "sm_90a", "compute_90", "9.0"}) {
    EXPECT_EQ(meant(name), "9.0") << name;
  }
  EXPECT_EQ(meant("sm_120f"), "12.0");
  EXPECT_EQ(meant("sm_121"), "12.1");
  EXPECT_EQ(meant("sm_91"), "none");
  EXPECT_EQ(meant("9.1"), "none");
}

TEST(GpuSearch, finds_jetsons_by_the_tables) {
  EXPECT_EQ(meant("Orin"), "8.7");
  EXPECT_EQ(meant("jetson xavier"), "7.2");
  EXPECT_EQ(search("Orin").found.front().kind, GpuKind::tegra);
}

TEST(GpuSearch, says_when_several_are_meant) {
  EXPECT_EQ(meant("1080"), "many");  // a GTX 1080, and the id of a GTX 580
  EXPECT_EQ(meant("10de:1080"), "2.0");
  EXPECT_EQ(meant("GeForce GTX 860M"), "many");  // sold with two chips
  EXPECT_EQ(meant("RTX 6000"), "many");
  EXPECT_EQ(meant("Quadro RTX 6000"), "7.5");
  EXPECT_EQ(meant("RTX 6000 Ada"), "8.9");
}

TEST(GpuSearch, finds_nothing_in_nothing) {
  for (const char* text : {"", " ", "NVIDIA", "GeForce", "Radeon RX 7900", "--", "sm_", "sm_x",
                           "compute_", "sm_12345", "\xff\xfe"}) {
    EXPECT_EQ(meant(text), "none") << text;
  }
}

TEST(GpuSearch, finds_every_gpu_by_its_own_name_and_id) {
  for (const GpuModel& model : gpu_models()) {
    if (!model.name.empty()) {
      const GpuSearch found = search(model.name);
      EXPECT_TRUE(std::any_of(found.found.begin(), found.found.end(), [&](const GpuModel& other) {
        return other.capability == model.capability;
      })) << model.name;
    }
  }
}

TEST(Capability, has_two_numbers) {
  EXPECT_EQ(parse_capability("sm_90"), Version(9, 0));
  EXPECT_EQ(parse_capability("sm_100"), Version(10, 0));
  EXPECT_EQ(parse_capability("10.3"), Version(10, 3));
  for (const char* text : {"90", "9", "9.0.1", "sm_9", "sm90", "sm_90x", "SM_90", "sm_-1"}) {
    EXPECT_FALSE(parse_capability(text)) << text;
  }
}

TEST(GpuNames, near_a_wrong_one_are_few_and_of_its_words) {
  const auto names = gpu_names_like("H10", builtin_tables(), 4);
  ASSERT_FALSE(names.empty());
  EXPECT_LE(names.size(), 4U);
  for (const std::string& name : names) {
    EXPECT_TRUE(name.starts_with("H10")) << name;
  }
  EXPECT_TRUE(gpu_names_like("Radeon", builtin_tables(), 4).empty());
  EXPECT_TRUE(gpu_names_like("", builtin_tables(), 4).empty());
}

TEST(Lookup, takes_the_row_below) {
  const Tables& tables = builtin_tables();
  EXPECT_EQ(find_branch(tables, 536)->branch, 535U);
  EXPECT_EQ(find_branch(tables, 360), nullptr);
  EXPECT_EQ(first_branch_of(tables, Version(12, 4))->branch, 550U);
  EXPECT_EQ(first_branch_of(tables, Version(13, 5)), nullptr);
  EXPECT_EQ(ptx_isa_of(tables, Version(12, 6)), Version(8, 5));
  EXPECT_EQ(ptx_isa_of(tables, Version(7, 5)).count(), 0U);
}

TEST(Lookup, tells_host_compilers_of_a_release_or_of_the_newest) {
  const Tables& tables = builtin_tables();
  EXPECT_EQ(find_host_compilers(tables, *Version::parse("11.4.0"))->gcc_max, 10U);
  EXPECT_EQ(find_host_compilers(tables, *Version::parse("11.4.1"))->gcc_max, 11U);
  EXPECT_EQ(find_host_compilers(tables, Version(11, 4))->gcc_max, 11U);
  EXPECT_EQ(find_host_compilers(tables, Version(13, 0))->gcc_max, 15U);
  EXPECT_EQ(find_host_compilers(tables, Version(7, 5)), nullptr);
}

TEST(Lookup, tells_jetpacks_within_their_major) {
  const Tables& tables = builtin_tables();
  EXPECT_EQ(find_jetpack(tables, *Version::parse("36.4.7"))->cuda, Version(12, 6));
  EXPECT_EQ(find_jetpack(tables, Version(36, 3))->cuda, Version(12, 2));
  EXPECT_EQ(find_jetpack(tables, Version(36, 1)), nullptr);
  EXPECT_EQ(find_jetpack(tables, Version(37, 0)), nullptr);
  EXPECT_EQ(find_jetpack(tables, Version(40, 1)), nullptr);
}

}  // namespace
}  // namespace ces::compat
