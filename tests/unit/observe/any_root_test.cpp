// Toolkits that the request names by path, in whatever layout they have.
#include "observe/observe.h"
#include "unit/support/toolkit_trees.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using testing::add_complete;
using testing::system_at;
using testing::TempFolder;
using Fault = BrokenToolkit::Fault;

Facts facts_of(const TempFolder& temp, const std::string& root) {
  Request request{.prefix = "/e"};
  request.roots = {root};
  return observe(system_at(temp.path()), request);
}

TEST(NamedRoot, is_a_toolkit_by_its_folder_its_bin_or_its_nvcc) {
  const TempFolder temp;
  add_complete(temp, "sw/cuda", "12.1.66");
  for (const char* path : {"/sw/cuda", "/sw/cuda/bin", "/sw/cuda/bin/nvcc"}) {
    const Facts facts = facts_of(temp, path);
    ASSERT_EQ(facts.toolkits.size(), 1U) << path;
    EXPECT_EQ(facts.toolkits[0].origin, Origin::named);
    EXPECT_EQ(facts.toolkits[0].root, "/sw/cuda");
    EXPECT_EQ(facts.toolkits[0].layout, Layout::complete);
  }
}

// The user's link may lead elsewhere tomorrow, which is what it is for.
TEST(NamedRoot, keeps_the_users_spelling) {
  const TempFolder temp;
  add_complete(temp, "sw/cuda-12.1", "12.1.66");
  temp.link("sw/cuda", "cuda-12.1");
  EXPECT_EQ(facts_of(temp, "/sw/cuda").toolkits.at(0).root, "/sw/cuda");
}

TEST(NamedRoot, that_is_an_environment_is_the_toolkit_in_it) {
  const TempFolder temp;
  add_complete(temp, "dev/pkgs/cuda-toolkit", "11.7.99");
  testing::add_split(temp, "split", "12.4.131");
  testing::add_flat(temp, "flat", "11.8.89");
  testing::add_programs(temp, "pip/lib/python3.12/site-packages/nvidia/cu13", "13.0.88");
  temp.file("pip/conda-meta/history");
  const std::pair<const char*, Layout> roots[] = {
      {"/dev", Layout::cudatoolkit_dev},
      {"/dev/pkgs/cuda-toolkit", Layout::cudatoolkit_dev},
      {"/split", Layout::split_packages},
      {"/flat", Layout::flat_packages},
      {"/pip", Layout::wheels},
      {"/pip/lib/python3.12/site-packages/nvidia/cu13", Layout::wheels}};
  for (const auto& [root, layout] : roots) {
    const Facts facts = facts_of(temp, root);
    ASSERT_EQ(facts.toolkits.size(), 1U) << root;
    EXPECT_EQ(layout_name(facts.toolkits[0].layout), layout_name(layout)) << root;
    EXPECT_EQ(facts.toolkits[0].origin, Origin::named) << root;
  }
}

// Another environment's bin has a Python too, which must not outrank the active environment's.
TEST(NamedRoot, in_another_environments_bin_never_goes_first) {
  const TempFolder temp;
  testing::add_split(temp, "split", "12.4.131");
  EXPECT_FALSE(is_put_first(facts_of(temp, "/split").toolkits.at(0)));
  add_complete(temp, "view", "12.4.131");
  EXPECT_TRUE(is_put_first(facts_of(temp, "/view").toolkits.at(0)));
  temp.program("view/bin/python3");
  const Toolkit view = facts_of(temp, "/view").toolkits.at(0);
  EXPECT_FALSE(is_put_first(view));
  EXPECT_EQ(view.library_folder, "") << "nor do its libraries";
}

TEST(NamedRoot, that_is_the_environments_own_is_listed_once) {
  const TempFolder temp;
  add_complete(temp, "e/pkgs/cuda-toolkit", "11.7.99");
  temp.link("mine", "e/pkgs/cuda-toolkit");
  const Facts facts = facts_of(temp, "/mine");
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_EQ(facts.toolkits[0].origin, Origin::environment);
  EXPECT_EQ(facts.toolkits[0].ways, (std::vector<std::string>{"/mine/bin/nvcc", "/mine"}));
}

TEST(NamedRoot, of_the_sdk_is_its_newest_release) {
  const TempFolder temp;
  add_complete(temp, "sdk/24.5/cuda/11.8", "11.8.89");
  add_complete(temp, "sdk/24.5/cuda/12.4", "12.4.131");
  temp.folder("sdk/24.5/compilers/bin");
  EXPECT_EQ(facts_of(temp, "/sdk/24.5").toolkits.at(0).root, "/sdk/24.5/cuda/12.4");
  const Toolkit toolkit = facts_of(temp, "/sdk/24.5/cuda/11.8").toolkits.at(0);
  EXPECT_EQ(toolkit.layout, Layout::hpc_sdk);
}

TEST(NamedRoot, without_an_nvcc_is_told) {
  const TempFolder temp;
  temp.folder("empty");
  temp.file("text");
  temp.link("loop", "loop");
  for (const char* root : {"/empty", "/text", "/loop", "/gone"}) {
    const Facts facts = facts_of(temp, root);
    EXPECT_TRUE(facts.toolkits.empty()) << root;
    ASSERT_EQ(facts.broken_toolkits.size(), 1U) << root;
    EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::no_nvcc) << root;
    EXPECT_EQ(facts.broken_toolkits[0].path, root);
  }
}

}  // namespace
}  // namespace ces
