#include "edit/flags.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace ces {
namespace {

TEST(Flags, stand_as_whole_words) {
  EXPECT_TRUE(has_flags("-a -b -c", "-b"));
  EXPECT_TRUE(has_flags("-a -b -c", "-b -c"));
  EXPECT_TRUE(has_flags("-b", "-b"));
  for (const char* value : {"", "-bb", "x-b", "-bb x-b", "--b"}) {
    EXPECT_FALSE(has_flags(value, "-b")) << value;
  }
  EXPECT_FALSE(has_flags("-a", ""));
}

TEST(Flags, go_behind_and_come_out_wherever_they_stand) {
  EXPECT_EQ(with_flags("", "-b"), "-b");
  EXPECT_EQ(with_flags("-a", "-b"), "-a -b");
  EXPECT_EQ(without_flags("-b", "-b"), "");
  EXPECT_EQ(without_flags("-a -b -c", "-b"), "-a -c");
  EXPECT_EQ(without_flags("-b -c", "-b"), "-c");
  EXPECT_EQ(without_flags("-c -b", "-b"), "-c");
  EXPECT_EQ(without_flags("-bb", "-b"), "-bb");
}

TEST(FlagsProperties, are_taken_back_exactly_whatever_was_put_around_them) {
  std::mt19937 dice(1);
  const std::string letters = "  -ab";
  const auto word = [&] {
    std::string text;
    for (std::size_t i = dice() % 8; i > 0; --i) {
      text += letters[dice() % letters.size()];
    }
    return text;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string before = word();
    const std::string flags = "-x " + word() + "x";
    const std::string with = with_flags(before, flags);
    EXPECT_TRUE(has_flags(with, flags));
    EXPECT_EQ(without_flags(with, flags), before) << '[' << before << "] [" << flags << ']';
    const std::string behind = ' ' + word();
    EXPECT_EQ(without_flags(with + behind, flags),
              before.empty() ? behind.substr(1) : before + behind);
  }
}

}  // namespace
}  // namespace ces
