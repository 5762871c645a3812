#include "config/switches.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

TEST(Switches, are_off_where_unset_empty_or_zero) {
  EXPECT_FALSE(is_disabled(Environment({"X=1"})));
  EXPECT_FALSE(is_disabled(Environment({"CUDA_ENV_SWITCH_DISABLE="})));
  EXPECT_FALSE(is_disabled(Environment({"CUDA_ENV_SWITCH_DISABLE=0"})));
  EXPECT_FALSE(is_package_build(Environment({"CONDA_BUILD="})));
  EXPECT_FALSE(is_package_build(Environment({"CONDA_BUILD=0"})));
}

TEST(Switches, are_on_with_anything_else) {
  for (const char* value : {"1", "yes", "no", "false", "00", " "}) {
    EXPECT_TRUE(is_disabled(Environment({std::string("CUDA_ENV_SWITCH_DISABLE=") + value})))
        << value;
    EXPECT_TRUE(is_package_build(Environment({std::string("CONDA_BUILD=") + value}))) << value;
  }
}

TEST(Switches, are_two) {
  EXPECT_FALSE(is_disabled(Environment({"CONDA_BUILD=1"})));
  EXPECT_FALSE(is_package_build(Environment({"CUDA_ENV_SWITCH_DISABLE=1"})));
}

}  // namespace
}  // namespace ces
