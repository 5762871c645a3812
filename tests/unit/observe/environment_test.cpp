#include "observe/environment.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;

Facts prefix_facts(const System& system, const Request& request = {}) {
  Facts facts;
  observe_prefix(system, request, facts);
  return facts;
}

TEST(Prefix, is_the_active_environments) {
  const TempFolder temp;
  temp.folder("envs/a");
  const Facts facts = prefix_facts(system_at(temp.path(), {"CONDA_PREFIX=/envs/a"}));
  EXPECT_EQ(facts.prefix, "/envs/a");
  EXPECT_EQ(facts.prefix_evidence, "CONDA_PREFIX");
  EXPECT_TRUE(facts.prefix_exists);
}

TEST(Prefix, of_the_command_line_comes_first) {
  const TempFolder temp;
  temp.folder("envs/b");
  Request request;
  request.prefix = "/envs/b";
  const Facts facts = prefix_facts(system_at(temp.path(), {"CONDA_PREFIX=/envs/a"}), request);
  EXPECT_EQ(facts.prefix, "/envs/b");
  EXPECT_EQ(facts.prefix_evidence, "--prefix");
  EXPECT_TRUE(facts.prefix_exists);
}

TEST(Prefix, is_normalised) {
  const TempFolder temp;
  temp.folder("envs/a");
  EXPECT_EQ(prefix_facts(system_at(temp.path(), {"CONDA_PREFIX=/envs//x/../a/"})).prefix,
            "/envs/a");
}

TEST(Prefix, is_none_where_the_variable_is_unset_or_empty) {
  for (const std::vector<std::string>& entries :
       {std::vector<std::string>{}, std::vector<std::string>{"CONDA_PREFIX="}}) {
    const Facts facts = prefix_facts(system_at("/", entries));
    EXPECT_EQ(facts.prefix, "");
    EXPECT_EQ(facts.prefix_evidence, "");
    EXPECT_FALSE(facts.prefix_exists);
  }
}

TEST(Prefix, that_is_no_folder_does_not_exist) {
  const TempFolder temp;
  temp.file("file");
  for (const char* entry : {"CONDA_PREFIX=/nothing", "CONDA_PREFIX=/file"}) {
    const Facts facts = prefix_facts(system_at(temp.path(), {entry}));
    EXPECT_FALSE(facts.prefix_exists) << entry;
    EXPECT_NE(facts.prefix, "") << entry;
  }
}

TEST(NvccOnPath, comes_in_the_order_of_path) {
  const TempFolder temp;
  temp.program("b/nvcc");
  temp.program("a/nvcc");
  temp.folder("empty");
  const auto found =
      observe_nvcc_on_path(system_at(temp.path(), {"PATH=/empty:/b:/nothing:/a/:/b"}), "");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].path, "/b/nvcc");
  EXPECT_EQ(found[0].element, "/b");
  EXPECT_EQ(found[1].path, "/a/nvcc");
  EXPECT_EQ(found[1].element, "/a/");
  EXPECT_EQ(found[2].path, "/b/nvcc");
}

TEST(NvccOnPath, ends_with_the_folder_that_is_asked_about) {
  const TempFolder temp;
  temp.program("a/nvcc");
  temp.program("own/nvcc");
  temp.program("behind/nvcc");
  const System system = system_at(temp.path(), {"PATH=/a:/own/:/behind"});
  const auto found = observe_nvcc_on_path(system, "/own");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].path, "/own/nvcc");
}

TEST(NvccOnPath, is_a_program_and_not_just_a_name) {
  const TempFolder temp;
  temp.file("text/nvcc");
  temp.folder("folder/nvcc");
  temp.link("dangling/nvcc", "/nothing");
  temp.link("loop/nvcc", "nvcc");
  EXPECT_TRUE(
      observe_nvcc_on_path(system_at(temp.path(), {"PATH=/text:/folder:/dangling:/loop"}), "")
          .empty());
}

TEST(NvccOnPath, is_not_looked_for_in_relative_or_empty_elements) {
  const TempFolder temp;
  temp.program("nvcc");
  temp.program("bin/nvcc");
  EXPECT_TRUE(observe_nvcc_on_path(system_at(temp.path(), {"PATH=:.:bin::~/bin"}), "").empty());
}

TEST(NvccOnPath, is_none_without_a_path) {
  EXPECT_TRUE(observe_nvcc_on_path(system_at("/"), "").empty());
  EXPECT_TRUE(observe_nvcc_on_path(system_at("/", {"PATH="}), "").empty());
}

}  // namespace
}  // namespace ces
