#include "judge/framework_nvcc.h"
#include "judge/framework_versions.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ces {
namespace {

using testing::contains;
using Kind = FrameworkBuild::Kind;

// Return "12.4", "other" or "unknown".
std::string told(const FrameworkBuild& build) {
  switch (build.kind) {
    case Kind::cuda:
      return build.cuda->str();
    case Kind::other:
      return "other";
    case Kind::not_known:
      break;
  }
  return "unknown";
}

std::string told_by_folder(std::string_view folder) {
  const auto package = parse_dist_info_name(folder);
  return package ? told(build_of_dist_info(*package)) : "no package";
}

TEST(TorchVersion, is_read_in_its_old_and_new_forms) {
  const FrameworkBuild build = parse_torch_version(
      "from typing import Optional\n\n"
      "__all__ = ['__version__', 'debug', 'cuda', 'git_version', 'hip', 'rocm', 'xpu']\n"
      "__version__ = '2.6.0+cu124'\ndebug = False\n"
      "cuda: Optional[str] = '12.4'\ngit_version = 'x'\nhip: Optional[str] = None\n");
  EXPECT_EQ(told(build), "12.4");
  EXPECT_EQ(build.version, "2.6.0+cu124");
  EXPECT_EQ(told(parse_torch_version("__version__ = '1.10.0'\ncuda = '11.3'\n")), "11.3");
  EXPECT_EQ(told(parse_torch_version("cuda: Optional[str] = \"12.8\"\r\n")), "12.8");
}

TEST(TorchVersion, without_cuda_is_told) {
  EXPECT_EQ(told(parse_torch_version("cuda: Optional[str] = None\nhip: Optional[str] = '6.2'\n")),
            "other");
  EXPECT_EQ(told(parse_torch_version("cuda = None\n")), "other");
}

TEST(TorchVersion, that_says_nothing_is_not_known) {
  for (const char* text : {"", "cuda", "cuda =", "cuda_version = '12.4'", "# cuda = '12.4'",
                           "cuda = 'twelve'", "cuda = '12.4", "x = 1\n"}) {
    const std::string word = told(parse_torch_version(text));
    EXPECT_TRUE(word == "unknown" || word == "other") << text;
  }
  EXPECT_EQ(told(parse_torch_version("cuda_version = '12.4'")), "unknown");
}

TEST(TensorflowBuildInfo, has_cudas_version) {
  EXPECT_EQ(told(parse_tensorflow_build_info(
                "build_info = collections.OrderedDict([('cuda_version', '12.3')])")),
            "12.3");
  EXPECT_EQ(told(parse_tensorflow_build_info(
                R"(build_info = {"cuda_version": "12.5.1", "is_cuda_build": True})")),
            "12.5.1");
  EXPECT_EQ(told(parse_tensorflow_build_info("build_info = {'is_cuda_build': False}")), "other");
  EXPECT_EQ(told(parse_tensorflow_build_info("")), "unknown");
  EXPECT_EQ(told(parse_tensorflow_build_info("'cuda_version'")), "unknown");
  EXPECT_EQ(told(parse_tensorflow_build_info("'cuda_version': '")), "unknown");
}

TEST(DistInfoName, is_normalised) {
  const auto package = parse_dist_info_name("JAX_CUDA12.plugin-0.4.35.dist-info");
  ASSERT_TRUE(package);
  EXPECT_EQ(package->name, "jax-cuda12-plugin");
  EXPECT_EQ(package->version, "0.4.35");
  for (const char* name : {"", "torch", "torch.dist-info", "-1.0.dist-info", "torch-2.0.egg-info",
                           ".dist-info", "a-b.dist-info.x"}) {
    EXPECT_FALSE(parse_dist_info_name(name)) << name;
  }
}

TEST(DistInfoName, tells_cuda_in_the_version_or_the_name) {
  for (const auto& [folder, cuda] : {std::pair("torch-2.4.0+cu121.dist-info", "12.1"),
                                     std::pair("torch-2.0.1+cu118.dist-info", "11.8"),
                                     std::pair("torch-2.9.0+cu130.dist-info", "13.0"),
                                     std::pair("torch-2.4.0+cpu.dist-info", "other"),
                                     std::pair("torch-2.4.0+rocm6.1.dist-info", "other"),
                                     std::pair("torch-2.4.0.dist-info", "unknown"),
                                     std::pair("jaxlib-0.4.30+cuda12.cudnn91.dist-info", "12"),
                                     std::pair("jax_cuda12_plugin-0.4.35.dist-info", "12"),
                                     std::pair("jax_cuda13_plugin-0.7.2.dist-info", "13"),
                                     std::pair("jax_rocm60_plugin-0.4.35.dist-info", "other"),
                                     std::pair("jaxlib-0.4.35.dist-info", "unknown"),
                                     std::pair("cupy_cuda12x-13.3.0.dist-info", "12"),
                                     std::pair("cupy_cuda118-12.0.0.dist-info", "11.8"),
                                     std::pair("cupy_rocm_5_0-13.3.0.dist-info", "other"),
                                     std::pair("tensorflow-2.17.0.dist-info", "unknown")}) {
    EXPECT_EQ(told_by_folder(folder), cuda) << folder;
  }
}

TEST(CondaBuildString, tells_cuda_where_it_stands_in_it) {
  for (const auto& [build, cuda] :
       {std::pair("cuda129_mkl_py312_h1234567_300", "12.9"),
        std::pair("cuda118py310h1234567_200", "11.8"),
        std::pair("cuda120py311h5cbd639_201", "12.0"),
        std::pair("py3.10_cuda11.8_cudnn8.7.0_0", "11.8"),
        std::pair("py3.12_cuda12.1_cudnn8.9.2_0", "12.1"), std::pair("gpu_cuda126_mkl_h1", "12.6"),
        std::pair("cpu_generic_py312_h1", "other"), std::pair("py3.10_cpu_0", "other"),
        std::pair("py312h98912ed_0", "unknown"), std::pair("cuda", "unknown"),
        std::pair("cuda_x", "unknown"), std::pair("", "unknown"), std::pair("___", "unknown")}) {
    EXPECT_EQ(told(build_of_conda_string(build)), cuda) << build;
  }
}

Framework framework(const char* name, const char* cuda) {
  return {name, {Kind::cuda, Version::parse(cuda), "2.4.0"}, "/e/torch/version.py"};
}

std::optional<Finding> says(const Framework& of, const Version& nvcc) {
  return framework_finding(of, nvcc, "/e/bin/nvcc");
}

TEST(FrameworkAndNvcc, of_two_majors_are_a_warning) {
  const auto finding = says(framework("torch", "12.4"), Version(13, 0));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES510");
  EXPECT_EQ(finding->what, "torch 2.4.0 is built for CUDA 12.4, nvcc is of CUDA 13.0");
  EXPECT_TRUE(contains(finding->impact, "mismatches"));
  EXPECT_TRUE(contains(finding->remedy, "cuda-version=12.4"));
  EXPECT_EQ(finding->evidence, "/e/torch/version.py, /e/bin/nvcc");
  EXPECT_EQ(says(framework("jax", "12"), Version(11, 8))->kind->code, "CES510");
  EXPECT_TRUE(contains(says(framework("torch", "11.8"), Version(12, 0))->remedy, "CUDA 11.8"));
}

TEST(FrameworkAndNvcc, of_two_minors_are_a_note) {
  EXPECT_EQ(says(framework("torch", "12.1"), Version(12, 4))->kind->code, "CES511");
  EXPECT_EQ(says(framework("tensorflow", "12.3"), Version(12, 4))->kind->code, "CES511");
}

TEST(FrameworkAndNvcc, that_agree_are_nothing) {
  EXPECT_FALSE(says(framework("torch", "12.4"), Version(12, 4)));
  EXPECT_FALSE(says(framework("tensorflow", "12.4.1"), Version(12, 4)));
  EXPECT_FALSE(says(framework("cupy", "12"), Version(12, 4)));
  EXPECT_FALSE(says({"torch", {Kind::other, std::nullopt, ""}, ""}, Version(12, 4)));
  EXPECT_FALSE(says({"torch", {Kind::not_known, std::nullopt, ""}, ""}, Version(12, 4)));
}

}  // namespace
}  // namespace ces
