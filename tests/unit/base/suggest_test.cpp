#include "base/suggest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

const std::vector<std::string_view> k_known = {"activate", "deactivate", "status", "sh"};

TEST(NearestWord, is_the_word_itself) {
  EXPECT_EQ(nearest_word("status", k_known), "status");
}

TEST(NearestWord, has_a_letter_more_less_other_or_swapped) {
  for (const char* word : {"statuss", "statu", "stotus", "sttaus", "tsatus", "statsu"}) {
    EXPECT_EQ(nearest_word(word, k_known), "status") << word;
  }
}

TEST(NearestWord, differs_in_at_most_a_third_of_its_letters) {
  EXPECT_EQ(nearest_word("stxxus", k_known), "status");
  EXPECT_EQ(nearest_word("sxxxus", k_known), "");
  EXPECT_EQ(nearest_word("deactxxxte", k_known), "deactivate");
  EXPECT_EQ(nearest_word("deacxxxxte", k_known), "");
}

TEST(NearestWord, of_a_short_word_may_differ_in_one_letter) {
  EXPECT_EQ(nearest_word("ssh", k_known), "sh");
  EXPECT_EQ(nearest_word("s", k_known), "sh");
  EXPECT_EQ(nearest_word("xy", k_known), "");
}

TEST(NearestWord, is_the_nearest_of_several) {
  EXPECT_EQ(nearest_word("eactivate", k_known), "activate");
  EXPECT_EQ(nearest_word("deactivat", k_known), "deactivate");
}

TEST(NearestWord, is_none_for_what_is_empty_far_or_endless) {
  EXPECT_EQ(nearest_word("", k_known), "");
  EXPECT_EQ(nearest_word("frobnicate", k_known), "");
  EXPECT_EQ(nearest_word(std::string(1'000'000, 's'), k_known), "");
  EXPECT_EQ(nearest_word("status", {}), "");
}

}  // namespace
}  // namespace ces
