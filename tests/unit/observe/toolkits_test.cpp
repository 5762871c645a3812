#include "observe/toolkits.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::machine;
using testing::system_at;
using testing::TempFolder;
using Detail = Request::Detail;
using Fault = BrokenToolkit::Fault;

constexpr const char* k_arguments = "e/bin/cudatoolkit-dev-extra-args.json";

// A prefix /e in a root of its own.
class Prefix : public TempFolder {
 public:
  [[nodiscard]] Facts facts(Detail detail = Detail::everything) const {
    Facts facts;
    facts.prefix = "/e";
    facts.prefix_exists = true;
    Request request;
    request.detail = detail;
    observe_toolkits(system_at(path()), request, facts);
    return facts;
  }
  [[nodiscard]] Toolkit versions(Toolkit toolkit, Detail detail = Detail::everything) const {
    observe_versions(system_at(path()), detail, toolkit);
    return toolkit;
  }
  void whole_cudatoolkit_dev() const {
    program("e/pkgs/cuda-toolkit/bin/nvcc");
    folder("e/pkgs/cuda-toolkit/lib64");
  }
  void whole_split_packages() const {
    program("e/bin/nvcc",
            "\x7f"
            "ELF");
    file("e/targets/x86_64-linux/include/cuda.h");
  }
};

// ---- cudatoolkit-dev --------------------------------------------------------------------------

TEST(CudatoolkitDev, is_a_complete_toolkit_in_pkgs) {
  const Prefix prefix;
  prefix.whole_cudatoolkit_dev();
  const Facts facts = prefix.facts();
  ASSERT_EQ(facts.toolkits.size(), 1U);
  const Toolkit& toolkit = facts.toolkits[0];
  EXPECT_EQ(toolkit.layout, Layout::cudatoolkit_dev);
  EXPECT_EQ(toolkit.root, "/e/pkgs/cuda-toolkit");
  EXPECT_EQ(toolkit.bin, "/e/pkgs/cuda-toolkit/bin");
  EXPECT_EQ(toolkit.library_folder, "/e/pkgs/cuda-toolkit/lib64");
  EXPECT_EQ(toolkit.include_folder, "");
  EXPECT_TRUE(is_put_first(toolkit));
  EXPECT_TRUE(facts.broken_toolkits.empty());
}

TEST(CudatoolkitDev, has_absolute_links_in_its_tree_and_in_bin) {
  const Prefix prefix;
  prefix.program("e/pkgs/cuda-toolkit/bin/nvcc");
  prefix.folder("e/pkgs/cuda-toolkit/targets/x86_64-linux/lib");
  prefix.link("e/pkgs/cuda-toolkit/lib64", "/e/pkgs/cuda-toolkit/targets/x86_64-linux/lib");
  prefix.link("e/bin/nvcc", "/e/pkgs/cuda-toolkit/bin/nvcc");
  const Facts facts = prefix.facts();
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_EQ(facts.toolkits[0].library_folder, "/e/pkgs/cuda-toolkit/lib64");
}

TEST(CudatoolkitDev, without_lib64_has_its_libraries_in_lib) {
  const Prefix prefix;
  prefix.program("e/pkgs/cuda-toolkit/bin/nvcc");
  prefix.file("e/pkgs/cuda-toolkit/lib/libcudart.so");
  EXPECT_EQ(prefix.facts().toolkits.at(0).library_folder, "/e/pkgs/cuda-toolkit/lib");
}

TEST(CudatoolkitDev, with_only_lib64_and_lib_looping_is_found_in_time) {
  const Prefix prefix;
  prefix.program("e/pkgs/cuda-toolkit/bin/nvcc");
  prefix.folder("e/pkgs/cuda-toolkit/lib64");
  prefix.folder("e/lib");
  prefix.link("e/lib/lib", "lib");
  prefix.link("e/lib64", "lib");
  const Facts facts = prefix.facts();
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_TRUE(facts.broken_toolkits.empty());
}

TEST(CudatoolkitDev, whose_own_lib_loops_falls_back_to_lib64) {
  const Prefix prefix;
  prefix.program("e/pkgs/cuda-toolkit/bin/nvcc");
  prefix.link("e/pkgs/cuda-toolkit/lib", "lib");
  EXPECT_EQ(prefix.facts().toolkits.at(0).library_folder, "/e/pkgs/cuda-toolkit/lib64");
}

TEST(CudatoolkitDev, with_its_record_but_without_its_tree_is_broken) {
  const Prefix prefix;
  prefix.file(k_arguments, "{}");
  for (const Detail detail : {Detail::activation, Detail::everything}) {
    const Facts facts = prefix.facts(detail);
    EXPECT_TRUE(facts.toolkits.empty());
    ASSERT_EQ(facts.broken_toolkits.size(), 1U);
    EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::tree_missing);
    EXPECT_EQ(facts.broken_toolkits[0].path, "/e/pkgs/cuda-toolkit");
    EXPECT_EQ(facts.broken_toolkits[0].evidence, "/e/bin/cudatoolkit-dev-extra-args.json");
  }
}

TEST(CudatoolkitDev, is_recorded_in_conda_meta_too_where_people_ask) {
  const Prefix prefix;
  prefix.file("e/conda-meta/cudatoolkit-dev-11.7.0-h1de0b5d_6.json", "{}");
  prefix.file("e/conda-meta/history");
  EXPECT_TRUE(prefix.facts(Detail::activation).broken_toolkits.empty());
  const Facts facts = prefix.facts(Detail::everything);
  ASSERT_EQ(facts.broken_toolkits.size(), 1U);
  EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::tree_missing);
  EXPECT_EQ(facts.broken_toolkits[0].evidence,
            "/e/conda-meta/cudatoolkit-dev-11.7.0-h1de0b5d_6.json");
}

TEST(CudatoolkitDev, is_not_recorded_by_other_packages) {
  const Prefix prefix;
  prefix.file("e/conda-meta/cudatoolkit-11.8.0-h6a678d5_0.json", "{}");
  prefix.file("e/conda-meta/cudatoolkit-dev-11.7.0.txt", "");
  EXPECT_TRUE(prefix.facts().broken_toolkits.empty());
}

// The second installation deletes the tree and leaves bin/nvcc, an absolute link, dangling.
TEST(CudatoolkitDev, that_was_installed_twice_is_one_fault_and_not_two) {
  const Prefix prefix;
  prefix.file(k_arguments, "{}");
  prefix.link("e/bin/nvcc", "/e/pkgs/cuda-toolkit/bin/nvcc");
  const Facts facts = prefix.facts();
  ASSERT_EQ(facts.broken_toolkits.size(), 1U);
  EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::tree_missing);
}

TEST(CudatoolkitDev, that_was_removed_leaves_a_dangling_nvcc) {
  const Prefix prefix;
  prefix.link("e/bin/nvcc", "/e/pkgs/cuda-toolkit/bin/nvcc");
  const Facts facts = prefix.facts();
  ASSERT_EQ(facts.broken_toolkits.size(), 1U);
  EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::nvcc_dangling);
  EXPECT_EQ(facts.broken_toolkits[0].path, "/e/bin/nvcc");
}

TEST(CudatoolkitDev, whose_own_nvcc_dangles_is_broken) {
  const Prefix prefix;
  prefix.link("e/pkgs/cuda-toolkit/bin/nvcc", "/gone");
  const Facts facts = prefix.facts();
  ASSERT_EQ(facts.broken_toolkits.size(), 1U);
  EXPECT_EQ(facts.broken_toolkits[0].fault, Fault::nvcc_dangling);
  EXPECT_EQ(facts.broken_toolkits[0].path, "/e/pkgs/cuda-toolkit/bin/nvcc");
}

TEST(CudatoolkitDev, whose_nvcc_is_no_program_is_broken) {
  {
    const Prefix prefix;
    prefix.file("e/pkgs/cuda-toolkit/bin/nvcc");
    ASSERT_EQ(prefix.facts().broken_toolkits.size(), 1U);
    EXPECT_EQ(prefix.facts().broken_toolkits[0].fault, Fault::nvcc_unusable);
  }
  const Prefix prefix;
  prefix.folder("e/pkgs/cuda-toolkit/bin/nvcc");
  ASSERT_EQ(prefix.facts().broken_toolkits.size(), 1U);
  EXPECT_EQ(prefix.facts().broken_toolkits[0].fault, Fault::nvcc_unusable);
}

TEST(CudatoolkitDev, that_is_a_fifo_is_not_opened) {
  const Prefix prefix;
  prefix.fifo("e/pkgs/cuda-toolkit/bin/nvcc");
  EXPECT_TRUE(prefix.facts().toolkits.empty());
}

TEST(NoToolkit, is_no_fault) {
  const Prefix prefix;
  prefix.folder("e");
  const Facts facts = prefix.facts();
  EXPECT_TRUE(facts.toolkits.empty());
  EXPECT_TRUE(facts.broken_toolkits.empty());
}

// ---- split packages ---------------------------------------------------------------------------

TEST(SplitPackages, are_the_environment_itself) {
  const Prefix prefix;
  prefix.whole_split_packages();
  const Facts facts = prefix.facts();
  ASSERT_EQ(facts.toolkits.size(), 1U);
  const Toolkit& toolkit = facts.toolkits[0];
  EXPECT_EQ(toolkit.layout, Layout::split_packages);
  EXPECT_EQ(toolkit.root, "/e");
  EXPECT_EQ(toolkit.bin, "/e/bin");
  EXPECT_EQ(toolkit.library_folder, "");
  EXPECT_EQ(toolkit.include_folder, "/e/targets/x86_64-linux/include");
  EXPECT_FALSE(is_put_first(toolkit));
}

TEST(SplitPackages, of_another_machine_have_another_target) {
  for (const char* target : {"sbsa-linux", "aarch64-linux", "ppc64le-linux"}) {
    const Prefix prefix;
    prefix.program("e/bin/nvcc",
                   "\x7f"
                   "ELF");
    prefix.file("e/targets/" + std::string(target) + "/include/cuda.h");
    EXPECT_EQ(prefix.facts().toolkits.at(0).include_folder,
              "/e/targets/" + std::string(target) + "/include");
  }
}

TEST(SplitPackages, with_several_targets_take_this_machines) {
  const Prefix prefix;
  prefix.program("e/bin/nvcc",
                 "\x7f"
                 "ELF");
  for (const char* target : {"aarch64-linux", "ppc64le-linux", "sbsa-linux", "x86_64-linux"}) {
    prefix.file("e/targets/" + std::string(target) + "/include/cuda.h");
  }
#if defined(__aarch64__)
  const std::string own = "sbsa-linux";
#elif defined(__powerpc64__)
  const std::string own = "ppc64le-linux";
#else
  const std::string own = "x86_64-linux";
#endif
  EXPECT_EQ(prefix.facts().toolkits.at(0).include_folder, "/e/targets/" + own + "/include");
}

TEST(SplitPackages, need_headers) {
  const Prefix prefix;
  prefix.program("e/bin/nvcc",
                 "\x7f"
                 "ELF");
  prefix.folder("e/targets/x86_64-linux/lib");
  EXPECT_TRUE(prefix.facts().toolkits.empty());
}

TEST(SplitPackages, need_an_nvcc) {
  const Prefix prefix;
  prefix.file("e/targets/x86_64-linux/include/cuda.h");
  prefix.file("e/targets/x86_64-linux/lib/libcudart.so");
  EXPECT_TRUE(prefix.facts().toolkits.empty());
  EXPECT_TRUE(prefix.facts().broken_toolkits.empty());
}

TEST(SplitPackages, are_not_the_script_that_hands_over_to_cuda_home) {
  const Prefix prefix;
  prefix.program("e/bin/nvcc", "#!/bin/bash\n\"${CUDA_HOME}/bin/nvcc\" \"$@\"\n");
  prefix.file("e/targets/x86_64-linux/include/cuda.h");
  EXPECT_TRUE(prefix.facts().toolkits.empty());
}

TEST(SplitPackages, come_behind_cudatoolkit_dev_and_activation_asks_no_further) {
  const Prefix prefix;
  prefix.whole_cudatoolkit_dev();
  prefix.whole_split_packages();
  const Facts everything = prefix.facts(Detail::everything);
  ASSERT_EQ(everything.toolkits.size(), 2U);
  EXPECT_EQ(everything.toolkits[0].layout, Layout::cudatoolkit_dev);
  EXPECT_EQ(everything.toolkits[1].layout, Layout::split_packages);
  EXPECT_EQ(prefix.facts(Detail::activation).toolkits.size(), 1U);
}

TEST(SplitPackages, stand_in_for_a_cudatoolkit_dev_that_is_broken) {
  const Prefix prefix;
  prefix.file(k_arguments, "{}");
  prefix.whole_split_packages();
  const Facts facts = prefix.facts(Detail::activation);
  ASSERT_EQ(facts.toolkits.size(), 1U);
  EXPECT_EQ(facts.toolkits[0].layout, Layout::split_packages);
  EXPECT_EQ(facts.broken_toolkits.size(), 1U);
}

// ---- versions ---------------------------------------------------------------------------------

TEST(Versions, of_a_complete_toolkit_come_from_version_json) {
  const Prefix prefix;
  prefix.whole_cudatoolkit_dev();
  prefix.file("e/pkgs/cuda-toolkit/version.json",
              R"({"cuda": {"version": "11.7.1"}, "cuda_nvcc": {"version": "11.7.99"}})");
  prefix.file("e/pkgs/cuda-toolkit/version.txt", "CUDA Version 9.9.9\n");
  const Toolkit toolkit = prefix.versions(prefix.facts().toolkits.at(0), Detail::activation);
  ASSERT_TRUE(toolkit.version && toolkit.nvcc_version);
  EXPECT_EQ(toolkit.version->text, "11.7.1");
  EXPECT_EQ(toolkit.version->evidence, "/e/pkgs/cuda-toolkit/version.json");
  EXPECT_EQ(toolkit.nvcc_version->text, "11.7.99");
  EXPECT_FALSE(toolkit.headers_version) << "activation has no need to read the headers";
}

TEST(Versions, of_an_old_toolkit_come_from_version_txt) {
  const Prefix prefix;
  prefix.whole_cudatoolkit_dev();
  prefix.file("e/pkgs/cuda-toolkit/version.txt", "CUDA Version 10.1.243\n");
  const Toolkit toolkit = prefix.versions(prefix.facts().toolkits.at(0));
  ASSERT_TRUE(toolkit.version);
  EXPECT_EQ(toolkit.version->text, "10.1.243");
  EXPECT_EQ(toolkit.version->evidence, "/e/pkgs/cuda-toolkit/version.txt");
}

TEST(Versions, are_asked_further_where_version_json_is_garbage) {
  const Prefix prefix;
  prefix.whole_cudatoolkit_dev();
  prefix.file("e/pkgs/cuda-toolkit/version.json", "{\"cuda\": 1");
  prefix.file("e/pkgs/cuda-toolkit/version.txt", "CUDA Version 11.0.3\n");
  EXPECT_EQ(prefix.versions(prefix.facts().toolkits.at(0)).version->text, "11.0.3");
}

TEST(Versions, of_split_packages_come_from_nvcc_and_from_the_headers) {
  const Prefix prefix;
  prefix.program("e/bin/nvcc", "#!/bin/sh\necho 'Cuda compilation tools, release 12.4, V12.4.131'");
  prefix.file("e/targets/x86_64-linux/include/cuda.h", "#define CUDA_VERSION 12060\n");
  const Toolkit shown = prefix.versions(prefix.facts().toolkits.at(0));
  EXPECT_FALSE(shown.version);
  ASSERT_TRUE(shown.nvcc_version && shown.headers_version);
  EXPECT_EQ(shown.nvcc_version->text, "12.4.131");
  EXPECT_EQ(shown.nvcc_version->evidence, "/e/bin/nvcc");
  EXPECT_EQ(shown.headers_version->version, Version(12, 6));
  EXPECT_EQ(shown.headers_version->evidence, "/e/targets/x86_64-linux/include/cuda.h");
  const Toolkit quick = prefix.versions(prefix.facts().toolkits.at(0), Detail::activation);
  EXPECT_TRUE(quick.nvcc_version);
  EXPECT_FALSE(quick.headers_version);
}

TEST(Versions, come_from_the_headers_where_nvcc_says_nothing) {
  const Prefix prefix;
  prefix.whole_split_packages();
  prefix.file("e/targets/x86_64-linux/include/cuda.h", "#define CUDA_VERSION 12060\n");
  const Toolkit toolkit = prefix.versions(prefix.facts().toolkits.at(0), Detail::activation);
  EXPECT_FALSE(toolkit.nvcc_version);
  ASSERT_TRUE(toolkit.headers_version);
  EXPECT_EQ(toolkit.headers_version->version, Version(12, 6));
}

TEST(Versions, come_from_the_runtimes_header_where_cuda_h_says_nothing) {
  const Prefix prefix;
  prefix.whole_split_packages();
  prefix.file("e/targets/x86_64-linux/include/cuda_runtime_api.h",
              "#define CUDART_VERSION 12060\n");
  const Toolkit toolkit = prefix.versions(prefix.facts().toolkits.at(0));
  ASSERT_TRUE(toolkit.headers_version);
  EXPECT_EQ(toolkit.headers_version->evidence,
            "/e/targets/x86_64-linux/include/cuda_runtime_api.h");
}

TEST(Versions, that_stand_nowhere_are_unknown) {
  const Prefix prefix;
  prefix.whole_split_packages();
  prefix.fifo("e/version.json");
  const Toolkit toolkit = prefix.versions(prefix.facts().toolkits.at(0));
  EXPECT_FALSE(toolkit.version || toolkit.nvcc_version || toolkit.headers_version);
}

TEST(Versions, in_a_header_are_read_up_to_256_KiB) {
  const std::string define = "#define CUDA_VERSION 12060\n";
  const Prefix prefix;
  prefix.whole_split_packages();
  prefix.file("e/targets/x86_64-linux/include/cuda.h",
              std::string(256 * 1024 - define.size(), ' ') + define);
  EXPECT_TRUE(prefix.versions(prefix.facts().toolkits.at(0)).headers_version);
  prefix.file("e/targets/x86_64-linux/include/cuda.h", std::string(256 * 1024, ' ') + define);
  EXPECT_FALSE(prefix.versions(prefix.facts().toolkits.at(0)).headers_version);
}

TEST(LayoutName, is_a_word_for_every_layout) {
  EXPECT_EQ(layout_name(Layout::cudatoolkit_dev), "cudatoolkit-dev");
  EXPECT_EQ(layout_name(Layout::split_packages), "split-packages");
}

}  // namespace
}  // namespace ces
