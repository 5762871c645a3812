#include "base/environment.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ces {
namespace {

TEST(Environment, tells_unset_from_empty) {
  const Environment environment({"EMPTY=", "FULL=x"});
  EXPECT_EQ(environment.get("EMPTY"), "");
  EXPECT_EQ(environment.get("FULL"), "x");
  EXPECT_EQ(environment.get("UNSET"), std::nullopt);
}

TEST(Environment, has_a_question_that_takes_empty_for_unset) {
  const Environment environment({"EMPTY=", "FULL=x"});
  EXPECT_EQ(environment.non_empty("EMPTY"), std::nullopt);
  EXPECT_EQ(environment.non_empty("FULL"), "x");
  EXPECT_EQ(environment.non_empty("UNSET"), std::nullopt);
}

TEST(Environment, finds_whole_names_only) {
  const Environment environment({"CUDA_HOME_OLD=1", "CUDA=2"});
  EXPECT_EQ(environment.get("CUDA_HOME"), std::nullopt);
  EXPECT_EQ(environment.get("CUD"), std::nullopt);
  EXPECT_EQ(environment.get("CUDA"), "2");
  EXPECT_EQ(environment.get(""), std::nullopt);
}

TEST(Environment, keeps_every_equals_sign_of_a_value) {
  EXPECT_EQ(Environment({"X=a=b="}).get("X"), "a=b=");
}

TEST(Environment, takes_the_first_of_two_entries_as_getenv_does) {
  EXPECT_EQ(Environment({"X=1", "X=2"}).get("X"), "1");
}

TEST(Environment, passes_over_entries_that_are_none) {
  const Environment environment({"", "NOVALUE", "=x", "X=1"});
  EXPECT_EQ(environment.get("NOVALUE"), std::nullopt);
  EXPECT_EQ(environment.get("X"), "1");
}

TEST(Environment, reads_the_entries_of_a_process) {
  const char* const entries[] = {"A=1", "B=\xff", nullptr, "C=3"};
  const Environment environment = Environment::of_process(entries);
  EXPECT_EQ(environment.get("A"), "1");
  EXPECT_EQ(environment.get("B"), "\xff");
  EXPECT_EQ(environment.get("C"), std::nullopt);
  EXPECT_EQ(Environment::of_process(nullptr).get("A"), std::nullopt);
}

TEST(Environment, keeps_its_strings_when_it_is_moved) {
  Environment first({"SHORT=1", "LONG=" + std::string(200, 'x')});
  const Environment second = std::move(first);
  EXPECT_EQ(second.get("SHORT"), "1");
  EXPECT_EQ(second.get("LONG"), std::string(200, 'x'));
}

}  // namespace
}  // namespace ces
