// Where other environments are looked for.
#include "observe/observe.h"
#include "unit/support/toolkit_trees.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::add_complete;
using testing::system_at;
using testing::TempFolder;
using Roots = std::vector<std::string>;

Roots others(const TempFolder& temp, const std::string& prefix,
             std::vector<std::string> entries = {}) {
  Request request{.prefix = prefix};
  request.other_environments = true;
  Roots roots;
  for (const Toolkit& toolkit :
       observe(system_at(temp.path(), std::move(entries)), request).toolkits) {
    if (toolkit.origin == Origin::other_environment) {
      roots.push_back(toolkit.root);
    }
  }
  return roots;
}

TEST(OtherEnvironments, are_beside_the_active_one_and_the_root_above) {
  const TempFolder temp;
  testing::add_split(temp, "conda/envs/a", "12.4.131");
  testing::add_split(temp, "conda/envs/b", "12.6.85");
  temp.file("conda/envs/.conda_envs_dir_test");
  testing::add_split(temp, "conda", "13.0.88");
  EXPECT_EQ(others(temp, "/conda/envs/a"), (Roots{"/conda/envs/b", "/conda"}));
  EXPECT_EQ(others(temp, "/conda"), (Roots{"/conda/envs/a", "/conda/envs/b"}));
}

TEST(OtherEnvironments, of_pixi_are_beside_each_other) {
  const TempFolder temp;
  testing::add_split(temp, "srv/.pixi/envs/default", "12.4.131");
  testing::add_split(temp, "srv/.pixi/envs/cuda13", "13.0.88");
  EXPECT_EQ(others(temp, "/srv/.pixi/envs/default"), Roots{"/srv/.pixi/envs/cuda13"});
  EXPECT_EQ(others(temp, "/elsewhere", {"PIXI_PROJECT_ROOT=/srv"}),
            (Roots{"/srv/.pixi/envs/cuda13", "/srv/.pixi/envs/default"}));
}

TEST(OtherEnvironments, are_where_conda_lists_them) {
  const TempFolder temp;
  add_complete(temp, "far/away/pkgs/cuda-toolkit", "11.7.99");
  temp.file("home/u/.conda/environments.txt", "/gone\n\n  /far/away \nrelative\n/far/away\n");
  EXPECT_EQ(others(temp, "/e", {"HOME=/home/u"}), Roots{"/far/away/pkgs/cuda-toolkit"});
}

TEST(OtherEnvironments, are_where_variables_say) {
  const TempFolder temp;
  testing::add_split(temp, "conda/envs/a", "12.4.131");
  testing::add_split(temp, "data/envs/b", "12.6.85");
  const Roots a = {"/conda/envs/a"};
  const Roots b = {"/data/envs/b"};
  EXPECT_EQ(others(temp, "/e", {"CONDA_EXE=/conda/bin/conda"}), a);
  EXPECT_EQ(others(temp, "/e", {"_CONDA_ROOT=/conda"}), a);
  EXPECT_EQ(others(temp, "/e", {"MAMBA_ROOT_PREFIX=/conda"}), a);
  EXPECT_EQ(others(temp, "/e", {"CONDA_ENVS_PATH=relative:/data/envs"}), b);
  EXPECT_EQ(others(temp, "/e", {"CONDA_ENVS_DIRS=/gone,/data/envs"}), b);
}

TEST(OtherEnvironments, reached_twice_are_listed_once_and_the_active_one_is_none) {
  const TempFolder temp;
  testing::add_split(temp, "conda/envs/a", "12.4.131");
  testing::add_split(temp, "conda/envs/b", "12.6.85");
  temp.link("link", "conda");
  EXPECT_EQ(others(temp, "/link/envs/a", {"CONDA_EXE=/conda/bin/conda", "_CONDA_ROOT=/link"}),
            Roots{"/link/envs/b"});
}

TEST(OtherEnvironments, have_several_toolkits_each_and_wheels_too) {
  const TempFolder temp;
  testing::add_split(temp, "conda/envs/b", "12.6.85");
  add_complete(temp, "conda/envs/b/pkgs/cuda-toolkit", "11.7.99");
  testing::add_programs(temp, "conda/envs/b/lib/python3.12/site-packages/nvidia/cu13", "13.0.88");
  Request request{.detail = Request::Detail::everything, .prefix = "/conda/envs/a"};
  request.other_environments = true;
  EXPECT_EQ(observe(system_at(temp.path()), request).toolkits.size(), 3U);
}

// What CUDA_HOME of this shell is says nothing about a wrapper elsewhere.
TEST(OtherEnvironments, with_a_wrapper_have_no_toolkit) {
  const TempFolder temp;
  add_complete(temp, "usr/local/cuda-11.8", "11.8.89");
  temp.program("conda/envs/b/bin/nvcc", "#!/bin/sh\nexec $CUDA_HOME/bin/nvcc\n");
  EXPECT_EQ(others(temp, "/conda/envs/a", {"CUDA_HOME=/usr/local/cuda-11.8"}), Roots{});
}

TEST(OtherEnvironments, that_are_broken_are_not_this_ones_fault) {
  const TempFolder temp;
  temp.file("conda/envs/b/bin/cudatoolkit-dev-extra-args.json", "{}");
  Request request{.prefix = "/conda/envs/a"};
  request.other_environments = true;
  EXPECT_TRUE(observe(system_at(temp.path()), request).broken_toolkits.empty());
}

}  // namespace
}  // namespace ces
