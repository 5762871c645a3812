#include "base/path.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ces {
namespace {

using Views = std::vector<std::string_view>;

// The right column is what Python's os.path.normpath gives, which is what conda writes.
TEST(NormalisePath, does_as_pythons_normpath) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "."},          {".", "."},
      {"./", "."},        {"/", "/"},
      {"//", "//"},       {"///", "/"},
      {"/a", "/a"},       {"//a", "//a"},
      {"///a", "/a"},     {"/a/", "/a"},
      {"/a//b/", "/a/b"}, {"/a/./b/.", "/a/b"},
      {"/a/../b", "/b"},  {"/..", "/"},
      {"/../../a", "/a"}, {"//../a", "//a"},
      {"..", ".."},       {"../a", "../a"},
      {"../..", "../.."}, {"a/..", "."},
      {"a/../..", ".."},  {"a/../../b", "../b"},
      {"a//b", "a/b"},    {"./a", "a"},
      {"~/x", "~/x"},     {"/a/...", "/a/..."},
      {"/a /b", "/a /b"}, {"/a/..b", "/a/..b"},
  };
  for (const auto& [path, normal] : cases) {
    EXPECT_EQ(normalise_path(path), normal) << '"' << path << '"';
  }
}

TEST(NormalisePath, changes_nothing_the_second_time) {
  for (const char* path : {"", "//x/../y", "a/../../b/", "///", "/a/b/../c"}) {
    const std::string once = normalise_path(path);
    EXPECT_EQ(normalise_path(once), once);
  }
}

TEST(NormalisePath, keeps_bytes_that_are_not_utf8) {
  EXPECT_EQ(normalise_path("/\xff\xfe//x\n"), "/\xff\xfe/x\n");
}

TEST(JoinPath, puts_one_slash_in_between) {
  EXPECT_EQ(join_path("/a", "b"), "/a/b");
  EXPECT_EQ(join_path("/a/", "b"), "/a/b");
  EXPECT_EQ(join_path("/", "b"), "/b");
  EXPECT_EQ(join_path("/a", "b/c"), "/a/b/c");
  EXPECT_EQ(join_path("/a", ""), "/a/");
}

TEST(SplitList, gives_an_empty_value_no_elements) {
  EXPECT_EQ(split_list(""), Views{});
}

TEST(SplitList, keeps_empty_elements_wherever_they_stand) {
  EXPECT_EQ(split_list("a"), (Views{"a"}));
  EXPECT_EQ(split_list("a:b"), (Views{"a", "b"}));
  EXPECT_EQ(split_list("a::b"), (Views{"a", "", "b"}));
  EXPECT_EQ(split_list(":a"), (Views{"", "a"}));
  EXPECT_EQ(split_list("a:"), (Views{"a", ""}));
  EXPECT_EQ(split_list(":"), (Views{"", ""}));
}

TEST(JoinList, is_the_way_back_from_split_list) {
  for (const char* value : {"", "a", "a:b", "a::b", ":a", "a:", ":", "::"}) {
    EXPECT_EQ(join_list(split_list(value)), value);
  }
}

TEST(SameElement, compares_the_normalised_paths) {
  EXPECT_TRUE(same_element("/a/bin", "/a/bin"));
  EXPECT_TRUE(same_element("/a/bin/", "/a//bin"));
  EXPECT_TRUE(same_element("/a/x/../bin", "/a/bin"));
  EXPECT_FALSE(same_element("/a/bin", "/a/bin2"));
  EXPECT_FALSE(same_element("/a", "//a"));
}

TEST(SameElement, takes_an_empty_element_for_nothing_but_an_empty_element) {
  EXPECT_TRUE(same_element("", ""));
  EXPECT_FALSE(same_element("", "."));
  EXPECT_FALSE(same_element(".", ""));
  EXPECT_TRUE(same_element(".", "./"));
}

}  // namespace
}  // namespace ces
