#include "edit/taken_back.h"

#include "unit/support/shell_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using Values = std::vector<std::pair<std::string, std::optional<std::string>>>;

TEST(TakenBack, are_the_users_values_behind_our_switch) {
  const Environment environment(std::vector<std::string>{
      "CUDA_ENV_SWITCH_STATE=1:on:/e:CUDA_HOME,set,v/usr/local/cuda,/e/pkgs/cuda-toolkit:"
      "CUDA_PATH,set,u,/e/pkgs/cuda-toolkit:.",
      "CUDA_HOME=/e/pkgs/cuda-toolkit", "CUDA_PATH=/e/pkgs/cuda-toolkit"});
  Values values = values_taken_back(environment);
  std::sort(values.begin(), values.end());
  EXPECT_EQ(values, (Values{{"CUDA_HOME", "/usr/local/cuda"}, {"CUDA_PATH", std::nullopt}}));
}

TEST(TakenBack, are_none_where_nothing_is_in_force) {
  EXPECT_TRUE(values_taken_back(Environment(std::vector<std::string>{"CUDA_HOME=/usr/local/cuda"}))
                  .empty());
  EXPECT_TRUE(values_taken_back(Environment(std::vector<std::string>{
                                    "CUDA_ENV_SWITCH_STATE=garbage", "CUDA_HOME=/usr/local/cuda"}))
                  .empty());
}

// What the user changed since is the user's.
TEST(TakenBack, leave_out_what_was_changed_since) {
  const Environment environment(std::vector<std::string>{
      "CUDA_ENV_SWITCH_STATE=1:on:/e:CUDA_HOME,set,u,/e/pkgs/cuda-toolkit:.", "CUDA_HOME=/mine"});
  EXPECT_TRUE(values_taken_back(environment).empty());
}

}  // namespace
}  // namespace ces
