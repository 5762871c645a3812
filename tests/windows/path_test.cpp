// Windows' spelling of paths is text like any other, so it is tested here, in a program of its own
// that has it in the place of this system's.
#include "base/path.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ces {
namespace {

TEST(WindowsPath, is_normalised_as_conda_does) {
  const std::pair<const char*, const char*> paths[] = {
      {"C:\\a\\b", "C:\\a\\b"},
      {"C:/a//b/.", "C:\\a\\b"},
      {"C:\\a\\..\\b\\", "C:\\b"},
      {"C:\\..\\a", "C:\\a"},
      {"C:/", "C:\\"},
      {"C:", "C:"},
      {"C:a\\..\\..\\b", "C:..\\b"},
      {"\\a\\..\\..", "\\"},
      {"//server/share/a/../..", "\\\\server\\share\\"},
      {"//server/share", "\\\\server\\share"},
      {"a/./b/..", "a"},
      {"..\\a", "..\\a"},
      {"", "."}};
  for (const auto& [path, normal] : paths) {
    EXPECT_EQ(normalise_path(path), normal) << path;
  }
}

TEST(WindowsPath, is_absolute_with_drive_and_slash_or_with_a_server) {
  for (const char* path : {"C:\\", "c:/a", "\\\\server\\share\\a", "//server/share"}) {
    EXPECT_TRUE(is_absolute(path)) << path;
  }
  for (const char* path : {"", "a", "\\a", "/a", "C:", "C:a", "..\\a"}) {
    EXPECT_FALSE(is_absolute(path)) << path;
  }
}

TEST(WindowsPath, is_joined_with_its_own_slashes) {
  EXPECT_EQ(join_path("C:\\a", "b/c"), "C:\\a\\b\\c");
  EXPECT_EQ(join_path("C:\\", "b"), "C:\\b");
  EXPECT_EQ(join_path("C:/a/", "b"), "C:/a/b");
}

TEST(WindowsPath, is_the_same_in_any_case_and_with_any_slashes) {
  EXPECT_TRUE(same_element("C:\\A\\bin", "c:/a/BIN/"));
  EXPECT_FALSE(same_element("C:\\a", "D:\\a"));
  EXPECT_FALSE(same_element("", "."));
}

TEST(WindowsPathList, is_divided_by_semicolons) {
  EXPECT_EQ(split_list("C:\\a;;D:\\b").size(), 3U);
  EXPECT_EQ(join_list({"C:\\a", "D:\\b"}), "C:\\a;D:\\b");
}

}  // namespace
}  // namespace ces
