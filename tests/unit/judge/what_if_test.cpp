#include "judge/what_if.h"

#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace ces {
namespace {

using testing::codes_of;
using testing::contains;
using Codes = std::vector<std::string>;

WhatIf what_if(const char* toolkit, const char* driver) {
  WhatIf question;
  if (toolkit != nullptr) {
    question.toolkit = Version::parse(toolkit);
  }
  if (driver != nullptr) {
    question.driver = Version::parse(driver);
    question.driver_text = driver;
  }
  return question;
}

WhatIfAnswer ask(const WhatIf& question) {
  return answer(question, compat::builtin_tables());
}

const DriverAnswer& branch(const WhatIfAnswer& reply, std::uint32_t number) {
  return *std::find_if(reply.drivers.begin(), reply.drivers.end(),
                       [&](const DriverAnswer& row) { return row.branch == number; });
}

const ToolkitAnswer& toolkit(const WhatIfAnswer& reply, const Version& cuda) {
  return *std::find_if(reply.toolkits.begin(), reply.toolkits.end(),
                       [&](const ToolkitAnswer& row) { return row.cuda == cuda; });
}

std::string word(const std::optional<Judgement>& judgement) {
  return judgement ? std::string(verdict_word(judgement->verdict)) : "none";
}

const Gpu k_h100{"H100", Version(9, 0), compat::GpuKind::data_center};
const Gpu k_v100{"V100", Version(7, 0), compat::GpuKind::data_center};
const Gpu k_rtx{"GeForce RTX 4090", Version(8, 9), compat::GpuKind::geforce};

TEST(WhatIf, nothing_is_named_lists_everything) {
  const WhatIfAnswer reply = ask({});
  EXPECT_FALSE(reply.judgement);
  EXPECT_EQ(reply.toolkits.size(), 30U);
  EXPECT_EQ(reply.drivers.size(), 35U);
  EXPECT_EQ(reply.gpus.size(), 28U);
  EXPECT_TRUE(reply.findings.empty());
}

TEST(WhatIf, a_toolkit_has_its_drivers) {
  const WhatIfAnswer reply = ask(what_if("12.4", nullptr));
  ASSERT_EQ(reply.toolkits.size(), 1U);
  EXPECT_EQ(reply.toolkits.front().releases.size(), 2U);
  EXPECT_EQ(reply.toolkits.front().native_branch, 550U);
  EXPECT_EQ(reply.toolkits.front().minimum_driver, "525.60.13");
  EXPECT_EQ(word(branch(reply, 520).judgement), "unsupported");
  EXPECT_EQ(word(branch(reply, 525).judgement), "minor-version");
  EXPECT_EQ(branch(reply, 525).from, "525.60.13");
  EXPECT_EQ(word(branch(reply, 545).judgement), "minor-version");
  EXPECT_EQ(branch(reply, 545).from, "");
  EXPECT_EQ(word(branch(reply, 550).judgement), "native");
  EXPECT_EQ(branch(reply, 550).from, "");
}

TEST(WhatIf, a_branch_runs_its_own_cuda_from_its_first_release_on) {
  EXPECT_EQ(branch(ask(what_if("12.0", nullptr)), 525).from, "");
  EXPECT_EQ(branch(ask(what_if("11.0", nullptr)), 450).from, "");
  EXPECT_EQ(branch(ask(what_if("11.1", nullptr)), 450).from, "450.80.02");
  EXPECT_EQ(branch(ask(what_if("10.1", nullptr)), 418).from, "418.39");
  EXPECT_EQ(word(branch(ask(what_if("8.0", nullptr)), 361).judgement), "unsupported");
  EXPECT_EQ(branch(ask(what_if("8.0", nullptr)), 361).from, "");
}

TEST(WhatIf, a_driver_has_its_toolkits) {
  const WhatIfAnswer reply = ask(what_if(nullptr, "470.57.02"));
  ASSERT_EQ(reply.drivers.size(), 1U);
  EXPECT_EQ(reply.drivers.front().cuda, Version(11, 4));
  EXPECT_EQ(word(toolkit(reply, Version(11, 4)).judgement), "native");
  EXPECT_EQ(word(toolkit(reply, Version(11, 8)).judgement), "minor-version");
  EXPECT_EQ(word(toolkit(reply, Version(12, 0)).judgement), "unsupported");
  EXPECT_FALSE(reply.judgement);
}

TEST(WhatIf, a_gpu_has_its_toolkits_and_drivers) {
  WhatIf question;
  question.gpu = k_v100;
  const WhatIfAnswer reply = ask(question);
  EXPECT_EQ(toolkit(reply, Version(12, 9)).gpu, GpuTarget::native);
  EXPECT_EQ(toolkit(reply, Version(13, 0)).gpu, GpuTarget::too_new);
  EXPECT_EQ(branch(reply, 580).gpu, GpuDriving::driven);
  EXPECT_EQ(branch(reply, 590).gpu, GpuDriving::dropped);
  EXPECT_EQ(reply.gpus.size(), 1U);
  EXPECT_TRUE(reply.findings.empty());
}

TEST(WhatIf, a_compiler_has_its_toolkits) {
  WhatIf question;
  question.gcc = HostCompiler{HostCompiler::Kind::gcc, 13, "13", ""};
  const WhatIfAnswer reply = ask(question);
  EXPECT_EQ(toolkit(reply, Version(12, 3)).gcc, CompilerFit::too_new);
  EXPECT_EQ(toolkit(reply, Version(12, 4)).gcc, CompilerFit::fits);
  EXPECT_FALSE(toolkit(reply, Version(12, 3)).fits());
  EXPECT_TRUE(toolkit(reply, Version(12, 4)).fits());
}

TEST(WhatIf, toolkit_and_driver_are_judged) {
  const WhatIfAnswer reply = ask(what_if("12.4", "535.104.05"));
  EXPECT_EQ(word(reply.judgement), "minor-version");
  EXPECT_EQ(codes_of(reply.findings), (Codes{"CES102", "CES104"}));
  EXPECT_TRUE(contains(reply.findings[0].impact, "PTX 8.4"));
  EXPECT_TRUE(contains(reply.findings[0].impact, "PTX up to 8.2"));
  EXPECT_EQ(word(ask(what_if("12.2", "535.104.05")).judgement), "native");
  EXPECT_TRUE(ask(what_if("12.2", "535.104.05")).findings.empty());
}

TEST(WhatIf, minor_version_names_the_target_of_the_gpu) {
  WhatIf question = what_if("12.4", "535.104.05");
  question.gpu = k_rtx;
  const WhatIfAnswer reply = ask(question);
  EXPECT_EQ(codes_of(reply.findings), Codes{"CES102"});
  EXPECT_TRUE(contains(reply.findings[0].remedy, "nvcc -arch=sm_89"));
}

TEST(WhatIf, nvrtc_is_named_where_it_does_not_work) {
  EXPECT_TRUE(contains(ask(what_if("11.2", "450.80.02")).findings[0].impact, "NVRTC"));
  EXPECT_FALSE(contains(ask(what_if("11.3", "450.80.02")).findings[0].impact, "NVRTC"));
}

TEST(WhatIf, only_a_package_would_help_it_is_unsupported_with_the_way_out) {
  const WhatIfAnswer reply = ask(what_if("13.0", "535.104.05"));
  EXPECT_EQ(word(reply.judgement), "unsupported");
  EXPECT_EQ(codes_of(reply.findings), (Codes{"CES101", "CES104"}));
  WhatIf question = what_if("13.0", "535.104.05");
  question.gpu = k_rtx;
  EXPECT_EQ(codes_of(ask(question).findings), Codes{"CES101"});
  question.gpu = k_h100;
  EXPECT_EQ(word(ask(question).judgement), "unsupported");
  EXPECT_EQ(codes_of(ask(question).findings), (Codes{"CES101", "CES104"}));
}

TEST(WhatIf, a_gpu_that_was_dropped_makes_it_unsupported) {
  WhatIf question = what_if("13.0", "580.65.06");
  question.gpu = k_v100;
  const WhatIfAnswer reply = ask(question);
  EXPECT_EQ(word(reply.judgement), "unsupported");
  EXPECT_EQ(codes_of(reply.findings), Codes{"CES106"});
  question = what_if("12.9", "590.48.01");
  question.gpu = k_v100;
  EXPECT_EQ(word(ask(question).judgement), "unsupported");
  EXPECT_EQ(codes_of(ask(question).findings), Codes{"CES108"});
  question = what_if("12.9", "580.65.06");
  question.gpu = k_v100;
  EXPECT_EQ(word(ask(question).judgement), "native");
}

TEST(WhatIf, a_gpu_newer_than_the_driver_is_a_guess) {
  WhatIf question = what_if("11.4", "470.57.02");
  question.gpu = k_h100;
  const WhatIfAnswer reply = ask(question);
  EXPECT_EQ(word(reply.judgement), "unsupported");
  EXPECT_TRUE(reply.judgement->guess);
  EXPECT_EQ(codes_of(reply.findings), (Codes{"CES107", "CES109"}));
}

TEST(WhatIf, a_toolkit_older_than_the_gpu_runs_by_ptx) {
  WhatIf question = what_if("11.4", "535.104.05");
  question.gpu = k_h100;
  EXPECT_EQ(word(ask(question).judgement), "native");
  EXPECT_EQ(codes_of(ask(question).findings), Codes{"CES107"});
}

TEST(WhatIf, a_jetsons_driver_number_says_nothing) {
  WhatIf question = what_if("12.2", "540.4.0");
  question.gpu = Gpu{"Jetson Orin", Version(8, 7), compat::GpuKind::tegra};
  const WhatIfAnswer reply = ask(question);
  EXPECT_EQ(word(reply.judgement), "unknown");
  EXPECT_EQ(codes_of(reply.findings), Codes{"CES103"});
}

TEST(WhatIf, a_compiler_too_new_for_the_toolkit_is_a_finding) {
  WhatIf question = what_if("12.4", nullptr);
  question.gcc = HostCompiler{HostCompiler::Kind::gcc, 14, "14", ""};
  question.clang = HostCompiler{HostCompiler::Kind::clang, 18, "18", ""};
  EXPECT_EQ(codes_of(ask(question).findings), (Codes{"CES501", "CES501"}));
}

TEST(WhatIf, a_release_has_its_own_compilers) {
  EXPECT_EQ(ask(what_if("11.4.0", nullptr)).toolkits.front().compilers.gcc_max, 10U);
  EXPECT_EQ(ask(what_if("11.4", nullptr)).toolkits.front().compilers.gcc_max, 11U);
}

TEST(WhatIf, newer_toolkits_are_answered_by_rule) {
  const WhatIfAnswer reply = ask(what_if("13.9", "580.65.06"));
  EXPECT_EQ(word(reply.judgement), "minor-version");
  EXPECT_TRUE(reply.toolkits.front().releases.empty());
  EXPECT_EQ(reply.toolkits.front().native_branch, 0U);
}

TEST(WhatIf, a_driver_outside_of_the_tables_is_called_so) {
  EXPECT_TRUE(contains(ask(what_if("13.5", "620.10")).findings[0].what, "newer than the tables"));
  EXPECT_TRUE(contains(ask(what_if("13.0", "340.10")).findings[0].what, "older than the tables"));
}

}  // namespace
}  // namespace ces
