#include "base/version.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

TEST(Version, has_one_to_four_fields) {
  EXPECT_EQ(Version::parse("12").value().count(), 1U);
  EXPECT_EQ(Version::parse("12.4").value().count(), 2U);
  EXPECT_EQ(Version::parse("535.104.05").value().count(), 3U);
  EXPECT_EQ(Version::parse("1.2.3.4").value().count(), 4U);
  EXPECT_FALSE(Version::parse("1.2.3.4.5"));
}

TEST(Version, is_nothing_but_digits_and_dots) {
  for (const char* text : {"", ".", "12.", ".4", "12..4", " 12", "12 ", "12.4\n", "12.4rc1", "v12",
                           "-1", "+1", "1,2", "0x10", "12.4-1", "\xd9\xa1"}) {
    EXPECT_FALSE(Version::parse(text)) << '"' << text << '"';
  }
}

TEST(Version, takes_fields_of_nine_digits_and_not_of_ten) {
  EXPECT_EQ(Version::parse("999999999").value().major(), 999'999'999U);
  EXPECT_FALSE(Version::parse("1000000000"));
  EXPECT_FALSE(Version::parse("12.99999999999999999999999999999999"));
}

TEST(Version, compares_numbers_and_not_texts) {
  EXPECT_LT(Version::parse("450.80.02"), Version::parse("450.102.04"));
  EXPECT_LT(Version::parse("9.2"), Version::parse("10.0"));
  EXPECT_LT(Version::parse("535.54.03"), Version::parse("535.104.05"));
  EXPECT_GT(Version::parse("1.2.3.4"), Version::parse("1.2.3.3"));
}

TEST(Version, counts_missing_fields_as_zero) {
  EXPECT_EQ(Version::parse("12"), Version::parse("12.0.0.0"));
  EXPECT_LT(Version::parse("12"), Version::parse("12.0.0.1"));
  EXPECT_EQ(Version::parse("450.80.02"), Version::parse("450.80.2"));
}

TEST(Version, spells_the_fields_that_were_given_without_leading_zeros) {
  EXPECT_EQ(Version::parse("535.104.05").value().str(), "535.104.5");
  EXPECT_EQ(Version::parse("12").value().str(), "12");
  EXPECT_EQ(Version::parse("012.00").value().str(), "12.0");
  EXPECT_EQ(Version(12, 4).str(), "12.4");
}

TEST(Version, has_a_release_of_major_and_minor) {
  EXPECT_EQ(Version::parse("13.0.88").value().release(), Version(13, 0));
  EXPECT_EQ(Version::parse("13.0.88").value().release().str(), "13.0");
  EXPECT_EQ(Version::parse("12").value().release().str(), "12.0");
}

TEST(Version, that_was_never_given_has_no_fields) {
  EXPECT_EQ(Version().count(), 0U);
  EXPECT_EQ(Version().str(), "");
}

}  // namespace
}  // namespace ces
