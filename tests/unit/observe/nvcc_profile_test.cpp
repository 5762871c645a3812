#include "observe/nvcc_profile.h"

#include "unit/support/toolkit_trees.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using Folders = std::vector<std::string>;

TEST(NvccProfile, of_a_complete_toolkit_names_lib64_and_leaves_stubs_out) {
  const NvccProfile profile = parse_nvcc_profile(testing::k_profile, "/t/bin", "");
  EXPECT_EQ(profile.include_folders, Folders{"/t/include"});
  EXPECT_EQ(profile.library_folders, Folders{"/t/lib64"});
  EXPECT_EQ(profile.program_folders, (Folders{"/t/nvvm/bin", "/t/bin"}));
}

TEST(NvccProfile, of_split_packages_names_the_target) {
  const NvccProfile profile =
      parse_nvcc_profile(testing::k_split_profile, "/e/bin", "x86_64-linux");
  EXPECT_EQ(profile.include_folders, (Folders{"/e/targets/x86_64-linux/include", "/e/include"}));
  EXPECT_EQ(profile.library_folders, (Folders{"/e/targets/x86_64-linux/lib", "/e/lib"}));
  EXPECT_EQ(profile.program_folders.front(), "/e/bin");
}

TEST(NvccProfile, puts_in_front_and_behind_and_where_nothing_is) {
  const NvccProfile profile = parse_nvcc_profile(
      "A = /a\nA ?= /b\nC ?= /c\nPATH = /middle\nPATH += /front:\nPATH =+ /back\n"
      "INCLUDES = \"-I$(A) x\" -I$(C)\n",
      "/t/bin", "");
  EXPECT_EQ(profile.program_folders, (Folders{"/front", "/middle", "/back"}));
  EXPECT_EQ(profile.include_folders, (Folders{"/a x", "/c"}));
}

TEST(NvccProfile, leaves_out_what_only_nvcc_knows) {
  const NvccProfile profile = parse_nvcc_profile(
      "LIBRARIES =+ \"-L$(UNKNOWN)/lib\" -L/usr/lib/$(ALSO) -Lrelative -L/known\n", "/t/bin", "");
  EXPECT_EQ(profile.library_folders, Folders{"/known"});
}

TEST(NvccProfile, is_read_whatever_it_holds) {
  for (const char* text : {"", "=", "$(", "A = $(A", "TOP = $(TOP)$(TOP)\nINCLUDES = -I$(TOP)",
                           "# LIBRARIES = -L/no\n", "\r\n\t=\n"}) {
    EXPECT_TRUE(parse_nvcc_profile(text, "/t/bin", "").library_folders.empty()) << text;
  }
}

// A value that doubles with each of ten thousand lines stays small.
TEST(NvccProfile, cannot_fill_the_memory) {
  std::string text = "A = /aaaaaaaa\n";
  for (int i = 0; i < 10'000; ++i) {
    text += "A += $(A)\n";
  }
  EXPECT_TRUE(parse_nvcc_profile(text, "/t/bin", "").include_folders.empty());
}

}  // namespace
}  // namespace ces
