// What the engine has recorded, and CUDA that is there without an nvcc.
#include "observe/package_records.h"

#include "observe/observe.h"
#include "unit/support/toolkit_trees.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;

std::string record(const std::string& name, const std::string& version) {
  return R"({"name": ")" + name + R"(", "version": ")" + version + R"(", "files": []})";
}

Facts facts_of(const TempFolder& temp, Request::Detail detail = Request::Detail::everything) {
  temp.folder("e");
  return observe(system_at(temp.path()), {.detail = detail, .prefix = "/e"});
}

TEST(PackageRecords, have_name_and_version_inside) {
  const TempFolder temp;
  temp.file("e/conda-meta/cuda-version-12.4-h3060b56_3.json", record("cuda-version", "12.4"));
  temp.file("e/conda-meta/cuda-nvcc-impl-12.4.131-0.json", record("cuda-nvcc-impl", "12.4.131"));
  temp.file("e/conda-meta/cuda-nvcc-dev_linux-64-12.4.131-0.json",
            record("cuda-nvcc-dev_linux-64", "12.4.131"));
  temp.file("e/conda-meta/cuda-nvcc-1-0.json", "{broken");
  temp.file("e/conda-meta/cuda-cudart-2-0.json", R"({"name": "cuda-cudart", "version": 7})");
  temp.file("e/conda-meta/cuda-toolkit-3-0.json", "[]");
  temp.file("e/conda-meta/python-3.12-0.json", record("cuda-version", "9.9"));
  temp.fifo("e/conda-meta/cudatoolkit-11.8-0.json");
  const auto packages = observe_packages(system_at(temp.path()), "/e");
  ASSERT_EQ(packages.size(), 2U);
  EXPECT_EQ(packages[0].name, "cuda-nvcc-impl");
  EXPECT_EQ(packages[0].version.text, "12.4.131");
  EXPECT_EQ(packages[1].name, "cuda-version");
  EXPECT_EQ(packages[1].version.evidence, "/e/conda-meta/cuda-version-12.4-h3060b56_3.json");
}

TEST(PackageRecords, are_read_only_where_people_ask) {
  const TempFolder temp;
  temp.file("e/conda-meta/cuda-version-12.4-0.json", record("cuda-version", "12.4"));
  EXPECT_EQ(facts_of(temp).packages.size(), 1U);
  EXPECT_TRUE(facts_of(temp, Request::Detail::activation).packages.empty());
}

TEST(PackageRecords, of_cudatoolkit_dev_stay_where_its_script_failed) {
  const TempFolder temp;
  temp.file("e/bin/cudatoolkit-dev-extra-args.json",
            R"({"release": "11.7.0", "version_build": "0", "driver_version": "515.43.04"})");
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.packages.size(), 1U);
  EXPECT_EQ(facts.packages[0].name, "cudatoolkit-dev");
  EXPECT_EQ(facts.packages[0].version.text, "11.7.0");
}

TEST(Engine, is_told_by_what_it_leaves_behind) {
  const TempFolder temp;
  EXPECT_EQ(facts_of(temp).engine, Engine::unknown);
  temp.file("e/conda-meta/history");
  EXPECT_EQ(facts_of(temp).engine, Engine::conda);
  temp.file("e/conda-meta/pixi", "{}");
  EXPECT_EQ(facts_of(temp).engine, Engine::pixi);
  EXPECT_EQ(facts_of(temp).engine_evidence, "/e/conda-meta/pixi");
}

TEST(Engine, is_looked_for_at_activation_where_something_is_broken) {
  const TempFolder temp;
  temp.file("e/conda-meta/pixi", "{}");
  EXPECT_EQ(facts_of(temp, Request::Detail::activation).engine, Engine::unknown);
  temp.file("e/bin/cudatoolkit-dev-extra-args.json", "{}");
  EXPECT_EQ(facts_of(temp, Request::Detail::activation).engine, Engine::pixi);
}

// ---- libraries alone --------------------------------------------------------------------------

TEST(RuntimePackages, of_cudatoolkit_are_told_by_its_record) {
  const TempFolder temp;
  temp.file("e/conda-meta/cudatoolkit-11.8.0-h6a678d5_0.json", record("cudatoolkit", "11.8.0"));
  temp.file("e/lib/libcudart.so.11.0");
  const Facts facts = facts_of(temp);
  EXPECT_TRUE(facts.toolkits.empty());
  ASSERT_EQ(facts.other_cuda.size(), 1U);
  EXPECT_EQ(facts.other_cuda[0].layout, Layout::runtime_packages);
  EXPECT_EQ(facts.other_cuda[0].version->text, "11.8.0");
  EXPECT_FALSE(facts.other_cuda[0].has_ptxas);
}

// libcudart.so.11.0 is the name of every 11.x.
TEST(RuntimePackages, without_a_record_are_told_by_the_longest_name_of_the_library) {
  const TempFolder temp;
  temp.file("e/lib/libcudart.so.11.8.89");
  temp.link("e/lib/libcudart.so.11.0", "libcudart.so.11.8.89");
  temp.file("e/lib/libcudart.so.nonsense");
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.other_cuda.size(), 1U);
  EXPECT_EQ(facts.other_cuda[0].version->text, "11.8.89");
  EXPECT_EQ(facts.other_cuda[0].evidence, "/e/lib/libcudart.so.11.8.89");
}

TEST(RuntimePackages, that_are_split_may_have_ptxas) {
  const TempFolder temp;
  temp.file("e/targets/x86_64-linux/lib/libcudart.so.12.4.127");
  temp.link("e/lib/libcudart.so.12", "../targets/x86_64-linux/lib/libcudart.so.12.4.127");
  temp.program("e/bin/ptxas");
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.other_cuda.size(), 1U);
  EXPECT_EQ(facts.other_cuda[0].layout, Layout::split_packages);
  EXPECT_EQ(facts.other_cuda[0].version->text, "12.4.127");
  EXPECT_TRUE(facts.other_cuda[0].has_ptxas);
}

TEST(RuntimePackages, of_an_environment_with_a_toolkit_are_part_of_it) {
  const TempFolder temp;
  testing::add_split(temp, "e", "12.4.131");
  temp.file("e/targets/x86_64-linux/lib/libcudart.so.12.4.127");
  EXPECT_TRUE(facts_of(temp).other_cuda.empty());
}

}  // namespace
}  // namespace ces
