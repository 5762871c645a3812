// The rules about variables: CUDA_HOME and CUDA_PATH, PATH, LD_LIBRARY_PATH; and the driver's
// parts.
#include "judge/cuda_variables.h"
#include "judge/driver_parts.h"
#include "judge/library_path.h"
#include "judge/several_nvcc.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::codes_of;
using testing::contains;
using Codes = std::vector<std::string>;

Codes variables(const CudaVariables& of) {
  return codes_of(cuda_variable_findings(of));
}

TEST(CudaVariables, that_agree_are_nothing) {
  EXPECT_TRUE(variables({}).empty());
  EXPECT_TRUE(variables({"/a", "/a", "/a/bin/nvcc", {}}).empty());
  EXPECT_TRUE(variables({"/a/", "/a", "/a/bin/nvcc", {}}).empty());
  EXPECT_TRUE(variables({"/a", std::nullopt, "/a/bin/nvcc", {}}).empty());
  EXPECT_TRUE(variables({"/usr/local/cuda",
                         std::nullopt,
                         "/usr/local/cuda-12.4/bin/nvcc",
                         {"/usr/local/cuda", "/usr/local/cuda-12.4"}})
                  .empty());
  EXPECT_TRUE(variables({"/a", "/a", "", {}}).empty());
}

TEST(CudaVariables, that_differ_are_told_once_each) {
  EXPECT_EQ(variables({"/a", "/b", "", {}}), Codes{"CES520"});
  EXPECT_EQ(variables({"/a", "/b", "/a/bin/nvcc", {}}), (Codes{"CES520", "CES521"}));
  EXPECT_EQ(variables({"/a", "/b", "/c/bin/nvcc", {}}), (Codes{"CES520", "CES521", "CES521"}));
  EXPECT_EQ(variables({"/a", "/a", "/c/bin/nvcc", {}}), Codes{"CES521"});
  EXPECT_EQ(variables({std::nullopt, "/a", "/c/bin/nvcc", {}}), Codes{"CES521"});
}

TEST(CudaVariables, are_named_with_their_values) {
  const auto findings = cuda_variable_findings({"/a", "/b", "/c/bin/nvcc", {}});
  EXPECT_EQ(findings[0].what, "CUDA_HOME is /a, but CUDA_PATH is /b");
  EXPECT_EQ(findings[1].what, "CUDA_HOME is /a, but the nvcc that PATH finds is /c/bin/nvcc");
  EXPECT_TRUE(contains(findings[1].remedy, "unset CUDA_HOME"));
}

TEST(CudaVariables, that_name_no_toolkit_are_told_whether_there_is_an_nvcc_or_not) {
  EXPECT_EQ(variables({"/gone", std::nullopt, "", {}, {"/gone"}}), Codes{"CES525"});
  EXPECT_EQ(variables({"/gone", "/gone", "/c/bin/nvcc", {}, {"/gone"}}), Codes{"CES525"});
  EXPECT_EQ(variables({"/gone", "/c", "/c/bin/nvcc", {}, {"/gone"}}), (Codes{"CES520", "CES525"}));
  EXPECT_EQ(variables({"/c", "/gone", "/c/bin/nvcc", {}, {"/gone"}}), (Codes{"CES520", "CES525"}));
  const auto findings = cuda_variable_findings({"/gone", std::nullopt, "", {}, {"/gone"}});
  EXPECT_EQ(findings[0].what, "CUDA_HOME is /gone, where there is no bin/nvcc");
}

TEST(SeveralNvcc, are_counted_by_their_files) {
  EXPECT_FALSE(several_nvcc_finding({}));
  EXPECT_FALSE(several_nvcc_finding({{"/a/bin/nvcc", "12.4", "/a/bin/nvcc"}}));
  EXPECT_FALSE(several_nvcc_finding({{"/usr/local/cuda/bin/nvcc", "12.4", "/x"},
                                     {"/usr/local/cuda-12.4/bin/nvcc", "12.4", "/x"}}));
  const auto finding = several_nvcc_finding({{"/a/bin/nvcc", "12.4", "/a/bin/nvcc"},
                                             {"/b/bin/nvcc", "", "/b/bin/nvcc"},
                                             {"/c/bin/nvcc", "11.8", "/c/bin/nvcc"}});
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES522");
  EXPECT_EQ(finding->what,
            "PATH has 3 nvcc; /a/bin/nvcc (12.4) wins over /b/bin/nvcc, /c/bin/nvcc (11.8)");
}

TEST(LibraryPath, tells_what_should_not_be_there) {
  using Kind = LibraryPathElement::Kind;
  const auto findings = library_path_findings({{"/a/lib64", Kind::plain},
                                               {"", Kind::empty},
                                               {"/gone/lib64", Kind::missing},
                                               {"/a/lib64/stubs", Kind::stubs},
                                               {"", Kind::empty},
                                               {"/e/cuda-compat", Kind::compat}});
  EXPECT_EQ(codes_of(findings), (Codes{"CES524", "CES523", "CES112", "CES111"}));
  EXPECT_TRUE(contains(findings[1].what, "/gone/lib64"));
  EXPECT_TRUE(contains(findings[2].what, "/a/lib64/stubs"));
  EXPECT_TRUE(contains(findings[3].what, "/e/cuda-compat"));
  EXPECT_EQ(findings[0].evidence, "LD_LIBRARY_PATH");
  EXPECT_TRUE(library_path_findings({}).empty());
  EXPECT_TRUE(library_path_findings({{"/a", Kind::plain}}).empty());
}

TEST(LibraryPath, with_libraries_of_several_releases_is_told_once) {
  using Kind = LibraryPathElement::Kind;
  const LibraryPathElement of_12{"/a/lib64", Kind::plain, "12.4"};
  const LibraryPathElement of_11{"/b/lib64", Kind::plain, "11.8"};
  const LibraryPathElement of_none{"/c", Kind::plain, ""};
  EXPECT_FALSE(mixed_releases_finding({of_12, of_none, of_12}));
  const auto finding = mixed_releases_finding({of_none, of_12, of_11, of_11});
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES526");
  EXPECT_EQ(finding->what,
            "LD_LIBRARY_PATH has libraries of CUDA 12.4 (/a/lib64) before those of CUDA 11.8 "
            "(/b/lib64)");
}

VersionFact fact(const char* text, const char* evidence) {
  return {*Version::parse(text), text, evidence};
}

TEST(DriverParts, of_two_releases_are_an_error_that_names_both) {
  const auto finding = driver_parts_finding(fact("535.104.05", "/sys/module/nvidia/version"),
                                            fact("535.129.03", "/usr/lib/libcuda.so.535.129.03"));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES110");
  EXPECT_TRUE(contains(finding->what, "535.104.05"));
  EXPECT_TRUE(contains(finding->what, "535.129.03"));
  EXPECT_TRUE(contains(finding->remedy, "reboot"));
  EXPECT_TRUE(contains(driver_parts_finding(fact("550.10", "a"), fact("535.10", "b"))->remedy,
                       "remove the older"));
}

TEST(DriverParts, that_agree_or_are_not_known_are_nothing) {
  EXPECT_FALSE(driver_parts_finding(fact("535.104.05", "a"), fact("535.104.05", "b")));
  EXPECT_FALSE(driver_parts_finding(std::nullopt, fact("535.104.05", "b")));
  EXPECT_FALSE(driver_parts_finding(fact("535.104.05", "a"), std::nullopt));
}

}  // namespace
}  // namespace ces
