// The machine's own toolkits.
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
using testing::contains;
using testing::nvcc_of;
using testing::system_at;
using testing::TempFolder;
using Detail = Request::Detail;
using Roots = std::vector<std::string>;

Facts facts_of(const TempFolder& temp, std::vector<std::string> entries = {},
               Detail detail = Detail::activation) {
  return observe(system_at(temp.path(), std::move(entries)), {.detail = detail, .system = true});
}

Roots roots_of(const Facts& facts) {
  Roots roots;
  for (const Toolkit& toolkit : facts.toolkits) {
    EXPECT_EQ(toolkit.origin, Origin::system) << toolkit.root;
    roots.push_back(toolkit.root);
  }
  return roots;
}

TEST(SystemToolkits, are_looked_for_only_where_they_are_asked_for) {
  const TempFolder temp;
  add_complete(temp, "usr/local/cuda-12.4", "12.4.131");
  EXPECT_EQ(roots_of(facts_of(temp)), Roots{"/usr/local/cuda-12.4"});
  for (const Detail detail : {Detail::activation, Detail::everything}) {
    const Facts facts =
        observe(system_at(temp.path(), {"CUDA_HOME=/usr/local/cuda-12.4"}), {.detail = detail});
    EXPECT_TRUE(facts.toolkits.empty());
  }
}

// ---- NVIDIA's installer -----------------------------------------------------------------------

TEST(CompleteToolkits, side_by_side_come_newest_first_behind_the_administrators_choice) {
  const TempFolder temp;
  for (const char* version : {"9.2", "11.8", "12.4", "12.10"}) {
    add_complete(temp, "usr/local/cuda-" + std::string(version), std::string(version) + ".1");
  }
  temp.link("usr/local/cuda", "/etc/alternatives/cuda");
  temp.link("etc/alternatives/cuda", "/usr/local/cuda-12.4");
  temp.link("usr/local/cuda-12", "/etc/alternatives/cuda-12");
  temp.link("etc/alternatives/cuda-12", "/usr/local/cuda-12.10");
  const Facts facts = facts_of(temp);
  EXPECT_EQ(roots_of(facts), (Roots{"/usr/local/cuda-12.4", "/usr/local/cuda-12.10",
                                    "/usr/local/cuda-11.8", "/usr/local/cuda-9.2"}));
  EXPECT_EQ(facts.toolkits[0].ways, Roots{"/usr/local/cuda"});
  EXPECT_EQ(facts.toolkits[1].ways, Roots{"/usr/local/cuda-12"});
}

TEST(CompleteToolkits, have_a_bin_of_their_own_and_libraries_to_be_found) {
  const TempFolder temp;
  add_complete(temp, "opt/cuda", "12.4.131");
  const Toolkit toolkit = facts_of(temp, {}, Detail::everything).toolkits.at(0);
  EXPECT_EQ(toolkit.layout, Layout::complete);
  EXPECT_EQ(toolkit.root, "/opt/cuda");
  EXPECT_TRUE(is_put_first(toolkit));
  EXPECT_EQ(toolkit.library_folder, "/opt/cuda/lib64");
  EXPECT_EQ(toolkit.include_folder, "");
  EXPECT_TRUE(toolkit.flaws.empty());
}

TEST(CompleteToolkits, without_an_nvcc_that_runs_are_none) {
  const TempFolder temp;
  temp.file("usr/local/cuda-12.4/bin/nvcc");
  temp.folder("usr/local/cuda-12.3/bin/nvcc");
  temp.link("usr/local/cuda-12.2/bin/nvcc", "/gone");
  temp.file("usr/local/cuda-12.1/include/cuda.h");
  temp.program("usr/local/cuda-old/bin/nvcc");
  temp.link("usr/local/cuda", "cuda");
  EXPECT_EQ(roots_of(facts_of(temp)), Roots{});
}

TEST(CompleteToolkits, of_a_jetson_have_its_target) {
  const TempFolder temp;
  testing::add_programs(temp, "usr/local/cuda-12.6", "12.6.68", testing::k_profile, EM_AARCH64);
  testing::add_headers(temp, "usr/local/cuda-12.6/targets/aarch64-linux/include", "12.6");
  temp.file("usr/local/cuda-12.6/targets/aarch64-linux/lib/libcudart.so.12.6.68");
  temp.link("usr/local/cuda-12.6/include", "targets/aarch64-linux/include");
  temp.link("usr/local/cuda-12.6/lib64", "targets/aarch64-linux/lib");
  temp.file("etc/nv_tegra_release", "# R36\n");
  const Toolkit toolkit = facts_of(temp, {}, Detail::everything).toolkits.at(0);
  EXPECT_EQ(toolkit.layout, Layout::complete) << "headers below targets alone would be split";
  EXPECT_EQ(toolkit.targets, Roots{"aarch64-linux"});
  EXPECT_EQ(toolkit.library_folder, "/usr/local/cuda-12.6/lib64");
  EXPECT_TRUE(toolkit.flaws.empty());
}

// ---- variables of modules and users -----------------------------------------------------------

TEST(ToolkitsByVariable, come_first_as_the_user_spells_them) {
  for (const char* variable :
       {"CUDA_HOME", "CUDA_PATH", "CUDA_ROOT", "EBROOTCUDA", "NVHPC_CUDA_HOME"}) {
    const TempFolder temp;
    add_complete(temp, "sw/cuda/12.1", "12.1.66");
    add_complete(temp, "usr/local/cuda-12.4", "12.4.131");
    temp.link("sw/default", "cuda/12.1");
    const Facts facts = facts_of(temp, {std::string(variable) + "=/sw/default"});
    EXPECT_EQ(roots_of(facts), (Roots{"/sw/default", "/usr/local/cuda-12.4"})) << variable;
    EXPECT_EQ(facts.toolkits[0].ways, Roots{variable});
  }
}

TEST(ToolkitsByVariable, are_listed_once_with_every_variable) {
  const TempFolder temp;
  add_complete(temp, "usr/local/cuda-12.4", "12.4.131");
  temp.link("usr/local/cuda", "cuda-12.4");
  const Facts facts = facts_of(temp, {"CUDA_HOME=/usr/local/cuda", "CUDA_PATH=/usr/local/cuda-12.4",
                                      "PATH=/usr/local/cuda/bin:/usr/bin"});
  EXPECT_EQ(roots_of(facts), Roots{"/usr/local/cuda"});
  EXPECT_EQ(facts.toolkits[0].ways,
            (Roots{"CUDA_HOME", "/usr/local/cuda-12.4/bin/nvcc", "CUDA_PATH", "/usr/local/cuda"}));
}

TEST(ToolkitsByVariable, are_not_our_own) {
  const TempFolder temp;
  add_complete(temp, "e/pkgs/cuda-toolkit", "11.7.99");
  const System system = system_at(
      temp.path(), {"CUDA_HOME=/e/pkgs/cuda-toolkit", "PATH=/e/pkgs/cuda-toolkit/bin:/usr/bin"});
  Request request{.system = true};
  EXPECT_EQ(observe(system, request).toolkits.size(), 1U);
  request.taken_back = {{"CUDA_HOME", std::nullopt}, {"PATH", "/usr/bin"}};
  EXPECT_TRUE(observe(system, request).toolkits.empty());
}

TEST(ToolkitsByVariable, that_lead_nowhere_are_passed_over) {
  const TempFolder temp;
  temp.folder("usr/lib/cuda/bin");
  const Facts facts =
      facts_of(temp, {"CUDA_HOME=/gone", "CUDA_PATH=relative", "CUDA_ROOT=/usr/lib/cuda"});
  EXPECT_TRUE(facts.toolkits.empty());
}

// ---- distributions ----------------------------------------------------------------------------

class Debian : public TempFolder {
 public:
  Debian() {
    program("usr/bin/nvcc",
            "#!/bin/sh\n# Debian's\nexec /usr/lib/nvidia-cuda-toolkit/bin/nvcc \"$@\"\n");
    program("usr/lib/nvidia-cuda-toolkit/bin/nvcc", nvcc_of("11.8.89"));
    program("usr/lib/nvidia-cuda-toolkit/bin/cicc", nvcc_of("11.8.89"));
    program("usr/bin/ptxas", nvcc_of("11.8.89"));
    file("etc/nvcc.profile",
         "NVVMIR_LIBRARY_DIR = /usr/lib/nvidia-cuda-toolkit/libdevice\n"
         "LIBRARIES =+ $(_SPACE_) \"-L/usr/lib/x86_64-linux-gnu/stubs\"\n");
    link("usr/lib/nvidia-cuda-toolkit/bin/nvcc.profile", "/etc/nvcc.profile");
    testing::add_headers(*this, "usr/include", "11.8");
    folder("usr/lib/cuda/bin");
    folder("usr/lib/cuda/lib64");
    link("usr/lib/cuda/include/cuda.h", "../../../include/cuda.h");
  }
};

TEST(DistributionPackages, of_debian_are_usr_and_not_the_decoy) {
  const Debian temp;
  const Facts facts = facts_of(temp, {"PATH=/usr/local/bin:/usr/bin:/bin"}, Detail::everything);
  EXPECT_EQ(roots_of(facts), Roots{"/usr"});
  const Toolkit& toolkit = facts.toolkits[0];
  EXPECT_EQ(toolkit.layout, Layout::distribution);
  EXPECT_EQ(toolkit.nvcc, "/usr/bin/nvcc");
  EXPECT_EQ(toolkit.real_nvcc, "/usr/lib/nvidia-cuda-toolkit/bin/nvcc");
  EXPECT_EQ(toolkit.nvcc_version->text, "11.8.89");
  EXPECT_EQ(toolkit.nvcc_version->evidence, "/usr/lib/nvidia-cuda-toolkit/bin/nvcc");
  EXPECT_EQ(toolkit.headers_version->evidence, "/usr/include/cuda.h");
  EXPECT_EQ(toolkit.library_folder, "");
  EXPECT_EQ(toolkit.include_folder, "");
  EXPECT_FALSE(is_put_first(toolkit)) << "/usr/bin has every other program too";
  EXPECT_TRUE(toolkit.flaws.empty());
}

TEST(DistributionPackages, of_debian_by_the_decoys_path_name_the_right_one) {
  const Debian temp;
  const Facts facts = observe(system_at(temp.path()), {.roots = {"/usr/lib/cuda"}});
  EXPECT_TRUE(facts.toolkits.empty());
  ASSERT_EQ(facts.broken_toolkits.size(), 1U);
  EXPECT_EQ(facts.broken_toolkits[0].fault, BrokenToolkit::Fault::no_nvcc);
  EXPECT_EQ(facts.broken_toolkits[0].leads_to, "/usr");
}

TEST(DistributionPackages, of_fedora_have_headers_in_a_folder_of_their_own) {
  const TempFolder temp;
  temp.program("usr/bin/nvcc", nvcc_of("12.4.131"));
  temp.file("usr/include/cuda/cuda.h", "#define CUDA_VERSION 12040\n");
  const Toolkit toolkit = facts_of(temp, {}, Detail::everything).toolkits.at(0);
  EXPECT_EQ(toolkit.layout, Layout::distribution);
  EXPECT_EQ(toolkit.root, "/usr");
  EXPECT_EQ(toolkit.include_folder, "/usr/include/cuda");
  EXPECT_EQ(toolkit.headers_version->text, "12.4");
}

TEST(DistributionPackages, are_not_a_link_of_the_administrators) {
  const TempFolder temp;
  add_complete(temp, "usr/local/cuda-12.4", "12.4.131");
  temp.link("usr/bin/nvcc", "/usr/local/cuda-12.4/bin/nvcc");
  const Facts facts = facts_of(temp, {"PATH=/usr/bin"});
  EXPECT_EQ(roots_of(facts), Roots{"/usr/local/cuda-12.4"});
}

// ---- wrappers and PATH ------------------------------------------------------------------------

TEST(ToolkitsOnPath, are_found_through_an_administrators_script) {
  const TempFolder temp;
  add_complete(temp, "sw/cuda/12.1", "12.1.66");
  temp.program("usr/local/bin/nvcc", "#!/bin/sh\nexec ccache /sw/cuda/12.1/bin/nvcc \"$@\"\n");
  const Facts facts = facts_of(temp);
  EXPECT_EQ(roots_of(facts), Roots{"/sw/cuda/12.1"});
  EXPECT_EQ(facts.toolkits[0].ways, Roots{"/usr/local/bin/nvcc"});
}

TEST(ToolkitsOnPath, are_found_where_a_module_set_path_alone) {
  const TempFolder temp;
  add_complete(temp, "sw/cuda/12.1", "12.1.66");
  EXPECT_EQ(roots_of(facts_of(temp, {"PATH=relative:/sw/cuda/12.1/bin:/usr/bin"})),
            Roots{"/sw/cuda/12.1"});
}

TEST(ToolkitsOnPath, are_none_of_an_environments) {
  const TempFolder temp;
  testing::add_split(temp, "other", "12.4.131");
  EXPECT_EQ(roots_of(facts_of(temp, {"PATH=/other/bin:/usr/bin"})), Roots{});
}

// A script in the toolkit's own bin, such as one that adds a compiler cache.
TEST(CompleteToolkits, whose_nvcc_is_a_script_name_the_program_behind_it) {
  const TempFolder temp;
  add_complete(temp, "opt/cuda", "12.4.131");
  temp.program("opt/cuda/bin/nvcc.real", nvcc_of("12.4.131"));
  temp.program("opt/cuda/bin/nvcc", "#!/bin/sh\nexec /opt/cuda/real/nvcc \"$@\"\n");
  temp.program("opt/cuda/real/nvcc", nvcc_of("12.4.131"));
  const Toolkit toolkit = facts_of(temp, {}, Detail::everything).toolkits.at(0);
  EXPECT_TRUE(toolkit.nvcc_is_script);
  EXPECT_EQ(toolkit.real_nvcc, "/opt/cuda/real/nvcc");
  EXPECT_EQ(toolkit.nvcc_version->text, "12.4.131");
}

TEST(CompleteToolkits, whose_nvcc_is_a_script_that_tells_nothing_are_said_to_have_one) {
  const TempFolder temp;
  temp.program("opt/cuda/bin/nvcc", "#!/bin/sh\nexec \"$(dirname \"$0\")\"/hidden \"$@\"\n");
  const Toolkit toolkit = facts_of(temp).toolkits.at(0);
  EXPECT_TRUE(toolkit.nvcc_is_script);
  EXPECT_EQ(toolkit.real_nvcc, "");
}

// ---- the HPC SDK ------------------------------------------------------------------------------

constexpr const char* k_sdk = "opt/nvidia/hpc_sdk/Linux_x86_64/24.5";

class HpcSdk : public TempFolder {
 public:
  HpcSdk() {
    const std::string sdk = k_sdk;
    add_complete(*this, sdk + "/cuda/11.8", "11.8.89");
    add_complete(*this, sdk + "/cuda/12.4", "12.4.131");
    link(sdk + "/cuda/bin", "12.4/bin");
    program(sdk + "/compilers/bin/nvcc",
            "#!/bin/sh\nexec /" + sdk + "/cuda/12.4/bin/nvcc \"$@\"\n");
    link("opt/nvidia/hpc_sdk/Linux_x86_64/2024", "24.5");
  }
};

TEST(HpcSdk, has_a_toolkit_per_release) {
  const HpcSdk temp;
  const Facts facts = facts_of(temp);
  ASSERT_EQ(facts.toolkits.size(), 2U);
  EXPECT_EQ(facts.toolkits[0].layout, Layout::hpc_sdk);
  EXPECT_TRUE(facts.toolkits[0].root.ends_with("/cuda/12.4")) << facts.toolkits[0].root;
  EXPECT_TRUE(facts.toolkits[1].root.ends_with("/cuda/11.8"));
  EXPECT_TRUE(facts.toolkits[0].library_folder.ends_with("/cuda/12.4/lib64"));
  EXPECT_TRUE(is_put_first(facts.toolkits[0]));
}

TEST(HpcSdk, by_its_modules_variables_and_path_is_the_same) {
  const HpcSdk temp;
  const std::string sdk = std::string("/") + k_sdk;
  const Facts facts =
      facts_of(temp, {"NVHPC_ROOT=" + sdk, "PATH=" + sdk + "/compilers/bin:/usr/bin"});
  ASSERT_EQ(facts.toolkits.size(), 2U);
  EXPECT_EQ(facts.toolkits[0].root, sdk + "/cuda/12.4");
  EXPECT_EQ(facts.toolkits[0].layout, Layout::hpc_sdk);
  EXPECT_EQ(facts.toolkits[0].ways.at(0), "NVHPC_ROOT");
}

}  // namespace
}  // namespace ces
