// What is wrong with toolkits, on folders that are broken the way real ones are.
#include "judge/toolkit_findings.h"

#include "judge/diagnosis.h"
#include "judge/environment_kind.h"
#include "observe/observe.h"
#include "unit/support/shell_model.h"
#include "unit/support/toolkit_trees.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using testing::codes_of;
using testing::contains;
using testing::nvcc_of;
using testing::system_at;
using testing::TempFolder;
using Codes = std::vector<std::string>;

// Return a configuration in which the wheels of the environment count, or do not.
Configuration with_wheels(bool wheels) {
  Configuration configuration;
  configuration.settings.wheels.value = wheels;
  return configuration;
}

std::vector<Finding> findings_of(const TempFolder& temp, std::vector<std::string> entries = {},
                                 bool wheels = false) {
  temp.folder("e");
  const Facts facts =
      observe(system_at(temp.path(), std::move(entries)),
              {.detail = Request::Detail::everything, .prefix = "/e", .wheels = wheels});
  return diagnose(facts, compat::builtin_tables(), with_wheels(wheels)).findings;
}

std::string record(const std::string& name, const std::string& version) {
  return R"({"name": ")" + name + R"(", "version": ")" + version + R"("})";
}

TEST(ToolkitFindings, of_whole_toolkits_are_none) {
  for (const auto add :
       {testing::add_split, +[](const TempFolder&temp, const std::string&prefix,
                                const std::string&version, const std::string&, std::uint16_t) {
          testing::add_complete(temp, prefix + "/pkgs/cuda-toolkit", version);
        }}) {
    const TempFolder temp;
    add(temp, "e", "12.4.131", "x86_64-linux", EM_X86_64);
    EXPECT_EQ(codes_of(findings_of(temp)), Codes{});
  }
}

TEST(ToolkitFindings, name_the_part_that_is_missing_and_the_package_that_has_it) {
  const std::vector<std::vector<std::string>> cases = {
      {"nvvm", "CES207", "cicc is missing", "conda install cuda-nvvm-tools"},
      {"bin/ptxas", "CES207", "ptxas is missing", "conda install cuda-nvcc-tools"},
      {"targets/x86_64-linux/include", "CES208", "cuda_runtime.h is missing",
       "conda install cuda-cudart-dev"},
      {"targets/x86_64-linux/include/crt", "CES208", "crt/host_config.h is missing",
       "conda install cuda-crt"},
      {"targets/x86_64-linux/lib", "CES209", "does not link", "conda install cuda-cudart-dev"},
      {"bin/nvcc.profile", "CES206", "has no nvcc.profile beside it", "install the toolkit again"}};
  for (const auto& expected : cases) {
    const TempFolder temp;
    testing::add_split(temp, "e", "12.4.131");
    std::filesystem::remove_all(temp.path("e/" + expected[0]));
    const auto findings = findings_of(temp);
    ASSERT_EQ(codes_of(findings), Codes{expected[1]}) << expected[0];
    EXPECT_EQ(findings[0].kind->severity, Severity::warning);
    EXPECT_TRUE(contains(findings[0].what, expected[2])) << findings[0].what;
    EXPECT_TRUE(contains(findings[0].remedy, expected[3])) << findings[0].remedy;
    EXPECT_FALSE(findings[0].evidence.empty());
  }
}

TEST(ToolkitFindings, of_mixed_channels_name_both_headers) {
  const TempFolder temp;
  testing::add_split(temp, "e", "12.4.131");
  temp.file("e/include/cuda.h", "#define CUDA_VERSION 12040\n");
  const auto findings = findings_of(temp);
  ASSERT_EQ(codes_of(findings), Codes{"CES211"});
  EXPECT_TRUE(contains(findings[0].what, "/e/targets/x86_64-linux/include/cuda.h"));
  EXPECT_TRUE(contains(findings[0].what, "/e/include/cuda.h"));
}

// cuda-toolkit[nvcc]==13.0.2 by pip: nvcc and ptxas of 13.0, everything else of 13.5.
TEST(ToolkitFindings, of_wheels_of_two_releases_are_two) {
  const TempFolder temp;
  const std::string root = "e/lib/python3.12/site-packages/nvidia/cu13";
  testing::add_programs(temp, root, "13.0.88");
  temp.program(root + "/nvvm/bin/cicc", nvcc_of("13.5.37"));
  testing::add_headers(temp, root + "/include", "13.5");
  temp.file(root + "/lib/libcudart.so.13");
  temp.link(root + "/lib64", "lib");
  const auto findings = findings_of(temp, {}, true);
  ASSERT_EQ(codes_of(findings), (Codes{"CES204", "CES210", "CES216"}));
  EXPECT_EQ(findings[1].what, "cicc is of CUDA 13.5, nvcc of CUDA 13.0");
  EXPECT_TRUE(contains(findings[1].remedy, "pip install")) << findings[1].remedy;
}

TEST(ToolkitFindings, of_wheels_without_lib64_say_how_to_link) {
  const TempFolder temp;
  const std::string root = "e/lib/python3.12/site-packages/nvidia/cu13";
  testing::add_programs(temp, root, "13.0.88");
  testing::add_headers(temp, root + "/include", "13.0");
  temp.file(root + "/lib/libcudart.so.13");
  const auto findings = findings_of(temp, {}, true);
  ASSERT_EQ(codes_of(findings), (Codes{"CES209", "CES216"}));
  EXPECT_TRUE(contains(findings[0].remedy, "-L /" + root + "/lib")) << findings[0].remedy;
  EXPECT_TRUE(contains(findings[1].remedy, "ln -s libcudart.so.13 /" + root + "/lib/libcudart.so"))
      << findings[1].remedy;
}

TEST(ToolkitFindings, compare_nvcc_with_cuda_version_and_with_the_runtimes_library) {
  const TempFolder temp;
  testing::add_split(temp, "e", "12.4.131");
  temp.file("e/conda-meta/cuda-version-12.6-0.json", record("cuda-version", "12.6"));
  temp.file("e/targets/x86_64-linux/lib/libcudart.so.12.5.82");
  const auto findings = findings_of(temp);
  ASSERT_EQ(codes_of(findings), (Codes{"CES204", "CES204"}));
  EXPECT_EQ(findings[0].what, "the runtime library is of CUDA 12.5, nvcc of CUDA 12.4");
  EXPECT_EQ(findings[1].what, "the package cuda-version is of CUDA 12.6, nvcc of CUDA 12.4");
  temp.file("e/conda-meta/cuda-version-12.6-0.json", record("cuda-version", "12.4"));
  std::filesystem::remove(temp.path("e/targets/x86_64-linux/lib/libcudart.so.12.5.82"));
  EXPECT_EQ(codes_of(findings_of(temp)), Codes{});
}

// cuda-version there is the one of packages beside it.
TEST(ToolkitFindings, leave_packages_out_where_the_toolkit_is_not_of_them) {
  const TempFolder temp;
  testing::add_complete(temp, "e/pkgs/cuda-toolkit", "11.7.99");
  temp.file("e/conda-meta/cuda-version-12.6-0.json", record("cuda-version", "12.6"));
  EXPECT_EQ(codes_of(findings_of(temp)), Codes{});
}

TEST(BrokenToolkits, behind_a_lone_link_name_the_toolkit_it_belongs_to) {
  const TempFolder temp;
  testing::add_complete(temp, "usr/local/cuda-12.4", "12.4.131");
  temp.link("e/bin/nvcc", "/usr/local/cuda-12.4/bin/nvcc");
  const auto findings = findings_of(temp);
  ASSERT_EQ(codes_of(findings), Codes{"CES206"});
  EXPECT_TRUE(contains(findings[0].remedy, "/usr/local/cuda-12.4")) << findings[0].remedy;
}

TEST(BrokenToolkits, that_are_wrappers_say_what_is_wrong_with_cuda_home) {
  const std::pair<std::vector<std::string>, const char*> cases[] = {
      {{}, "which is not set"},
      {{"CUDA_HOME=/e"}, "/e leads back to it"},
      {{"CUDA_HOME=/gone"}, "/gone has none"}};
  for (const auto& [entries, words] : cases) {
    const TempFolder temp;
    temp.program("e/bin/nvcc", "#!/bin/bash\n\"${CUDA_HOME}/bin/nvcc\" $@\n");
    const auto findings = findings_of(temp, entries);
    ASSERT_EQ(codes_of(findings), Codes{"CES212"});
    EXPECT_TRUE(contains(findings[0].what, words)) << findings[0].what;
  }
}

TEST(BrokenToolkits, without_a_post_link_script_run_are_told_in_the_engines_words) {
  const TempFolder temp;
  temp.file("e/bin/cudatoolkit-dev-extra-args.json", "{}");
  auto finding = findings_of(temp).at(0);
  EXPECT_TRUE(contains(finding.remedy, "conda install --force-reinstall cudatoolkit-dev"));
  temp.file("e/conda-meta/pixi", "{}");
  finding = findings_of(temp).at(0);
  EXPECT_TRUE(contains(finding.why, "pixi runs no such scripts unless told to")) << finding.why;
  EXPECT_TRUE(contains(finding.remedy, "pixi reinstall --run-post-link-scripts cudatoolkit-dev"));
}

// ---- the kind of an environment ---------------------------------------------------------------

class Prefix : public TempFolder {
 public:
  [[nodiscard]] EnvironmentKind kind(std::vector<std::string> entries = {}) const {
    folder("e");
    const Facts facts = observe(system_at(path(), std::move(entries)),
                                {.detail = Request::Detail::everything, .prefix = "/e"});
    return environment_kind(facts, compat::builtin_tables());
  }
};

TEST(EnvironmentKind, of_nothing_is_none_and_says_how_to_get_an_nvcc) {
  const Prefix prefix;
  EXPECT_EQ(prefix.kind().word, "none");
  EXPECT_EQ(prefix.kind().remedy, "conda install -c conda-forge cuda-nvcc");
  prefix.file("e/conda-meta/pixi", "{}");
  EXPECT_EQ(prefix.kind().remedy, "pixi add cuda-nvcc");
}

TEST(EnvironmentKind, of_libraries_alone_asks_for_an_nvcc_of_their_release) {
  const std::vector<std::vector<std::string>> cases = {
      {"targets/x86_64-linux/lib/libcudart.so.12.4.127", "runtime only (CUDA 12.4), no nvcc",
       "conda install -c conda-forge cuda-nvcc cuda-version=12.4"},
      {"lib/libcudart.so.11.8.89", "runtime only (CUDA 11.8), no nvcc",
       "conda install -c nvidia/label/cuda-11.8.0 cuda-toolkit"},
      {"lib/libcudart.so.11.3.109", "runtime only (CUDA 11.3), no nvcc",
       "conda install -c conda-forge cudatoolkit-dev=11.3"},
      {"lib/libcudart.so.13", "runtime only (CUDA 13), no nvcc",
       "conda install -c conda-forge cuda-nvcc"}};
  for (const auto& expected : cases) {
    const Prefix prefix;
    prefix.file("e/" + expected[0]);
    const EnvironmentKind kind = prefix.kind();
    EXPECT_EQ(kind.word, "runtime-only");
    EXPECT_EQ(kind.what, expected[1]);
    EXPECT_EQ(kind.remedy, expected[2]);
    EXPECT_EQ(kind.evidence, "/e/" + expected[0]);
  }
  const Prefix pixi;
  pixi.file("e/conda-meta/pixi", "{}");
  pixi.file("e/lib/libcudart.so.12.4.127");
  EXPECT_EQ(pixi.kind().remedy, "pixi add cuda-nvcc cuda-version=12.4");
}

TEST(EnvironmentKind, of_wheels_says_which) {
  const Prefix prefix;
  const std::string packages = "e/lib/python3.11/site-packages";
  prefix.program(packages + "/nvidia/cuda_nvcc/bin/ptxas");
  prefix.folder(packages + "/nvidia_cuda_nvcc_cu12-12.4.131.dist-info");
  EXPECT_EQ(prefix.kind().word, "wheels");
  EXPECT_EQ(prefix.kind().what, "Python wheels for CUDA 12.4: ptxas, but no nvcc");
  testing::add_programs(prefix, packages + "/nvidia/cu13", "13.0.88");
  EXPECT_EQ(prefix.kind().what,
            "Python wheels for CUDA, with an nvcc that is used only where it is asked for");
  EXPECT_EQ(prefix.kind().remedy, "cuda-env-resolve use /" + packages + "/nvidia/cu13");
}

TEST(EnvironmentKind, of_a_wrapper_says_where_it_leads) {
  const Prefix prefix;
  prefix.program("e/bin/nvcc", "#!/bin/bash\n\"${CUDA_HOME}/bin/nvcc\" $@\n");
  EXPECT_EQ(prefix.kind().word, "broken");
  EXPECT_EQ(prefix.kind().what, "a wrapper for a system toolkit, CUDA_HOME not set");
  testing::add_complete(prefix, "usr/local/cuda-11.8", "11.8.89");
  EXPECT_EQ(prefix.kind({"CUDA_HOME=/usr/local/cuda-11.8"}).word, "wrapper");
  EXPECT_EQ(prefix.kind({"CUDA_HOME=/usr/local/cuda-11.8"}).what,
            "a wrapper for the toolkit /usr/local/cuda-11.8");
}

TEST(NoNvcc, is_a_note_and_not_told_at_activation) {
  const TempFolder temp;
  temp.file("e/targets/x86_64-linux/lib/libcudart.so.12.4.127");
  const auto findings = findings_of(temp);
  ASSERT_EQ(codes_of(findings), Codes{"CES213"});
  EXPECT_EQ(findings[0].kind->severity, Severity::note);
  EXPECT_TRUE(contains(findings[0].remedy, "cuda-nvcc cuda-version=12.4"));
  const TempFolder nothing;
  EXPECT_EQ(codes_of(findings_of(nothing)), Codes{});
}

}  // namespace
}  // namespace ces
