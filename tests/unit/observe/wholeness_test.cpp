// Broken toolkits told from whole ones.
#include "observe/wholeness.h"

#include "observe/observe.h"
#include "unit/support/toolkit_trees.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::add_complete;
using testing::nvcc_of;
using testing::system_at;
using testing::TempFolder;
using Kind = Flaw::Kind;

constexpr const char* k_tree = "e/pkgs/cuda-toolkit";

class Tree : public TempFolder {
 public:
  Tree() { add_complete(*this, k_tree, "12.4.131"); }
  [[nodiscard]] Toolkit toolkit() const {
    return observe(system_at(path()), {.detail = Request::Detail::everything, .prefix = "/e"})
        .toolkits.at(0);
  }
  [[nodiscard]] std::vector<Flaw> flaws() const { return toolkit().flaws; }
  void without(const std::string& name) const {
    std::filesystem::remove_all(path(k_tree + ('/' + name)));
  }
};

// Return the only flaw, or a made-up one where there are none or several.
Flaw only(const std::vector<Flaw>& flaws) {
  EXPECT_EQ(flaws.size(), 1U);
  return flaws.size() == 1 ? flaws.front() : Flaw{};
}

TEST(Wholeness, of_a_whole_toolkit_is_without_flaw_and_has_its_parts_versions) {
  const Tree tree;
  tree.file(std::string(k_tree) + "/lib64/libcudart.so.12.4.127");
  const Toolkit toolkit = tree.toolkit();
  EXPECT_TRUE(toolkit.flaws.empty());
  ASSERT_EQ(toolkit.parts.size(), 3U);
  EXPECT_EQ(toolkit.parts[0].name, "cicc");
  EXPECT_EQ(toolkit.parts[1].name, "ptxas");
  EXPECT_EQ(toolkit.parts[2].name, "cudart");
  EXPECT_EQ(toolkit.parts[2].version.text, "12.4.127");
}

TEST(Wholeness, is_not_asked_about_at_activation) {
  const Tree tree;
  tree.without("nvvm");
  const Facts facts = observe(system_at(tree.path()), {.prefix = "/e"});
  EXPECT_TRUE(facts.toolkits.at(0).flaws.empty());
  EXPECT_TRUE(facts.toolkits.at(0).parts.empty());
}

TEST(Wholeness, ends_where_a_part_is_missing) {
  const std::pair<const char*, Kind> parts[] = {{"nvvm", Kind::no_cicc},
                                                {"bin/ptxas", Kind::no_ptxas},
                                                {"include", Kind::no_headers},
                                                {"lib64", Kind::no_library_folder},
                                                {"bin/nvcc.profile", Kind::no_profile}};
  for (const auto& [part, kind] : parts) {
    const Tree tree;
    tree.without(part);
    EXPECT_EQ(only(tree.flaws()).kind, kind) << part;
  }
}

TEST(Wholeness, names_what_is_missing_and_what_says_that_it_should_be_there) {
  const Tree tree;
  tree.without("lib64");
  const Flaw flaw = only(tree.flaws());
  EXPECT_EQ(flaw.path, "/e/pkgs/cuda-toolkit/lib64");
  EXPECT_EQ(flaw.evidence, "/e/pkgs/cuda-toolkit/bin/nvcc.profile");
}

// The wheel of crt is one of its own.
TEST(Wholeness, ends_where_the_headers_of_the_compiler_are_missing) {
  const Tree tree;
  tree.without("include/crt");
  EXPECT_EQ(only(tree.flaws()).kind, Kind::no_headers);
  EXPECT_EQ(only(tree.flaws()).path, "/e/pkgs/cuda-toolkit/include/crt/host_config.h");
  tree.file(std::string(k_tree) + "/include/host_config.h");
  EXPECT_EQ(only(tree.flaws()).kind, Kind::no_headers) << "that one only refers to it";
}

TEST(Wholeness, of_cuda_9_0_needs_no_headers_of_the_compiler_in_a_folder_of_their_own) {
  const TempFolder temp;
  add_complete(temp, k_tree, "9.0.176");
  std::filesystem::remove_all(temp.path(std::string(k_tree) + "/include/crt"));
  const Facts facts =
      observe(system_at(temp.path()), {.detail = Request::Detail::everything, .prefix = "/e"});
  EXPECT_TRUE(facts.toolkits.at(0).flaws.empty());
}

TEST(Wholeness, ends_where_a_part_is_no_program_or_a_link_to_nothing) {
  const Tree tree;
  tree.mode(std::string(k_tree) + "/bin/ptxas", 0644);
  EXPECT_EQ(only(tree.flaws()).kind, Kind::no_ptxas);
  const Tree dangling;
  dangling.without("lib64");
  dangling.link(std::string(k_tree) + "/lib64", "targets/x86_64-linux/lib");
  EXPECT_EQ(only(dangling.flaws()).kind, Kind::no_library_folder);
}

TEST(Wholeness, ends_where_programs_are_of_different_releases) {
  const Tree tree;
  tree.program(std::string(k_tree) + "/nvvm/bin/cicc", nvcc_of("12.6.85"));
  const Flaw flaw = only(tree.flaws());
  EXPECT_EQ(flaw.kind, Kind::tools_differ);
  EXPECT_EQ(flaw.path, "/e/pkgs/cuda-toolkit/nvvm/bin/cicc");
}

TEST(Wholeness, does_not_end_with_a_patch_level) {
  const Tree tree;
  tree.program(std::string(k_tree) + "/bin/ptxas", nvcc_of("12.4.99"));
  EXPECT_TRUE(tree.flaws().empty());
}

// A script in place of nvcc, without NVIDIA's profile: what it needs cannot be told.
TEST(Wholeness, of_a_stand_in_is_not_judged) {
  const TempFolder temp;
  temp.program("e/pkgs/cuda-toolkit/bin/nvcc", "#!/bin/sh\necho release\n");
  const Facts facts =
      observe(system_at(temp.path()), {.detail = Request::Detail::everything, .prefix = "/e"});
  EXPECT_TRUE(facts.toolkits.at(0).flaws.empty());
}

TEST(Wholeness, of_a_script_in_nvidias_tree_is_judged) {
  const Tree tree;
  tree.program(std::string(k_tree) + "/bin/nvcc", "#!/bin/sh\necho release\n");
  tree.without("nvvm");
  EXPECT_EQ(only(tree.flaws()).kind, Kind::no_cicc);
}

// A link in the library folder says 11.0 for every 11.x.
TEST(Wholeness, takes_no_release_from_a_short_name_of_the_runtime) {
  const Tree tree;
  tree.file(std::string(k_tree) + "/lib64/libcudart.so.11.0");
  for (const PartVersion& part : tree.toolkit().parts) {
    EXPECT_NE(part.name, "cudart");
  }
}

}  // namespace
}  // namespace ces
