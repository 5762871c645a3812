#include "judge/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ces {
namespace {

Judgement ask(std::string_view toolkit, std::string_view driver) {
  Question question;
  question.toolkit = Version::parse(toolkit);
  question.driver = Version::parse(driver);
  question.driver_text = driver;
  return judge(question, compat::builtin_tables());
}

Judgement ask_override(std::string_view toolkit, std::string_view cuda) {
  Question question;
  question.toolkit = Version::parse(toolkit);
  question.driver_cuda = Version::parse(cuda);
  return judge(question, compat::builtin_tables());
}

std::string word(std::string_view toolkit, std::string_view driver) {
  return std::string(verdict_word(ask(toolkit, driver).verdict));
}

std::string override_word(std::string_view toolkit, std::string_view cuda) {
  return std::string(verdict_word(ask_override(toolkit, cuda).verdict));
}

bool says(const Judgement& judgement, std::string_view part) {
  return std::any_of(judgement.reasons.begin(), judgement.reasons.end(),
                     [&](const std::string& reason) { return reason.find(part) != reason.npos; });
}

TEST(Verdict, is_one_of_five_words) {
  EXPECT_EQ(verdict_word(Verdict::native), "native");
  EXPECT_EQ(verdict_word(Verdict::minor_version), "minor-version");
  EXPECT_EQ(verdict_word(Verdict::forward_compat), "forward-compat");
  EXPECT_EQ(verdict_word(Verdict::unsupported), "unsupported");
  EXPECT_EQ(verdict_word(Verdict::unknown), "unknown");
}

// ---- rule 1: what is missing, what is bare
// -------------------------------------------------------

TEST(MissingFacts, make_the_verdict_unknown_and_are_named) {
  Question question;
  question.driver = Version::parse("535.104.05");
  Judgement judgement = judge(question, compat::builtin_tables());
  EXPECT_EQ(judgement.verdict, Verdict::unknown);
  EXPECT_TRUE(says(judgement, "toolkit's version is not known"));
  EXPECT_FALSE(says(judgement, "driver's version is not known"));
  EXPECT_EQ(judgement.driver_cuda, Version(12, 2));
  EXPECT_EQ(judgement.needed_driver, "");

  question = {};
  question.toolkit = Version::parse("12.4");
  judgement = judge(question, compat::builtin_tables());
  EXPECT_EQ(judgement.verdict, Verdict::unknown);
  EXPECT_TRUE(says(judgement, "driver's version is not known"));
  EXPECT_FALSE(says(judgement, "toolkit's version is not known"));
  EXPECT_EQ(judgement.driver_cuda, std::nullopt);
  EXPECT_EQ(judgement.needed_driver, "525.60.13");

  judgement = judge({}, compat::builtin_tables());
  EXPECT_EQ(judgement.verdict, Verdict::unknown);
  EXPECT_EQ(judgement.reasons.size(), 2U);
}

TEST(MissingFacts, include_a_version_without_any_field) {
  Question question;
  question.toolkit = Version();
  question.driver = Version();
  EXPECT_EQ(judge(question, compat::builtin_tables()).reasons.size(), 2U);
}

TEST(UnjudgeableDriver, is_unknown_for_the_reason_given_whatever_its_release) {
  Question question;
  question.toolkit = Version::parse("12.2");
  question.driver = Version::parse("540.4.0");
  question.driver_unjudgeable = "Jetson drivers are outside the branch map.";
  const Judgement judgement = judge(question, compat::builtin_tables());
  EXPECT_EQ(judgement.verdict, Verdict::unknown);
  EXPECT_TRUE(says(judgement, "Jetson drivers are outside the branch map."));
  EXPECT_EQ(judgement.driver_cuda, std::nullopt);
}

TEST(UnjudgeableDriver, is_judged_by_the_override_if_there_is_one) {
  Question question;
  question.toolkit = Version::parse("12.2");
  question.driver_cuda = Version::parse("12.6");
  question.driver_unjudgeable = "Jetson drivers are outside the branch map.";
  EXPECT_EQ(judge(question, compat::builtin_tables()).verdict, Verdict::native);
}

TEST(BareBranch, means_its_newest_release_and_says_so) {
  EXPECT_EQ(word("12.9", "525"), "minor-version");
  EXPECT_EQ(word("11.1", "450"), "minor-version");
  EXPECT_EQ(word("13.4", "580"), "minor-version");
  EXPECT_EQ(word("10.2", "440"), "native");
  EXPECT_EQ(word("10.2", "439"), "unsupported");
  EXPECT_EQ(word("12.9", "524"), "unsupported");
  EXPECT_TRUE(says(ask("12.9", "525"), "given as 525 alone"));
  EXPECT_FALSE(says(ask("12.9", "525.60.13"), "alone"));
}

TEST(BareMajor, means_its_newest_minor_and_says_so) {
  EXPECT_EQ(word("12", "575.57.08"), "native");
  EXPECT_EQ(word("12", "570.26"), "minor-version");
  EXPECT_EQ(word("11", "520.61.05"), "native");
  EXPECT_EQ(word("11", "515.65.01"), "minor-version");
  EXPECT_EQ(word("13", "615.71.09"), "native");
  EXPECT_EQ(word("13", "610.43.02"), "minor-version");
  EXPECT_EQ(word("10", "418.39"), "unsupported");
  EXPECT_EQ(word("9", "396.26"), "native");
  EXPECT_EQ(word("9", "390.46"), "unsupported");
  EXPECT_TRUE(says(ask("12", "535.54.03"), "CUDA 12.9"));
  EXPECT_TRUE(says(ask("12", "535.54.03"), "given as 12 alone"));
}

TEST(BareMajor, that_no_toolkit_has_is_judged_as_a_major) {
  EXPECT_EQ(word("14", "615.71.09"), "unsupported");
  EXPECT_EQ(word("14", "620.10"), "unknown");
  EXPECT_EQ(word("7", "535.54.03"), "unknown");
  EXPECT_EQ(override_word("14", "14.1"), "minor-version");
  EXPECT_TRUE(ask_override("14", "14.1").guess);
  EXPECT_EQ(override_word("14", "15.0"), "native");
  EXPECT_EQ(override_word("7", "7.5"), "unknown");
}

TEST(ThirdField, of_the_toolkit_does_not_count) {
  EXPECT_EQ(word("12.4.1", "550.54.14"), "native");
  EXPECT_EQ(word("12.4.999", "550.54.14"), "native");
  EXPECT_EQ(word("13.4.2", "615.10"), "native");
  EXPECT_EQ(word("10.2.89", "440.33"), "native");
  EXPECT_EQ(word("13.4.99", "620.10"), "native");
}

// ---- rule 2: the driver's CUDA
// -------------------------------------------------------------------

TEST(DriverCuda, of_a_branch_between_two_rows_is_the_lower_rows) {
  EXPECT_EQ(ask("12.2", "536.10").driver_cuda, Version(12, 2));
  EXPECT_EQ(ask("12.2", "544.99").driver_cuda, Version(12, 2));
  EXPECT_EQ(ask("12.2", "545.23.06").driver_cuda, Version(12, 3));
  EXPECT_EQ(ask("12.2", "614.99").driver_cuda, Version(13, 3));
  EXPECT_EQ(ask("12.2", "430.26").driver_cuda, Version(10, 1));
  EXPECT_EQ(ask("12.2", "361.10").driver_cuda, Version(8, 0));
  EXPECT_EQ(ask("12.2", "615.71.09").driver_cuda, Version(13, 4));
}

TEST(DriverCuda, is_not_known_outside_the_map) {
  EXPECT_EQ(ask("12.2", "360.99").driver_cuda, std::nullopt);
  EXPECT_EQ(ask("12.2", "616.41").driver_cuda, std::nullopt);
}

TEST(DriverBelowTheMap, is_unsupported_by_every_toolkit) {
  EXPECT_EQ(word("8.0", "360.99"), "unsupported");
  EXPECT_EQ(word("10.2", "340.108"), "unsupported");
  EXPECT_EQ(word("11.0", "360.99"), "unsupported");
  EXPECT_EQ(word("13.4", "360.99"), "unsupported");
  EXPECT_EQ(word("13.5", "360.99"), "unsupported");
  EXPECT_EQ(word("14.0", "360.99"), "unsupported");
}

TEST(DriverAboveTheMap, is_native_for_every_toolkit_in_the_tables_without_a_guess) {
  for (const compat::ToolkitRelease& row : compat::builtin_tables().toolkits) {
    const Judgement judgement = ask(row.version.str(), "616.41");
    EXPECT_EQ(judgement.verdict, Verdict::native) << row.version.str();
    EXPECT_FALSE(judgement.guess) << row.version.str();
  }
}

// ---- rule 3: CUDA 10.2 and older
// -------------------------------------------------------------------

struct OwnRow {
  std::string_view toolkit, below, minimum, above;
};

TEST(ToolkitBefore11, is_native_from_its_own_minimum_on_and_unsupported_below) {
  constexpr std::array<OwnRow, 7> k_rows = {{
      {"8.0", "367.47", "367.48", "367.49"},
      {"9.0", "384.80", "384.81", "384.82"},
      {"9.1", "387.25", "387.26", "387.27"},
      {"9.2", "396.25", "396.26", "396.27"},
      {"10.0", "410.47", "410.48", "410.49"},
      {"10.1", "418.38", "418.39", "418.40"},
      {"10.2", "440.32", "440.33", "440.33.01"},
  }};
  for (const OwnRow& row : k_rows) {
    EXPECT_EQ(word(row.toolkit, row.below), "unsupported") << row.toolkit;
    EXPECT_EQ(word(row.toolkit, row.minimum), "native") << row.toolkit;
    EXPECT_EQ(word(row.toolkit, row.above), "native") << row.toolkit;
    EXPECT_EQ(word(row.toolkit, "615.71.09"), "native") << row.toolkit;
    EXPECT_EQ(ask(row.toolkit, row.below).needed_driver, row.minimum);
  }
}

TEST(ToolkitBefore11, is_not_helped_by_its_branchs_cuda) {
  // R361 and R418 are the right branches, their early releases still too old.
  EXPECT_EQ(word("8.0", "361.93.02"), "unsupported");
  EXPECT_EQ(word("10.1", "418.30"), "unsupported");
}

TEST(ToolkitBefore11, takes_the_mixed_r430_for_what_418_is) {
  EXPECT_EQ(word("10.1", "430.26"), "native");
  EXPECT_EQ(word("10.2", "430.26"), "unsupported");
  EXPECT_EQ(word("11.0", "430.26"), "unsupported");
}

TEST(ToolkitBefore11, that_is_not_in_the_tables_is_unknown_and_named) {
  for (const std::string_view toolkit : {"7.5", "8.1", "9.3", "10.3"}) {
    const Judgement judgement = ask(toolkit, "535.104.05");
    EXPECT_EQ(judgement.verdict, Verdict::unknown) << toolkit;
    EXPECT_TRUE(says(judgement, "CUDA " + std::string(toolkit))) << toolkit;
    EXPECT_TRUE(says(judgement, "535.104.05")) << toolkit;
    EXPECT_EQ(judgement.needed_driver, "") << toolkit;
  }
  EXPECT_EQ(word("7.5", "340.108"), "unknown");
}

// ---- rule 4: native, minor version
// ----------------------------------------------------------------

TEST(ToolkitFrom11, is_native_before_any_minimum_is_asked) {
  EXPECT_EQ(word("11.0", "450.51.05"), "native");
  EXPECT_EQ(word("11.0", "450.36.06"), "native");
  EXPECT_EQ(word("12.0", "525.53"), "native");
  EXPECT_EQ(word("13.0", "580.42"), "native");
  EXPECT_EQ(word("12.0", "580.42"), "native");
}

TEST(ToolkitFrom11, is_minor_version_from_the_familys_minimum_on) {
  EXPECT_EQ(word("11.1", "450.80.01"), "unsupported");
  EXPECT_EQ(word("11.1", "450.80.02"), "minor-version");
  EXPECT_EQ(word("11.8", "450.51.05"), "unsupported");
  EXPECT_EQ(word("11.8", "450.80.03"), "minor-version");
  EXPECT_EQ(word("12.1", "525.53"), "unsupported");
  EXPECT_EQ(word("12.1", "525.60.12"), "unsupported");
  EXPECT_EQ(word("12.1", "525.60.13"), "minor-version");
  EXPECT_EQ(word("12.9", "525.60.13"), "minor-version");
  EXPECT_EQ(word("13.1", "580.65.05"), "unsupported");
  EXPECT_EQ(word("13.1", "580.65.06"), "minor-version");
  EXPECT_EQ(word("13.4", "580.65.06"), "minor-version");
}

TEST(ToolkitFrom11, compares_numbers_not_texts) {
  EXPECT_EQ(word("11.1", "450.102.04"), "minor-version");
  EXPECT_EQ(word("11.1", "450.9"), "unsupported");
  EXPECT_EQ(word("12.2", "535.104.05"), "native");
  EXPECT_EQ(word("12.1", "525.105.17"), "minor-version");
}

TEST(ToolkitFrom11, of_a_newer_major_is_unsupported) {
  EXPECT_EQ(word("12.0", "520.61.05"), "unsupported");
  EXPECT_EQ(word("13.0", "575.57.08"), "unsupported");
  EXPECT_EQ(word("11.0", "440.33.01"), "unsupported");
  EXPECT_EQ(word("13.4", "535.104.05"), "unsupported");
  EXPECT_TRUE(says(ask("13.4", "535.104.05"), "ends at the major version"));
}

TEST(ToolkitFrom11, of_an_older_major_is_native) {
  EXPECT_EQ(word("11.8", "525.60.13"), "native");
  EXPECT_EQ(word("12.9", "580.65.06"), "native");
  EXPECT_EQ(word("11.0", "615.71.09"), "native");
}

TEST(ToolkitFrom11, on_the_driver_of_12_7_which_has_no_toolkit) {
  EXPECT_EQ(word("12.6", "565.57.01"), "native");
  EXPECT_EQ(word("12.7", "565.57.01"), "native");
  EXPECT_EQ(word("12.7", "560.35.03"), "minor-version");
  EXPECT_EQ(word("12.8", "565.57.01"), "minor-version");
}

TEST(ToolkitFrom11, twelve_ten_is_newer_than_twelve_nine_and_older_than_thirteen) {
  EXPECT_EQ(word("12.10", "580.65.06"), "native");
  EXPECT_EQ(word("12.10", "575.57.08"), "minor-version");
  EXPECT_EQ(word("12.10", "525.60.13"), "minor-version");
  EXPECT_EQ(word("12.10", "525.53"), "unsupported");
  EXPECT_EQ(word("12.10", "520.61.05"), "unsupported");
  EXPECT_EQ(word("12.10", "620.10"), "native");
  EXPECT_FALSE(ask("12.10", "575.57.08").guess);
}

// ---- rule 6: toolkits newer than the tables
// ---------------------------------------------------------

TEST(NewerToolkit, of_a_known_major_goes_by_the_family) {
  EXPECT_EQ(word("13.5", "580.65.06"), "minor-version");
  EXPECT_EQ(word("13.5", "615.71.09"), "minor-version");
  EXPECT_EQ(word("13.5", "580.65.05"), "unsupported");
  EXPECT_EQ(word("13.5", "535.104.05"), "unsupported");
  EXPECT_FALSE(ask("13.5", "580.65.06").guess);
  EXPECT_TRUE(says(ask("13.5", "580.65.06"), "newer than the tables"));
}

TEST(NewerToolkit, on_a_driver_newer_than_the_tables_is_a_guess) {
  const Judgement judgement = ask("13.5", "620.10");
  EXPECT_EQ(judgement.verdict, Verdict::minor_version);
  EXPECT_TRUE(judgement.guess);
  EXPECT_TRUE(says(judgement, "13.5"));
  EXPECT_TRUE(says(judgement, "620.10"));
  EXPECT_EQ(word("13.5", "616"), "minor-version");
}

TEST(NewerToolkit, of_an_unknown_major_is_never_guessed) {
  EXPECT_EQ(word("14.0", "615.71.09"), "unsupported");
  EXPECT_EQ(word("14.0", "535.104.05"), "unsupported");
  EXPECT_EQ(word("14.0", "616.41"), "unknown");
  EXPECT_EQ(word("14.0", "620.10"), "unknown");
  EXPECT_EQ(word("15.2", "700.10"), "unknown");
  EXPECT_FALSE(ask("14.0", "620.10").guess);
  EXPECT_EQ(ask("14.0", "620.10").needed_driver, "");
}

// ---- only CONDA_OVERRIDE_CUDA is known
// --------------------------------------------------------------

TEST(OverrideCuda, is_native_from_the_toolkits_version_on) {
  EXPECT_EQ(override_word("12.4", "12.4"), "native");
  EXPECT_EQ(override_word("12.4", "13.0"), "native");
  EXPECT_EQ(override_word("10.2", "10.2"), "native");
  EXPECT_EQ(override_word("10.1", "11.0"), "native");
  EXPECT_EQ(override_word("13.5", "13.5"), "native");
  EXPECT_EQ(override_word("13.5", "14.0"), "native");
  EXPECT_FALSE(ask_override("12.4", "12.4").guess);
}

TEST(OverrideCuda, of_the_same_major_is_a_guess_that_says_why) {
  for (const auto& [toolkit, cuda] : {std::pair{"12.4", "12.3"}, std::pair{"11.1", "11.0"},
                                      std::pair{"13.5", "13.4"}, std::pair{"14.2", "14.1"}}) {
    const Judgement judgement = ask_override(toolkit, cuda);
    EXPECT_EQ(judgement.verdict, Verdict::minor_version) << toolkit;
    EXPECT_TRUE(judgement.guess) << toolkit;
    EXPECT_TRUE(says(judgement, "CONDA_OVERRIDE_CUDA gives no driver release")) << toolkit;
    EXPECT_TRUE(says(judgement, toolkit)) << toolkit;
    EXPECT_TRUE(says(judgement, cuda)) << toolkit;
    EXPECT_EQ(judgement.driver_cuda, Version::parse(cuda)) << toolkit;
  }
}

TEST(OverrideCuda, of_an_older_major_or_before_11_is_unsupported) {
  EXPECT_EQ(override_word("12.0", "11.8"), "unsupported");
  EXPECT_EQ(override_word("14.0", "13.4"), "unsupported");
  EXPECT_EQ(override_word("10.2", "10.1"), "unsupported");
  EXPECT_EQ(override_word("9.0", "8.0"), "unsupported");
}

TEST(OverrideCuda, of_a_major_alone_is_its_first_release_as_in_conda) {
  EXPECT_EQ(override_word("12.0", "12"), "native");
  EXPECT_EQ(override_word("12.1", "12"), "minor-version");
  EXPECT_EQ(override_word("11.8", "12"), "native");
}

TEST(OverrideCuda, outranks_a_release) {
  Question question;
  question.toolkit = Version::parse("12.4");
  question.driver = Version::parse("615.71.09");
  question.driver_cuda = Version::parse("11.8");
  EXPECT_EQ(judge(question, compat::builtin_tables()).verdict, Verdict::unsupported);
}

// ---- what goes with a verdict
// -------------------------------------------------------------------------

TEST(NeededDriver, is_the_smallest_published_one_that_works) {
  EXPECT_EQ(ask("11.0", "440.33").needed_driver, "450.51.05");
  EXPECT_EQ(ask("11.1", "440.33").needed_driver, "450.80.02");
  EXPECT_EQ(ask("12.0", "440.33").needed_driver, "525.60.13");
  EXPECT_EQ(ask("12.10", "440.33").needed_driver, "525.60.13");
  EXPECT_EQ(ask("13.4", "440.33").needed_driver, "580.65.06");
  EXPECT_EQ(ask("13.5", "440.33").needed_driver, "580.65.06");
  EXPECT_EQ(ask("9.1", "384.81").needed_driver, "387.26");
  EXPECT_EQ(ask_override("12.4", "11.8").needed_driver, "525.60.13");
}

TEST(NeededDriver, turns_the_verdict_for_every_toolkit) {
  for (const compat::ToolkitRelease& row : compat::builtin_tables().toolkits) {
    const std::string toolkit = row.version.str();
    const std::string needed = ask(toolkit, "340.10").needed_driver;
    ASSERT_NE(needed, "") << toolkit;
    const Verdict verdict = ask(toolkit, needed).verdict;
    EXPECT_TRUE(verdict == Verdict::native || verdict == Verdict::minor_version) << toolkit;
  }
}

TEST(Reasons, name_both_versions_as_they_were_read) {
  constexpr std::array<std::array<std::string_view, 2>, 6> k_cells = {{
      {"12.4", "550.54.08"},
      {"12.4", "525.60.13"},
      {"12.4", "525.60.01"},
      {"13.0", "470.57.02"},
      {"10.2", "418.87.00"},
      {"9.0", "450.80.02"},
  }};
  for (const auto& [toolkit, driver] : k_cells) {
    const Judgement judgement = ask(toolkit, driver);
    EXPECT_TRUE(says(judgement, "CUDA " + std::string(toolkit))) << toolkit << ' ' << driver;
    EXPECT_TRUE(says(judgement, driver)) << toolkit << ' ' << driver;
    for (const std::string& reason : judgement.reasons) {
      EXPECT_EQ(reason.back(), '.') << reason;
    }
  }
}

TEST(Reasons, spell_the_driver_by_its_numbers_if_there_is_no_text) {
  Question question;
  question.toolkit = Version::parse("12.4");
  question.driver = Version::parse("550.54.08");
  EXPECT_TRUE(says(judge(question, compat::builtin_tables()), "550.54.8"));
}

TEST(Tables, without_rows_are_judged_by_without_harm) {
  for (const std::string_view toolkit : {"9.0", "12.4", "14"}) {
    Question question;
    question.toolkit = Version::parse(toolkit);
    question.driver = Version::parse("535.104.05");
    EXPECT_NE(judge(question, {}).verdict, Verdict::native);
    EXPECT_FALSE(judge(question, {}).reasons.empty());
  }
}

}  // namespace
}  // namespace ces
