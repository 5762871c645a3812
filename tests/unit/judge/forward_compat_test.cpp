#include "judge/forward_compat.h"

#include "judge/verdict.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace ces {
namespace {

using compat::GpuKind;
using testing::contains;

// The package of 13.1 as NVIDIA made it.
CompatPackage package_13_1() {
  CompatPackage package;
  package.folder = "/e/cuda-compat";
  package.library = "/e/cuda-compat/libcuda.so.590.44.01";
  package.release = VersionFact{*Version::parse("590.44.01"), "590.44.01", package.library};
  package.note = CompatNote{
      Version(13, 1), {535, 550, 570, 575, 580, 590}, {1, 2, 7, 8, 9, 10, 11, 12, 13, 14}};
  return package;
}

Gpu gpu_of(GpuKind kind) {
  return {"some GPU", Version(9, 0), kind};
}

Judgement ask(const std::string& toolkit, const std::string& driver, const CompatPackage& package,
              const std::optional<Gpu>& gpu) {
  Question question;
  question.toolkit = Version::parse(toolkit);
  question.driver = Version::parse(driver);
  question.driver_text = driver;
  question.compat_package = package;
  question.gpu = gpu;
  return judge(question, compat::builtin_tables());
}

std::string word(const std::string& toolkit, const std::string& driver,
                 const CompatPackage& package = package_13_1(),
                 const std::optional<Gpu>& gpu = gpu_of(GpuKind::data_center)) {
  return std::string(verdict_word(ask(toolkit, driver, package, gpu).verdict));
}

bool says(const Judgement& judgement, const std::string& part) {
  return std::any_of(judgement.reasons.begin(), judgement.reasons.end(),
                     [&](const std::string& reason) { return contains(reason, part); });
}

TEST(ForwardCompat, is_given_where_note_and_gpu_allow_it) {
  EXPECT_EQ(word("13.1", "535.104.05"), "forward-compat");
  EXPECT_EQ(word("13.0", "535.104.05"), "forward-compat");
  EXPECT_EQ(word("13.1", "575.57.08"), "forward-compat");
  EXPECT_FALSE(ask("13.1", "535.104.05", package_13_1(), gpu_of(GpuKind::data_center)).guess);
}

TEST(ForwardCompat, is_not_asked_where_the_driver_does_by_itself) {
  EXPECT_EQ(word("13.1", "590.44.01"), "native");
  EXPECT_EQ(word("13.1", "580.65.06"), "minor-version");
  EXPECT_EQ(word("12.2", "535.104.05"), "native");
}

TEST(ForwardCompat, needs_the_branch_in_the_note) {
  EXPECT_EQ(word("13.1", "470.57.02"), "unsupported");
  EXPECT_EQ(word("13.1", "560.35.03"), "unsupported");
  EXPECT_TRUE(says(ask("13.1", "560.35.03", package_13_1(), gpu_of(GpuKind::data_center)),
                   "not for driver branch 560"));
}

TEST(ForwardCompat, needs_a_package_as_new_as_the_toolkit) {
  EXPECT_EQ(word("13.2", "535.104.05"), "unsupported");
  EXPECT_TRUE(says(ask("13.2", "535.104.05", package_13_1(), gpu_of(GpuKind::data_center)),
                   "brings CUDA 13.1, older than the toolkit's 13.2"));
}

TEST(ForwardCompat, needs_a_package_newer_than_the_driver) {
  CompatPackage package = package_13_1();
  package.release = VersionFact{*Version::parse("535.54.03"), "535.54.03", ""};
  EXPECT_EQ(word("13.1", "535.104.05", package), "unsupported");
}

TEST(ForwardCompat, needs_a_gpu_of_the_kind) {
  EXPECT_EQ(word("13.1", "535.104.05", package_13_1(), gpu_of(GpuKind::geforce)), "unsupported");
  EXPECT_EQ(word("13.1", "535.104.05", package_13_1(), gpu_of(GpuKind::titan)), "unsupported");
  EXPECT_EQ(word("13.1", "535.104.05", package_13_1(), gpu_of(GpuKind::unknown)), "unsupported");
  EXPECT_EQ(word("13.1", "535.104.05", package_13_1(), std::nullopt), "unsupported");
  EXPECT_TRUE(says(ask("13.1", "535.104.05", package_13_1(), gpu_of(GpuKind::geforce)), "804"));
}

TEST(ForwardCompat, on_a_workstation_card_is_a_guess) {
  const Judgement judgement =
      ask("13.1", "535.104.05", package_13_1(), gpu_of(GpuKind::workstation));
  EXPECT_EQ(judgement.verdict, Verdict::forward_compat);
  EXPECT_TRUE(judgement.guess);
}

TEST(ForwardCompat, heeds_the_brands_of_the_note) {
  CompatPackage package = package_13_1();
  package.note->brands = {2};
  EXPECT_EQ(word("13.1", "535.104.05", package), "forward-compat");
  EXPECT_EQ(word("13.1", "535.104.05", package, gpu_of(GpuKind::workstation)), "unsupported");
  package.note->brands = {1};
  EXPECT_EQ(word("13.1", "535.104.05", package), "unsupported");
}

TEST(ForwardCompat, without_a_note_goes_by_the_tables) {
  CompatPackage package = package_13_1();
  package.note.reset();
  EXPECT_EQ(word("13.1", "535.104.05", package), "forward-compat");
  EXPECT_EQ(word("13.1", "560.35.03", package), "unsupported");
  EXPECT_TRUE(says(ask("13.1", "560.35.03", package, gpu_of(GpuKind::data_center)),
                   "names no driver branches"));
}

TEST(ForwardCompat, of_a_package_that_says_nothing_is_not_known) {
  CompatPackage package = package_13_1();
  package.note.reset();
  package.release.reset();
  EXPECT_EQ(word("13.1", "535.104.05", package), "unsupported");
  EXPECT_TRUE(says(ask("13.1", "535.104.05", package, gpu_of(GpuKind::data_center)),
                   "does not tell of which"));
}

TEST(ForwardCompat, does_not_bring_back_a_gpu_that_the_toolkit_dropped) {
  EXPECT_EQ(
      word("13.1", "535.104.05", package_13_1(), Gpu{"V100", Version(7, 0), GpuKind::data_center}),
      "unsupported");
}

TEST(CompatPackagePossible, names_package_and_gpu) {
  const auto finding =
      compat_package_possible(Version(13, 0), {*Version::parse("535.104.05"), "535.104.05", true},
                              std::nullopt, compat::builtin_tables());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES104");
  EXPECT_TRUE(contains(finding->what, "cuda-compat 13.0, if the GPU is a data-center GPU"));
  EXPECT_TRUE(contains(finding->remedy, "cuda-compat cuda-version=13.0"));
}

TEST(CompatPackagePossible, takes_a_newer_package_where_the_own_one_lists_no_such_host) {
  const auto finding = compat_package_possible(Version(12, 7), {Version(535, 10), "535.10", true},
                                               std::nullopt, compat::builtin_tables());
  ASSERT_TRUE(finding);
  EXPECT_TRUE(contains(finding->what, "cuda-compat 12.8")) << finding->what;
}

TEST(CompatPackagePossible, is_nothing_for_other_gpus_and_hosts) {
  const auto possible = [](const char* driver, const std::optional<Gpu>& gpu) {
    return compat_package_possible(Version(13, 0), {*Version::parse(driver), driver, true}, gpu,
                                   compat::builtin_tables())
        .has_value();
  };
  EXPECT_TRUE(possible("535.10", gpu_of(GpuKind::data_center)));
  EXPECT_TRUE(possible("535.10", gpu_of(GpuKind::unknown)));
  EXPECT_FALSE(possible("535.10", gpu_of(GpuKind::geforce)));
  EXPECT_FALSE(possible("535.10", gpu_of(GpuKind::tegra)));
  EXPECT_FALSE(possible("450.80.02", std::nullopt));
}

TEST(CompatPackageUsed, names_the_folder) {
  const Finding finding = compat_package_used(Version(13, 1), "535.104.05", package_13_1());
  EXPECT_EQ(finding.kind->code, "CES105");
  EXPECT_TRUE(contains(finding.what, "/e/cuda-compat"));
}

}  // namespace
}  // namespace ces
