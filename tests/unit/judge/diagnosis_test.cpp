#include "judge/diagnosis.h"

#include "observe/observe.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::codes_of;
using testing::contains;
using testing::machine;
using testing::TempFolder;
using Codes = std::vector<std::string>;

// What diagnose() says of an environment of a machine. The facts live as long as it does.
struct Said {
  Facts facts;
  Diagnosis diagnosis;
};

Said say(const System& system, const std::string& prefix) {
  Said said;
  said.facts = observe(system, {Request::Detail::everything, prefix});
  said.diagnosis = diagnose(said.facts, compat::builtin_tables());
  return said;
}

Said say(const std::string& name, const std::string& environment,
         std::vector<std::string> entries = {}) {
  return say(machine(name, std::move(entries)), "/opt/conda/envs/" + environment);
}

Codes codes(const Said& said) {
  return codes_of(said.diagnosis.findings);
}

VersionFact fact(const std::string& text, const std::string& evidence) {
  return {Version::parse(text).value(), text, evidence};
}

// ---- the version that is judged ---------------------------------------------------------------

TEST(JudgedVersion, is_the_toolkits_own_name_first) {
  Toolkit toolkit;
  toolkit.version = fact("11.7.1", "/t/version.json");
  toolkit.nvcc_version = fact("11.6.99", "/t/bin/nvcc");
  EXPECT_EQ(judged_version(toolkit)->text, "11.7.1");
}

TEST(JudgedVersion, is_nvccs_release_next_without_its_patch_level) {
  Toolkit toolkit;
  toolkit.nvcc_version = fact("12.4.131", "/t/bin/nvcc");
  toolkit.headers_version = fact("12.6", "/t/include/cuda.h");
  EXPECT_EQ(judged_version(toolkit)->text, "12.4");
  EXPECT_EQ(judged_version(toolkit)->evidence, "/t/bin/nvcc");
}

TEST(JudgedVersion, is_the_headers_last) {
  Toolkit toolkit;
  toolkit.headers_version = fact("12.6", "/t/include/cuda.h");
  EXPECT_EQ(judged_version(toolkit)->text, "12.6");
  EXPECT_FALSE(judged_version(Toolkit()));
}

// ---- verdicts on machines ---------------------------------------------------------------------

TEST(Diagnosis, of_a_toolkit_that_fits_says_nothing) {
  const std::pair<const char*, const char*> fitting[] = {{"h100-r535", "dev117"},
                                                         {"h100-r580", "split130"},
                                                         {"laptop", "split124"},
                                                         {"open-module", "split130"}};
  for (const auto& [name, environment] : fitting) {
    const Said said = say(name, environment);
    EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::native) << name;
    EXPECT_EQ(codes(said), Codes{}) << name;
    ASSERT_NE(said.diagnosis.toolkit, nullptr) << name;
  }
}

TEST(Diagnosis, of_a_driver_that_is_too_old_is_an_error_with_a_way_out) {
  const Said said = say("h100-r470", "split124");
  EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::unsupported);
  ASSERT_EQ(codes(said), Codes{"CES101"});
  const Finding& finding = said.diagnosis.findings[0];
  EXPECT_EQ(finding.kind->severity, Severity::error);
  EXPECT_TRUE(contains(finding.what, "CUDA 12.4 needs NVIDIA driver 525.60.13 or newer"))
      << finding.what;
  EXPECT_TRUE(contains(finding.what, "this machine has driver 470.57.02 (CUDA 11.4)"))
      << finding.what;
  EXPECT_TRUE(contains(finding.remedy, "conda install -c conda-forge cudatoolkit-dev=11.4"))
      << finding.remedy;
  EXPECT_TRUE(contains(finding.evidence, "/sys/module/nvidia/version")) << finding.evidence;
  EXPECT_TRUE(contains(finding.evidence, "/opt/conda/envs/split124/bin/nvcc")) << finding.evidence;
  EXPECT_FALSE(finding.why.empty());
}

TEST(Diagnosis, of_a_driver_of_cuda_12_proposes_split_packages) {
  const Said said = say("h100-r535", "split130");
  ASSERT_EQ(codes(said), Codes{"CES101"});
  const std::string& remedy = said.diagnosis.findings[0].remedy;
  EXPECT_TRUE(contains(remedy, "cuda-nvcc cuda-version=12.2")) << remedy;
  EXPECT_TRUE(contains(said.diagnosis.findings[0].what, "580.65.06"))
      << said.diagnosis.findings[0].what;
}

TEST(Diagnosis, of_a_newer_toolkit_of_the_same_major_is_a_note) {
  for (const auto& [name, environment] :
       {std::pair("h100-r470", "dev117"), std::pair("h100-r535", "split124")}) {
    const Said said = say(name, environment);
    EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::minor_version) << name;
    ASSERT_EQ(codes(said), Codes{"CES102"}) << name;
    EXPECT_EQ(said.diagnosis.findings[0].kind->severity, Severity::note);
    EXPECT_TRUE(contains(said.diagnosis.findings[0].remedy, "-arch="));
  }
}

TEST(Diagnosis, of_a_jetson_without_a_release_is_unknown) {
  Facts facts;
  facts.toolkits.emplace_back();
  facts.toolkits.front().version = fact("12.2.1", "/t/version.json");
  facts.driver.place = Driver::Place::tegra;
  facts.driver.evidence = "/sys/devices/soc0/family";
  facts.driver.release = fact("540.4.0", "/proc/driver/nvidia/version");
  const Diagnosis diagnosis = diagnose(facts, compat::builtin_tables());
  EXPECT_EQ(diagnosis.judgement.verdict, Verdict::unknown);
  EXPECT_EQ(codes_of(diagnosis.findings), Codes{"CES103"});
  facts.driver.l4t = fact("36.4.7", "/etc/nv_tegra_release");
  const Diagnosis known = diagnose(facts, compat::builtin_tables());
  EXPECT_EQ(known.judgement.verdict, Verdict::native);
  EXPECT_TRUE(known.judgement.guess);
  facts.toolkits.front().version = fact("13.0.1", "/t/version.json");
  EXPECT_EQ(codes_of(diagnose(facts, compat::builtin_tables()).findings), Codes{"CES101"});
}

TEST(Diagnosis, of_a_machine_whose_driver_says_nothing_is_unknown_with_the_reason) {
  const std::pair<const char*, const char*> cases[] = {
      {"wsl2", "this is WSL (/usr/lib/wsl/lib)"},
      {"jetson", "JetPack 6.1, whose driver supports CUDA 12.6"},
      {"broken-proc", "/proc/driver/nvidia/version has no driver release"}};
  for (const auto& [name, reason] : cases) {
    const std::string environment = std::string(name) == "wsl2"     ? "split124"
                                    : std::string(name) == "jetson" ? "split129"
                                                                    : "dev117";
    const Said said = say(name, environment);
    EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::unknown) << name;
    ASSERT_EQ(codes(said), Codes{"CES103"}) << name;
    std::string reasons;
    for (const std::string& sentence : said.diagnosis.judgement.reasons) {
      reasons += sentence + '\n';
    }
    EXPECT_TRUE(contains(reasons, reason)) << reasons;
  }
}

// A container without GPU is no fault: the verdict is unknown, its reason says why, and no finding
// is raised.
TEST(Diagnosis, of_a_machine_without_driver_is_unknown_without_a_finding) {
  const Said said = say("container-no-driver", "dev117");
  EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::unknown);
  EXPECT_EQ(codes(said), Codes{});
  ASSERT_FALSE(said.diagnosis.judgement.reasons.empty());
  EXPECT_TRUE(contains(said.diagnosis.judgement.reasons.back(), "no NVIDIA driver was found"))
      << said.diagnosis.judgement.reasons.back();
}

TEST(Diagnosis, of_a_toolkit_whose_version_stands_nowhere_is_unknown) {
  const TempFolder temp;
  temp.file("sys/module/nvidia/version", "535.104.05\n");
  temp.program("e/pkgs/cuda-toolkit/bin/nvcc");
  const Said said = say(testing::system_at(temp.path()), "/e");
  EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::unknown);
  EXPECT_EQ(codes(said), Codes{"CES103"});
}

// ---- the override -----------------------------------------------------------------------------

TEST(DiagnosisByOverride, takes_condas_word_for_the_driver) {
  EXPECT_EQ(say("h100-r470", "split124", {"CONDA_OVERRIDE_CUDA=12.4"}).diagnosis.judgement.verdict,
            Verdict::native);
  const Said said = say("h100-r580", "split130", {"CONDA_OVERRIDE_CUDA=11.8"});
  EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::unsupported);
  ASSERT_EQ(codes(said), Codes{"CES101"});
  EXPECT_TRUE(contains(said.diagnosis.findings[0].what, "CONDA_OVERRIDE_CUDA gives it CUDA 11.8"))
      << said.diagnosis.findings[0].what;
}

TEST(DiagnosisByOverride, that_is_empty_is_a_machine_without_driver) {
  const Said said = say("h100-r535", "split124", {"CONDA_OVERRIDE_CUDA="});
  EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::unknown);
  EXPECT_EQ(codes(said), Codes{});
  EXPECT_TRUE(contains(said.diagnosis.judgement.reasons.back(), "CONDA_OVERRIDE_CUDA is empty"))
      << said.diagnosis.judgement.reasons.back();
}

TEST(DiagnosisByOverride, that_is_garbage_is_unknown) {
  const Said said = say("h100-r535", "split124", {"CONDA_OVERRIDE_CUDA=latest"});
  EXPECT_EQ(said.diagnosis.judgement.verdict, Verdict::unknown);
  ASSERT_EQ(codes(said), Codes{"CES103"});
  EXPECT_TRUE(contains(said.diagnosis.findings[0].what, "is no version number"))
      << said.diagnosis.findings[0].what;
}

// ---- broken toolkits --------------------------------------------------------------------------

TEST(DiagnosisOfBrokenToolkit, names_the_tree_that_is_missing) {
  const TempFolder temp;
  temp.file("e/bin/cudatoolkit-dev-extra-args.json", "{}");
  const Said said = say(testing::system_at(temp.path()), "/e");
  ASSERT_EQ(codes(said), Codes{"CES201"});
  EXPECT_EQ(said.diagnosis.toolkit, nullptr);
  EXPECT_EQ(said.diagnosis.findings[0].kind->severity, Severity::warning);
  EXPECT_TRUE(contains(said.diagnosis.findings[0].what, "/e/pkgs/cuda-toolkit"));
  EXPECT_TRUE(contains(said.diagnosis.findings[0].remedy, "--force-reinstall cudatoolkit-dev"));
}

TEST(DiagnosisOfBrokenToolkit, names_the_link_to_nothing) {
  const TempFolder temp;
  temp.link("e/bin/nvcc", "/e/pkgs/cuda-toolkit/bin/nvcc");
  const Said said = say(testing::system_at(temp.path()), "/e");
  ASSERT_EQ(codes(said), Codes{"CES202"});
  EXPECT_TRUE(contains(said.diagnosis.findings[0].what, "/e/bin/nvcc"));
}

TEST(DiagnosisOfBrokenToolkit, names_the_nvcc_that_cannot_be_run) {
  const TempFolder temp;
  temp.file("e/pkgs/cuda-toolkit/bin/nvcc");
  const Said said = say(testing::system_at(temp.path()), "/e");
  ASSERT_EQ(codes(said), Codes{"CES203"});
  EXPECT_TRUE(contains(said.diagnosis.findings[0].what, "/e/pkgs/cuda-toolkit/bin/nvcc"));
}

TEST(DiagnosisOfBrokenToolkit, is_not_asked_for_where_another_toolkit_works) {
  const TempFolder temp;
  temp.file("e/bin/cudatoolkit-dev-extra-args.json", "{}");
  temp.program("e/bin/nvcc",
               "\x7f"
               "ELF");
  temp.file("e/targets/x86_64-linux/include/cuda.h", "#define CUDA_VERSION 12040\n");
  EXPECT_EQ(codes(say(testing::system_at(temp.path()), "/e")), Codes{});
}

TEST(Diagnosis, of_an_environment_without_cuda_finds_nothing) {
  const Said said = say("h100-r535", "plain");
  EXPECT_EQ(said.diagnosis.toolkit, nullptr);
  EXPECT_EQ(codes(said), Codes{});
  EXPECT_FALSE(said.diagnosis.judgement.reasons.empty());
}

// ---- versions that differ ---------------------------------------------------------------------

TEST(VersionsDiffer, is_a_note_where_headers_are_of_another_release_than_nvcc) {
  const TempFolder temp;
  temp.file("sys/module/nvidia/version", "580.65.06\n");
  temp.program("e/bin/nvcc", "#!/bin/sh\necho Cuda compilation tools, release 12.4, V12.4.131\n");
  temp.file("e/targets/x86_64-linux/include/cuda.h", "#define CUDA_VERSION 12060\n");
  const Said said = say(testing::system_at(temp.path()), "/e");
  ASSERT_EQ(codes(said), Codes{"CES204"});
  const Finding& finding = said.diagnosis.findings[0];
  EXPECT_TRUE(contains(finding.what, "12.4")) << finding.what;
  EXPECT_TRUE(contains(finding.what, "12.6")) << finding.what;
  EXPECT_TRUE(contains(finding.evidence, "cuda.h")) << finding.evidence;
}

TEST(VersionsDiffer, is_told_beside_the_verdict) {
  const TempFolder temp;
  temp.file("sys/module/nvidia/version", "470.57.02\n");
  temp.program("e/pkgs/cuda-toolkit/bin/nvcc");
  temp.file("e/pkgs/cuda-toolkit/version.json",
            R"({"cuda": {"version": "12.0.0"}, "cuda_nvcc": {"version": "11.7.99"}})");
  EXPECT_EQ(codes(say(testing::system_at(temp.path()), "/e")), (Codes{"CES101", "CES204"}));
}

TEST(VersionsDiffer, does_not_mean_patch_levels) {
  EXPECT_EQ(codes(say("h100-r535", "dev117")), Codes{});
}

}  // namespace
}  // namespace ces
