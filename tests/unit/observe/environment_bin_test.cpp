// An nvcc in the environment's own bin: split packages, flat packages, a wrapper, or none of these.
#include "observe/observe.h"
#include "unit/support/toolkit_trees.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using testing::add_complete;
using testing::add_flat;
using testing::add_split;
using testing::nvcc_of;
using testing::system_at;
using testing::TempFolder;
using Detail = Request::Detail;
using Fault = BrokenToolkit::Fault;

constexpr const char* k_wrapper =
    "#!/bin/bash\n# nvcc_linux-64\n\"${CUDA_HOME}/bin/nvcc\" -ccbin \"${CXX}\" $@\n";

Facts facts_of(const TempFolder& temp, std::vector<std::string> entries = {},
               Detail detail = Detail::everything) {
  return observe(system_at(temp.path(), std::move(entries)), {.detail = detail, .prefix = "/e"});
}

bool has_flaw(const Toolkit& toolkit, Flaw::Kind kind) {
  return std::any_of(toolkit.flaws.begin(), toolkit.flaws.end(),
                     [&](const Flaw& flaw) { return flaw.kind == kind; });
}

// ---- split packages ---------------------------------------------------------------------------

// The nvcc says which machine it runs on, whatever machine this test or the resolver is made for.
TEST(SplitPackages, with_several_targets_take_the_one_of_nvccs_machine) {
  const std::pair<std::uint16_t, const char*> machines[] = {
      {EM_X86_64, "x86_64-linux"}, {EM_AARCH64, "sbsa-linux"}, {EM_PPC64, "ppc64le-linux"}};
  for (const auto& [machine, target] : machines) {
    const TempFolder temp;
    for (const char* other : {"aarch64-linux", "ppc64le-linux", "sbsa-linux", "x86_64-linux"}) {
      add_split(temp, "e", "12.4.131", other, machine);
    }
    for (const Detail detail : {Detail::activation, Detail::everything}) {
      const Facts facts = facts_of(temp, {}, detail);
      ASSERT_EQ(facts.toolkits.size(), 1U);
      EXPECT_EQ(facts.toolkits[0].include_folder, "/e/targets/" + std::string(target) + "/include");
    }
    const Toolkit toolkit = facts_of(temp).toolkits.at(0);
    EXPECT_EQ(toolkit.targets.size(), 4U);
    EXPECT_EQ(toolkit.targets.at(0), target);
    EXPECT_TRUE(toolkit.flaws.empty());
  }
}

TEST(SplitPackages, on_a_jetson_take_its_own_target) {
  const TempFolder temp;
  add_split(temp, "e", "12.9.86", "sbsa-linux", EM_AARCH64);
  add_split(temp, "e", "12.9.86", "aarch64-linux", EM_AARCH64);
  temp.file("etc/nv_tegra_release", "# R36\n");
  EXPECT_EQ(facts_of(temp).toolkits.at(0).include_folder, "/e/targets/aarch64-linux/include");
}

// A stand-in for nvcc tells no machine; the linker of the image does.
TEST(SplitPackages, take_the_target_of_the_image_where_nvcc_says_nothing) {
  const TempFolder temp;
  add_split(temp, "e", "12.4.131", "x86_64-linux");
  add_split(temp, "e", "12.4.131", "ppc64le-linux");
  temp.program("e/bin/nvcc", "#!/bin/sh\necho\n");
  temp.program("lib64/ld64.so.2");
  EXPECT_EQ(facts_of(temp).toolkits.at(0).include_folder, "/e/targets/ppc64le-linux/include");
}

TEST(SplitPackages, without_headers_are_a_toolkit_that_lacks_them) {
  const TempFolder temp;
  testing::add_programs(temp, "e", "12.4.131", testing::k_split_profile);
  temp.folder("e/targets/x86_64-linux/lib");
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_EQ(facts.toolkits[0].layout, Layout::split_packages);
  EXPECT_TRUE(has_flaw(facts.toolkits[0], Flaw::Kind::no_headers));
}

TEST(SplitPackages, have_no_use_for_version_files_in_the_environment) {
  const TempFolder temp;
  add_split(temp, "e", "12.4.131");
  temp.file("e/version.json", R"({"cuda": {"version": "9.9.9"}})");
  EXPECT_FALSE(facts_of(temp).toolkits.at(0).version);
}

TEST(SplitPackages, beside_cudatoolkit_dev_come_second) {
  const TempFolder temp;
  add_split(temp, "e", "12.4.131");
  add_complete(temp, "e/pkgs/cuda-toolkit", "11.7.99");
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.toolkits.size(), 2U);
  EXPECT_EQ(facts.toolkits[0].layout, Layout::cudatoolkit_dev);
  EXPECT_EQ(facts.toolkits[1].layout, Layout::split_packages);
}

// ---- flat packages ----------------------------------------------------------------------------

TEST(FlatPackages, are_the_environment_with_headers_of_its_own) {
  const TempFolder temp;
  add_flat(temp, "e", "11.8.89");
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.toolkits.size(), 1U);
  const Toolkit& toolkit = facts.toolkits[0];
  EXPECT_EQ(toolkit.layout, Layout::flat_packages);
  EXPECT_EQ(toolkit.root, "/e");
  EXPECT_EQ(toolkit.include_folder, "");
  EXPECT_EQ(toolkit.library_folder, "") << "the environment's lib is never on a list";
  EXPECT_FALSE(is_put_first(toolkit));
  EXPECT_EQ(toolkit.nvcc_version->text, "11.8.89");
  EXPECT_EQ(toolkit.headers_version->text, "11.8");
  EXPECT_TRUE(toolkit.flaws.empty());
}

TEST(FlatPackages, mixed_with_split_ones_are_told) {
  const TempFolder temp;
  add_split(temp, "e", "12.4.131");
  temp.file("e/include/cuda.h", "#define CUDA_VERSION 12010\n");
  const Toolkit toolkit = facts_of(temp).toolkits.at(0);
  EXPECT_EQ(toolkit.layout, Layout::split_packages);
  EXPECT_TRUE(has_flaw(toolkit, Flaw::Kind::mixed_packages));
}

// cudatoolkit-dev links its headers into include; that is no second layout.
TEST(FlatPackages, are_not_the_links_of_cudatoolkit_dev) {
  const TempFolder temp;
  add_complete(temp, "e/pkgs/cuda-toolkit", "11.7.99");
  add_split(temp, "e", "12.4.131");
  temp.link("e/include/cuda.h", "/e/pkgs/cuda-toolkit/include/cuda.h");
  for (const Toolkit& toolkit : facts_of(temp).toolkits) {
    EXPECT_FALSE(has_flaw(toolkit, Flaw::Kind::mixed_packages));
  }
}

// All links that its post-link script makes: the environment then looks like a toolkit itself.
TEST(CudatoolkitDev, with_its_links_in_bin_is_one_toolkit) {
  const TempFolder temp;
  add_complete(temp, "e/pkgs/cuda-toolkit", "11.7.99");
  temp.link("e/bin/nvcc", "/e/pkgs/cuda-toolkit/bin/nvcc");
  temp.link("e/bin/nvcc.profile", "/e/pkgs/cuda-toolkit/bin/nvcc.profile");
  temp.link("e/include/cuda.h", "/e/pkgs/cuda-toolkit/include/cuda.h");
  temp.link("e/nvvm", "/e/pkgs/cuda-toolkit/nvvm");
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_EQ(facts.toolkits[0].root, "/e/pkgs/cuda-toolkit");
  EXPECT_EQ(facts.toolkits[0].ways, std::vector<std::string>{"/e/bin/nvcc"});
  EXPECT_TRUE(facts.broken_toolkits.empty());
}

// In the base environment pkgs is conda's cache of packages.
TEST(CudatoolkitDev, in_base_lies_among_cached_packages) {
  const TempFolder temp;
  add_complete(temp, "e/pkgs/cuda-toolkit", "11.7.99");
  temp.file("e/pkgs/cuda-nvcc-12.4.131-0/bin/nvcc");
  temp.file("e/pkgs/urls.txt");
  EXPECT_EQ(facts_of(temp).toolkits.size(), 1U);
}

// ---- nvcc behind a lone link ------------------------------------------------------------------

TEST(LoneNvcc, that_is_a_link_into_another_toolkit_is_none_and_names_it) {
  const TempFolder temp;
  add_complete(temp, "usr/local/cuda-12.4", "12.4.131");
  temp.link("e/bin/nvcc", "/usr/local/cuda-12.4/bin/nvcc");
  for (const Detail detail : {Detail::activation, Detail::everything}) {
    const Facts facts = facts_of(temp, {}, detail);
    EXPECT_TRUE(facts.toolkits.empty());
    ASSERT_EQ(facts.broken_toolkits.size(), 1U);
    EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::nvcc_alone);
    EXPECT_EQ(facts.broken_toolkits[0].leads_to, "/usr/local/cuda-12.4");
  }
}

// Headers are there, and yet nvcc finds none: it looks beside the path it is called by.
TEST(LoneNvcc, beside_the_headers_of_split_packages_is_none_either) {
  const TempFolder temp;
  add_complete(temp, "usr/local/cuda-12.4", "12.4.131");
  testing::add_headers(temp, "e/targets/x86_64-linux/include", "12.4");
  temp.link("e/bin/nvcc", "/usr/local/cuda-12.4/bin/nvcc");
  EXPECT_TRUE(facts_of(temp).toolkits.empty());
}

TEST(LoneNvcc, that_is_a_file_is_none) {
  const TempFolder temp;
  temp.program("e/bin/nvcc", nvcc_of("12.4.131"));
  const Facts facts = facts_of(temp);
  EXPECT_TRUE(facts.toolkits.empty());
  ASSERT_EQ(facts.broken_toolkits.size(), 1U);
  EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::nvcc_alone);
  EXPECT_EQ(facts.broken_toolkits[0].leads_to, "");
}

TEST(LoneNvcc, that_cannot_be_run_is_told) {
  const TempFolder temp;
  temp.file("e/bin/nvcc");
  ASSERT_EQ(facts_of(temp).broken_toolkits.size(), 1U);
  EXPECT_EQ(facts_of(temp).broken_toolkits[0].fault, Fault::nvcc_unusable);
}

// ---- the wrapper ------------------------------------------------------------------------------

class Wrapper : public TempFolder {
 public:
  Wrapper() {
    program("e/bin/nvcc", k_wrapper);
    add_complete(*this, "usr/local/cuda-11.8", "11.8.89");
    file("usr/local/cuda-11.8/version.json", R"({"cuda": {"version": "11.8.20220929"}})");
  }
};

TEST(NvccWrapper, stands_for_the_toolkit_that_cuda_home_names) {
  const Wrapper temp;
  for (const Detail detail : {Detail::activation, Detail::everything}) {
    const Facts facts = facts_of(temp, {"CUDA_HOME=/usr/local/cuda-11.8"}, detail);
    ASSERT_EQ(facts.toolkits.size(), 1U);
    const Toolkit& toolkit = facts.toolkits[0];
    EXPECT_EQ(toolkit.layout, Layout::nvcc_wrapper);
    EXPECT_EQ(toolkit.origin, Origin::environment);
    EXPECT_EQ(toolkit.root, "/usr/local/cuda-11.8");
    EXPECT_EQ(toolkit.bin, "/e/bin");
    EXPECT_EQ(toolkit.real_nvcc, "/usr/local/cuda-11.8/bin/nvcc");
    EXPECT_FALSE(is_put_first(toolkit)) << "the wrapper adds the environment's compiler";
  }
  const Toolkit toolkit = facts_of(temp, {"CUDA_HOME=/usr/local/cuda-11.8"}).toolkits.at(0);
  EXPECT_EQ(toolkit.nvcc_version->evidence, "/usr/local/cuda-11.8/bin/nvcc");
  EXPECT_EQ(toolkit.version->text, "11.8") << "the third field is a date";
  EXPECT_TRUE(toolkit.flaws.empty());
}

TEST(NvccWrapper, is_never_a_toolkit_of_the_environment_itself) {
  const Wrapper temp;
  const std::pair<std::vector<std::string>, Fault> cases[] = {
      {{}, Fault::wrapper_unset},
      {{"CUDA_HOME="}, Fault::wrapper_unset},
      {{"CUDA_HOME=/e"}, Fault::wrapper_loops},
      {{"CUDA_HOME=/e/"}, Fault::wrapper_loops},
      {{"CUDA_HOME=/gone"}, Fault::wrapper_dangles}};
  for (const auto& [entries, fault] : cases) {
    for (const Detail detail : {Detail::activation, Detail::everything}) {
      const Facts facts = facts_of(temp, entries, detail);
      EXPECT_TRUE(facts.toolkits.empty());
      ASSERT_EQ(facts.broken_toolkits.size(), 1U);
      EXPECT_EQ(facts.broken_toolkits[0].fault, fault);
    }
  }
}

TEST(NvccWrapper, that_has_a_place_to_fall_back_to_takes_it) {
  const Wrapper temp;
  temp.program("e/bin/nvcc",
               "#!/bin/sh\nexec ${CUDA_HOME:-/usr/local/cuda-11.8}/bin/nvcc \"$@\"\n");
  EXPECT_EQ(facts_of(temp).toolkits.at(0).root, "/usr/local/cuda-11.8");
}

TEST(NvccWrapper, beside_headers_is_a_wrapper_all_the_same) {
  const Wrapper temp;
  testing::add_headers(temp, "e/targets/x86_64-linux/include", "11.8");
  EXPECT_TRUE(facts_of(temp).toolkits.empty());
}

// Our own switch exported CUDA_HOME; the user's own value is what the wrapper is resolved by.
TEST(NvccWrapper, is_not_resolved_by_what_we_exported_ourselves) {
  const Wrapper temp;
  Request request{.detail = Detail::activation, .prefix = "/e"};
  request.taken_back = {{"CUDA_HOME", std::nullopt}};
  const System system = system_at(temp.path(), {"CUDA_HOME=/other/pkgs/cuda-toolkit"});
  EXPECT_EQ(observe(system, request).broken_toolkits.at(0).fault, Fault::wrapper_unset);
  request.taken_back = {{"CUDA_HOME", "/usr/local/cuda-11.8"}};
  EXPECT_EQ(observe(system, request).toolkits.at(0).root, "/usr/local/cuda-11.8");
}

TEST(NvccWrapper, and_the_system_toolkit_behind_it_stay_two) {
  const Wrapper temp;
  Request request{.detail = Detail::activation, .prefix = "/e", .system = true};
  const System system = system_at(temp.path(), {"CUDA_HOME=/usr/local/cuda-11.8"});
  const Facts facts = observe(system, request);
  ASSERT_EQ(facts.toolkits.size(), 2U);
  EXPECT_EQ(facts.toolkits[1].layout, Layout::complete);
  EXPECT_TRUE(is_put_first(facts.toolkits[1]));
}

}  // namespace
}  // namespace ces
