#include "observe/observe.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::machine;
using Detail = Request::Detail;

Request request(Detail detail, const char* prefix = nullptr) {
  Request request;
  request.detail = detail;
  if (prefix != nullptr) {
    request.prefix = prefix;
  }
  return request;
}

TEST(Observe, finds_environment_toolkit_and_driver_of_a_machine) {
  const System system = machine("h100-r535", {"CONDA_PREFIX=/opt/conda/envs/dev117",
                                              "PATH=/opt/conda/envs/dev117/bin:/usr/bin"});
  const Facts facts = observe(system, request(Detail::everything));
  EXPECT_EQ(facts.prefix, "/opt/conda/envs/dev117");
  EXPECT_TRUE(facts.prefix_exists);
  EXPECT_TRUE(facts.hook_installed);
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_EQ(facts.toolkits[0].version->text, "11.7.1");
  EXPECT_EQ(facts.toolkits[0].nvcc_version->text, "11.7.99");
  EXPECT_EQ(facts.toolkits[0].headers_version->text, "11.7");
  EXPECT_EQ(facts.driver.release->text, "535.104.05");
  EXPECT_TRUE(facts.nvcc_on_path.empty());
}

TEST(Observe, without_an_environment_still_sees_the_driver_where_people_ask) {
  EXPECT_TRUE(observe(machine("laptop"), request(Detail::everything)).driver.release);
  EXPECT_FALSE(observe(machine("laptop"), request(Detail::activation)).driver.release);
}

TEST(Observe, at_activation_reads_nothing_of_an_environment_without_toolkit) {
  const System system = machine(
      "h100-r535", {"CONDA_PREFIX=/opt/conda/envs/plain", "PATH=/opt/conda/envs/split124/bin"});
  const Facts facts = observe(system, request(Detail::activation));
  EXPECT_TRUE(facts.prefix_exists);
  EXPECT_TRUE(facts.toolkits.empty());
  EXPECT_FALSE(facts.driver.release);
  EXPECT_TRUE(facts.nvcc_on_path.empty());
}

TEST(Observe, at_activation_reads_no_version_where_there_is_no_driver_to_compare_it_with) {
  const System system = machine("container-no-driver", {"CONDA_PREFIX=/opt/conda/envs/dev117"});
  EXPECT_FALSE(observe(system, request(Detail::activation)).toolkits.at(0).version);
  EXPECT_TRUE(observe(system, request(Detail::everything)).toolkits.at(0).version);
}

TEST(Observe, looks_for_a_winning_nvcc_only_for_toolkits_that_are_not_put_first) {
  const std::string path = "PATH=/opt/conda/envs/split130/bin:/opt/conda/envs/split124/bin:/usr";
  const Facts split = observe(machine("h100-r535", {"CONDA_PREFIX=/opt/conda/envs/split124", path}),
                              request(Detail::activation));
  ASSERT_EQ(split.nvcc_on_path.size(), 2U);
  EXPECT_EQ(split.nvcc_on_path[0].path, "/opt/conda/envs/split130/bin/nvcc");
  const Facts dev = observe(machine("h100-r535", {"CONDA_PREFIX=/opt/conda/envs/dev117", path}),
                            request(Detail::activation));
  EXPECT_TRUE(dev.nvcc_on_path.empty());
}

TEST(Observe, looks_for_the_hook_only_where_people_ask) {
  const System system = machine("h100-r535", {"CONDA_PREFIX=/opt/conda/envs/dev117"});
  EXPECT_FALSE(observe(system, request(Detail::activation)).hook_installed);
  EXPECT_FALSE(
      observe(system, request(Detail::everything, "/opt/conda/envs/split124")).hook_installed);
}

TEST(Observe, of_a_prefix_that_does_not_exist_finds_no_toolkit) {
  const Facts facts = observe(machine("h100-r535"), request(Detail::everything, "/nowhere"));
  EXPECT_FALSE(facts.prefix_exists);
  EXPECT_TRUE(facts.toolkits.empty());
  EXPECT_TRUE(facts.broken_toolkits.empty());
}

TEST(Observe, finds_the_toolkit_of_a_jetsons_environment) {
  const Facts facts =
      observe(machine("jetson"), request(Detail::activation, "/opt/conda/envs/split129"));
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_EQ(facts.toolkits[0].include_folder,
            "/opt/conda/envs/split129/targets/aarch64-linux/include");
  EXPECT_EQ(facts.driver.place, Driver::Place::tegra);
}

}  // namespace
}  // namespace ces
