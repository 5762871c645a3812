#include "observe/versioned_names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using Names = std::vector<std::string>;

TEST(NewestFirst, compares_numbers_and_not_letters) {
  EXPECT_EQ(newest_first({"cuda-9.2", "cuda-11.8", "cuda-12.4", "cuda-12.10"}, "cuda-"),
            (Names{"cuda-12.10", "cuda-12.4", "cuda-11.8", "cuda-9.2"}));
}

TEST(NewestFirst, leaves_out_what_has_no_version) {
  EXPECT_EQ(
      newest_first({"cuda", "cuda-", "cuda-old", "cuda-12.4.bak", "cudnn-9", "cuda-12"}, "cuda-"),
      Names{"cuda-12"});
}

TEST(NewestFirst, takes_the_fuller_spelling_of_two) {
  EXPECT_EQ(newest_first({"12", "12.0"}, ""), (Names{"12.0", "12"}));
}

}  // namespace
}  // namespace ces
