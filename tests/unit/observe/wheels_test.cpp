// NVIDIA's Python wheels in an environment.
#include "observe/observe.h"
#include "unit/support/toolkit_trees.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::nvcc_of;
using testing::system_at;
using testing::TempFolder;
using Detail = Request::Detail;

Facts facts_of(const TempFolder& temp, bool wheels, Detail detail = Detail::everything) {
  temp.folder("e");
  return observe(system_at(temp.path()), {.detail = detail, .prefix = "/e", .wheels = wheels});
}

// The wheels of CUDA 13, which have lib and no lib64.
void add_wheels_13(const TempFolder& temp, const std::string& packages) {
  const std::string root = packages + "/nvidia/cu13";
  testing::add_programs(temp, root, "13.0.88");
  testing::add_headers(temp, root + "/include", "13.0");
  temp.file(root + "/lib/libcudart.so.13");
  temp.folder(packages + "/nvidia_cuda_nvcc-13.0.88.dist-info");
}

TEST(Wheels13, are_a_toolkit_where_they_are_asked_for) {
  for (const char* python : {"python3.12", "python3.13t"}) {
    const TempFolder temp;
    const std::string packages = "e/lib/" + std::string(python) + "/site-packages";
    add_wheels_13(temp, packages);
    for (const Detail detail : {Detail::activation, Detail::everything}) {
      EXPECT_TRUE(facts_of(temp, false, detail).toolkits.empty());
      const Facts facts = facts_of(temp, true, detail);
      ASSERT_EQ(facts.toolkits.size(), 1U);
      const Toolkit& toolkit = facts.toolkits[0];
      EXPECT_EQ(toolkit.layout, Layout::wheels);
      EXPECT_EQ(toolkit.origin, Origin::wheels);
      EXPECT_EQ(toolkit.root, "/" + packages + "/nvidia/cu13");
      EXPECT_TRUE(is_put_first(toolkit));
      EXPECT_EQ(toolkit.library_folder, "") << "programs find these libraries by RUNPATH";
    }
    EXPECT_TRUE(facts_of(temp, true).other_cuda.empty());
  }
}

TEST(Wheels13, that_are_not_asked_for_are_known_to_be_there) {
  const TempFolder temp;
  add_wheels_13(temp, "e/lib/python3.12/site-packages");
  const Facts facts = facts_of(temp, false);
  ASSERT_EQ(facts.other_cuda.size(), 1U);
  EXPECT_TRUE(facts.other_cuda[0].has_nvcc);
  EXPECT_EQ(facts.other_cuda[0].version->text, "13.0.88");
  EXPECT_TRUE(facts_of(temp, false, Detail::activation).other_cuda.empty());
}

// conda-forge's Python has a link python3.1 beside python3.13.
TEST(Wheels13, behind_two_names_of_one_python_are_one) {
  const TempFolder temp;
  add_wheels_13(temp, "e/lib/python3.13/site-packages");
  temp.link("e/lib/python3.1", "python3.13");
  const Facts facts = facts_of(temp, true);
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_TRUE(facts.toolkits[0].ways.empty());
}

// Up to 13.2 nvcc.profile says lib64, which the wheels lack: compiling works, linking does not.
TEST(Wheels13, lack_the_folder_that_their_profile_names) {
  const TempFolder temp;
  add_wheels_13(temp, "e/lib/python3.12/site-packages");
  const Toolkit toolkit = facts_of(temp, true).toolkits.at(0);
  ASSERT_EQ(toolkit.flaws.size(), 2U);
  EXPECT_EQ(toolkit.flaws[0].kind, Flaw::Kind::no_library_folder);
  EXPECT_EQ(toolkit.flaws[0].path, toolkit.root + "/lib64");
  temp.link("e/lib/python3.12/site-packages/nvidia/cu13/lib64", "lib");
  EXPECT_EQ(facts_of(temp, true).toolkits.at(0).flaws.size(), 1U);
}

TEST(Wheels13, lack_the_name_of_the_runtime_that_is_linked) {
  const TempFolder temp;
  add_wheels_13(temp, "e/lib/python3.12/site-packages");
  const std::string root = "e/lib/python3.12/site-packages/nvidia/cu13";
  temp.link(root + "/lib64", "lib");
  const Toolkit toolkit = facts_of(temp, true).toolkits.at(0);
  ASSERT_EQ(toolkit.flaws.size(), 1U);
  EXPECT_EQ(toolkit.flaws[0].kind, Flaw::Kind::no_linker_name);
  EXPECT_EQ(toolkit.flaws[0].path, toolkit.root + "/lib/libcudart.so");
  temp.link(root + "/lib/libcudart.so", "libcudart.so.13");
  EXPECT_TRUE(facts_of(temp, true).toolkits.at(0).flaws.empty());
}

TEST(Wheels13, of_a_newer_cuda_are_found_by_the_same_rule) {
  const TempFolder temp;
  add_wheels_13(temp, "e/lib/python3.12/site-packages");
  testing::add_programs(temp, "e/lib/python3.12/site-packages/nvidia/cu14", "14.1.5");
  const Facts facts = facts_of(temp, true);
  ASSERT_EQ(facts.toolkits.size(), 2U);
  EXPECT_EQ(facts.toolkits[0].nvcc_version->text, "14.1.5") << "the newest first";
}

TEST(Wheels13, without_the_compiler_are_no_toolkit) {
  const TempFolder temp;
  temp.file("e/lib/python3.12/site-packages/nvidia/cu13/lib/libcudart.so.13");
  temp.folder("e/lib/python3.12/site-packages/nvidia_cuda_runtime-13.0.96.dist-info");
  const Facts facts = facts_of(temp, true);
  EXPECT_TRUE(facts.toolkits.empty());
  ASSERT_EQ(facts.other_cuda.size(), 1U);
  EXPECT_FALSE(facts.other_cuda[0].has_nvcc);
  EXPECT_EQ(facts.other_cuda[0].version->text, "13.0.96");
}

TEST(Wheels12, have_ptxas_and_no_nvcc) {
  const TempFolder temp;
  const std::string packages = "e/lib/python3.11/site-packages";
  temp.program(packages + "/nvidia/cuda_nvcc/bin/ptxas", nvcc_of("12.4.131"));
  temp.file(packages + "/nvidia/cuda_runtime/include/cuda.h");
  temp.folder(packages + "/nvidia_cuda_runtime_cu12-12.4.127.dist-info");
  temp.folder(packages + "/nvidia_cublas_cu12-12.4.5.8.dist-info");
  const Facts facts = facts_of(temp, true);
  EXPECT_TRUE(facts.toolkits.empty());
  ASSERT_EQ(facts.other_cuda.size(), 1U);
  const OtherCuda& cuda = facts.other_cuda[0];
  EXPECT_EQ(cuda.layout, Layout::wheels_split);
  EXPECT_EQ(cuda.path, "/" + packages + "/nvidia");
  EXPECT_TRUE(cuda.has_ptxas);
  EXPECT_EQ(cuda.version->text, "12.4.127");
  EXPECT_TRUE(cuda.version->evidence.ends_with("nvidia_cuda_runtime_cu12-12.4.127.dist-info"));
}

TEST(Wheels12, with_odd_records_have_no_version) {
  const TempFolder temp;
  const std::string packages = "e/lib/python3.11/site-packages";
  temp.folder(packages + "/nvidia/cuda_runtime");
  for (const char* record : {"nvidia.dist-info", "nvidia_cuda_runtime_cu12-.dist-info",
                             "nvidia_cuda_runtime_cu12-x.dist-info", ".dist-info"}) {
    temp.folder(packages + '/' + record);
  }
  EXPECT_FALSE(facts_of(temp, true).other_cuda.at(0).version);
}

}  // namespace
}  // namespace ces
