#include "config/wish.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using Kind = Wish::Kind;

Wish wish_of(std::string_view text) {
  const auto wish = parse_wish(text, "/home/u");
  EXPECT_TRUE(wish) << text;
  return wish.value_or(Wish());
}

TEST(Wish, is_one_of_a_few_words) {
  EXPECT_EQ(wish_of("auto").kind, Kind::automatic);
  EXPECT_EQ(wish_of("none").kind, Kind::none);
  EXPECT_EQ(wish_of("wheels").kind, Kind::wheels);
  EXPECT_EQ(wish_of(" system\n").kind, Kind::system);
  EXPECT_EQ(wish_of("off").text, "none") << "YAML turns it into no other word";
}

TEST(Wish, is_a_version_spec) {
  const Wish wish = wish_of(" >=12.4, <13 \r\n");
  EXPECT_EQ(wish.kind, Kind::version);
  EXPECT_EQ(wish.text, ">=12.4, <13");
  EXPECT_TRUE(wish.spec.contains(Version(12, 8)));
  EXPECT_FALSE(wish.spec.contains(Version(13, 0)));
}

TEST(Wish, is_an_absolute_path) {
  for (const char* text :
       {"/usr/local/cuda-12.4", "/usr/local//cuda-12.4/", "/usr/./local/x/../cuda-12.4"}) {
    const Wish wish = wish_of(text);
    EXPECT_EQ(wish.kind, Kind::path) << text;
    EXPECT_EQ(wish.path, "/usr/local/cuda-12.4") << text;
    EXPECT_EQ(wish.text, wish.path) << text;
  }
  EXPECT_EQ(wish_of("~/cuda").path, "/home/u/cuda");
  EXPECT_EQ(wish_of("/opt/my cuda").path, "/opt/my cuda");
}

TEST(Wish, is_nothing_else) {
  for (const char* text : {"", " ", "twelve", "Auto", "cuda-12.4", "./cuda", "../cuda",
                           "~root/cuda", "/opt/a\nb", "/opt/a\tb", "12\n13", "/opt/\x7f"}) {
    EXPECT_FALSE(parse_wish(text, "/home/u")) << text;
  }
  EXPECT_FALSE(parse_wish(std::string_view("/a\0b", 4), "/home/u"));
  EXPECT_FALSE(parse_wish("~/cuda", "")) << "a user without a home";
}

TEST(Wish, is_read_from_its_own_spelling) {
  for (const char* text :
       {"auto", "none", "wheels", "system", "12", "=12.4|13", "/usr/local/cuda"}) {
    const Wish wish = wish_of(text);
    EXPECT_EQ(wish_of(wish.text).kind, wish.kind) << text;
    EXPECT_EQ(wish_of(wish.text).text, wish.text) << text;
  }
}

}  // namespace
}  // namespace ces
