#include "config/yaml_file.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace ces {
namespace {

using Shape = YamlEntry::Shape;

TEST(YamlFile, gives_each_key_its_text_and_line) {
  const YamlFile file =
      read_yaml("# ours\ntoolkit: 12.10\nquiet: yes\n\nnvcc_ccbin: \"/a b\" # x\n");
  EXPECT_TRUE(file.faults.empty());
  ASSERT_EQ(file.entries.size(), 3U);
  EXPECT_EQ(file.entries[0].key, "toolkit");
  EXPECT_EQ(file.entries[0].text, "12.10") << "a version is no number";
  EXPECT_EQ(file.entries[0].line, 2);
  EXPECT_EQ(file.entries[1].text, "yes");
  EXPECT_EQ(file.entries[2].text, "/a b");
  EXPECT_EQ(file.entries[2].line, 5);
}

TEST(YamlFile, tells_shapes_apart) {
  const YamlFile file =
      read_yaml("a: [CES101, CES102]\nb:\n  - x\n  - y\nc:\nd: {e: f}\ng: [[h]]\n");
  ASSERT_EQ(file.entries.size(), 5U);
  EXPECT_EQ(file.entries[0].shape, Shape::list);
  EXPECT_EQ(file.entries[0].text, "CES101, CES102");
  EXPECT_EQ(file.entries[1].text, "x, y");
  EXPECT_EQ(file.entries[2].shape, Shape::nothing);
  EXPECT_EQ(file.entries[3].shape, Shape::other);
  EXPECT_EQ(file.entries[4].shape, Shape::other);
}

TEST(YamlFile, may_be_empty) {
  for (const char* text : {"", "\n\n", "# nothing\n", "---\n", "~\n"}) {
    EXPECT_TRUE(read_yaml(text).entries.empty()) << text;
    EXPECT_TRUE(read_yaml(text).faults.empty()) << text;
  }
}

TEST(YamlFile, keeps_both_of_two_equal_keys) {
  EXPECT_EQ(read_yaml("a: 1\na: 2\n").entries.size(), 2U);
}

TEST(YamlFile, that_is_broken_names_the_line) {
  for (const char* text : {"quiet: on\na: [1\n", "quiet: on\n\tb: 1\n", "quiet: on\n  a: : b\n"}) {
    const YamlFile file = read_yaml(text);
    EXPECT_TRUE(file.entries.empty()) << text;
    ASSERT_EQ(file.faults.size(), 1U) << text;
    EXPECT_GE(file.faults[0].line, 2) << text;
  }
}

TEST(YamlFile, without_keys_is_a_fault) {
  for (const char* text : {"12.4\n", "- a\n- b\n"}) {
    EXPECT_EQ(read_yaml(text).faults.size(), 1U) << text;
  }
  EXPECT_EQ(read_yaml("? [a, b]\n: c\nquiet: on\n").faults.size(), 1U);
  EXPECT_EQ(read_yaml("? [a, b]\n: c\nquiet: on\n").entries.size(), 1U);
}

TEST(YamlFile, counts_its_first_document_only) {
  const YamlFile file = read_yaml("a: 1\n---\nb: 2\n");
  ASSERT_EQ(file.entries.size(), 1U);
  ASSERT_EQ(file.faults.size(), 1U);
  EXPECT_EQ(file.faults[0].line, 2) << "where it begins";
}

TEST(YamlFile, that_begins_with_what_begins_nothing_comes_to_an_end) {
  for (const char* text : {",", ",a: b\n", "\n, \n"}) {
    EXPECT_FALSE(read_yaml(text).faults.empty()) << text;
    EXPECT_TRUE(read_yaml(text).entries.empty()) << text;
  }
}

TEST(YamlFile, survives_nesting_and_aliases) {
  EXPECT_FALSE(read_yaml(std::string(20'000, '[')).faults.empty());
  EXPECT_FALSE(read_yaml(std::string(20'000, '{')).faults.empty());
  std::string deep = "x";
  for (int i = 0; i < 3000; ++i) {
    deep = "- " + deep;
  }
  EXPECT_FALSE(read_yaml(deep).faults.empty());
  std::string laughs = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string last = std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + last + ", *a" + last +
              "]\n";
  }
  EXPECT_EQ(read_yaml(laughs).entries.size(), 40U);
  EXPECT_EQ(read_yaml("a: &a [*a]\n").entries.size(), 1U) << "a list that holds itself";
}

TEST(YamlFile, is_read_whatever_the_bytes_are) {
  std::mt19937 dice(1);
  const std::string likely = ":-[]{}&*!|>%@`'\"#,? \n\t~ab01\\";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t j = dice() % 40; j > 0; --j) {
      text += dice() % 10 == 0 ? static_cast<char>(dice() % 256) : likely[dice() % likely.size()];
    }
    const YamlFile file = read_yaml(text);
    for (const YamlFault& fault : file.faults) {
      EXPECT_GE(fault.line, 1);
    }
  }
}

}  // namespace
}  // namespace ces
