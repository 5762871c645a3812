#include "base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

TEST(Trim, takes_blanks_tabs_and_line_ends_off_both_ends) {
  EXPECT_EQ(trim(" \t\r\n535.104.05\r\n"), "535.104.05");
  EXPECT_EQ(trim("a b"), "a b");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim(" \t\r\n"), "");
  EXPECT_EQ(trim("\fa\v"), "\fa\v");
}

TEST(IsUtf8, takes_the_smallest_and_largest_character_of_each_length) {
  using namespace std::string_view_literals;
  for (const auto text :
       {""sv, "\0"sv, "\x7f"sv, "\xc2\x80"sv, "\xdf\xbf"sv, "\xe0\xa0\x80"sv, "\xed\x9f\xbf"sv,
        "\xee\x80\x80"sv, "\xef\xbf\xbf"sv, "\xf0\x90\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv}) {
    EXPECT_TRUE(is_utf8(text));
    EXPECT_TRUE(is_utf8(std::string(text).append(1, 'z')));
  }
}

TEST(IsUtf8, refuses_what_table_3_7_does_not_list) {
  const char* const bad[] = {"\x80",              // a continuation alone
                             "\xc0\x80",          // overlong
                             "\xc1\xbf",          // overlong
                             "\xe0\x9f\xbf",      // overlong
                             "\xf0\x8f\xbf\xbf",  // overlong
                             "\xed\xa0\x80",      // a surrogate
                             "\xf4\x90\x80\x80",  // above U+10FFFF
                             "\xf5\x80\x80\x80",
                             "\xff",
                             "\xc3",
                             "\xe2\x82",
                             "\xf0\x9f\x98",
                             "\xc3(",
                             "\xe2\x82(",
                             "\xf0\x9f\x98("};
  for (const char* text : bad) {
    EXPECT_FALSE(is_utf8(text));
    EXPECT_FALSE(is_utf8(std::string("ok") + text));
  }
}

TEST(Printable, leaves_what_can_be_read_as_it_is) {
  EXPECT_EQ(printable(""), "");
  EXPECT_EQ(printable("/opt/my envs/käse 日本 😀"), "/opt/my envs/käse 日本 😀");
  EXPECT_EQ(printable("\\n stays"), "\\n stays");
}

TEST(Printable, shows_control_characters_as_escapes) {
  using namespace std::string_view_literals;
  EXPECT_EQ(printable("a\nb\tc"), "a\\nb\\tc");
  EXPECT_EQ(printable("\x1b[31m\r\a\x7f"), "\\x1b[31m\\x0d\\x07\\x7f");
  EXPECT_EQ(printable("\0"sv), "\\x00");
}

TEST(Printable, shows_bytes_that_are_not_utf8_one_by_one) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("a\xe2\x82z"), "a\\xe2\\x82z");
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");
}

// U+0080 to U+009F are control characters too: U+0085 ends the line and U+009B starts an escape
// sequence in xterm and those like it.
TEST(Printable, shows_the_control_characters_behind_ascii_too) {
  EXPECT_EQ(printable("a\xc2\x85z"), "a\\xc2\\x85z");
  EXPECT_EQ(printable("\xc2\x9b\x33\x31m"), "\\xc2\\x9b31m");
  EXPECT_EQ(printable("\xc2\xa0"), "\xc2\xa0");
}

TEST(ShellWord, is_quoted_only_where_it_needs_to_be) {
  EXPECT_EQ(shell_word("/opt/conda/envs/a-b_1.0"), "/opt/conda/envs/a-b_1.0");
  EXPECT_EQ(shell_word("cuda-version=12.4"), "cuda-version=12.4");
  EXPECT_EQ(shell_word("/my envs/a"), "'/my envs/a'");
  EXPECT_EQ(shell_word("it's $x"), "'it'\\''s $x'");
  EXPECT_EQ(shell_word(""), "''");
}

}  // namespace
}  // namespace ces
