#include "judge/toolkit_gpu.h"

#include "judge/driver_gpu.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::contains;

GpuTarget target(const Version& cuda, const Version& capability) {
  return target_of(cuda, capability, compat::builtin_tables());
}

GpuDriving driving(std::uint32_t branch, const Version& capability) {
  return driving_of(branch, capability, compat::builtin_tables());
}

std::optional<Finding> toolkit_says(const Version& cuda, const Gpu& gpu) {
  return toolkit_gpu_finding(cuda, gpu, compat::builtin_tables(), "the table");
}

std::optional<Finding> driver_says(std::uint32_t branch, const Gpu& gpu) {
  return driver_gpu_finding(branch, std::to_string(branch) + ".10", gpu, compat::builtin_tables(),
                            "the table");
}

const Gpu k_h100{"H100", Version(9, 0), compat::GpuKind::data_center};
const Gpu k_v100{"V100", Version(7, 0), compat::GpuKind::data_center};
const Gpu k_k80{"K80", Version(3, 7), compat::GpuKind::data_center};

TEST(ToolkitAndGpu, have_both_ends) {
  EXPECT_EQ(target(Version(11, 7), Version(9, 0)), GpuTarget::ptx_only);
  EXPECT_EQ(target(Version(11, 8), Version(9, 0)), GpuTarget::native);
  EXPECT_EQ(target(Version(13, 4), Version(9, 0)), GpuTarget::native);
  EXPECT_EQ(target(Version(8, 0), Version(7, 0)), GpuTarget::ptx_only);
  EXPECT_EQ(target(Version(12, 9), Version(7, 0)), GpuTarget::native);
  EXPECT_EQ(target(Version(13, 0), Version(7, 0)), GpuTarget::too_new);
  EXPECT_EQ(target(Version(11, 0), Version(3, 0)), GpuTarget::too_new);
  EXPECT_EQ(target(Version(11, 8), Version(3, 5)), GpuTarget::native);
  EXPECT_EQ(target(Version(12, 0), Version(3, 5)), GpuTarget::too_new);
  EXPECT_EQ(target(Version(13, 0), Version(10, 1)), GpuTarget::too_new);
  EXPECT_EQ(target(Version(13, 0), Version(11, 0)), GpuTarget::native);
}

// Hopper came with 11.8, which is newer than any cudatoolkit-dev.
TEST(ToolkitAndGpu, advise_no_toolkit_older_than_the_gpu_needs) {
  const std::string remedy = toolkit_says(Version(11, 7), k_h100)->remedy;
  EXPECT_NE(remedy.find("-c nvidia/label/cuda-11.8.0 cuda-toolkit"), std::string::npos) << remedy;
  EXPECT_EQ(remedy.find("11.7"), std::string::npos) << remedy;
}

TEST(ToolkitAndGpu, newer_than_the_tables_go_by_the_newest) {
  EXPECT_EQ(target(Version(14, 0), Version(9, 0)), GpuTarget::native);
  EXPECT_EQ(target(Version(14, 0), Version(7, 0)), GpuTarget::too_new);
}

TEST(ToolkitAndGpu, of_a_capability_nobody_knows_are_not_judged) {
  EXPECT_EQ(target(Version(12, 4), Version(9, 9)), GpuTarget::not_known);
  EXPECT_FALSE(toolkit_says(Version(12, 4), {"X", Version(9, 9), compat::GpuKind::unknown}));
  EXPECT_FALSE(toolkit_says(Version(12, 4), {"X", std::nullopt, compat::GpuKind::unknown}));
}

TEST(ToolkitAndGpu, that_fit_are_no_finding) {
  EXPECT_FALSE(toolkit_says(Version(12, 4), k_h100));
  EXPECT_FALSE(toolkit_says(Version(12, 4), k_v100));
}

TEST(ToolkitTooOldForGpu, names_both_and_the_way_by_ptx) {
  const auto finding = toolkit_says(Version(11, 4), k_h100);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES107");
  EXPECT_TRUE(contains(finding->what, "CUDA 11.4")) << finding->what;
  EXPECT_TRUE(contains(finding->what, "H100 (sm_90)")) << finding->what;
  EXPECT_TRUE(contains(finding->remedy, "CUDA 11.8 or newer")) << finding->remedy;
  EXPECT_TRUE(contains(finding->remedy, "-gencode arch=compute_87,code=compute_87"));
  EXPECT_EQ(finding->evidence, "the table");
}

TEST(ToolkitDroppedGpu, names_the_last_one_and_how_to_install_it) {
  const auto finding = toolkit_says(Version(13, 0), k_v100);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES106");
  EXPECT_TRUE(contains(finding->what, "CUDA 12.9 was the last"));
  EXPECT_TRUE(contains(finding->remedy, "cuda-version=12.9"));
  EXPECT_TRUE(contains(toolkit_says(Version(12, 0), k_k80)->remedy, "cudatoolkit-dev=11.7"));
}

TEST(DriverAndGpu, have_both_ends) {
  EXPECT_EQ(driving(470, Version(3, 5)), GpuDriving::driven);
  EXPECT_EQ(driving(471, Version(3, 5)), GpuDriving::dropped);
  EXPECT_EQ(driving(495, Version(3, 5)), GpuDriving::dropped);
  EXPECT_EQ(driving(390, Version(2, 1)), GpuDriving::driven);
  EXPECT_EQ(driving(396, Version(2, 1)), GpuDriving::dropped);
  EXPECT_EQ(driving(580, Version(7, 0)), GpuDriving::driven);
  EXPECT_EQ(driving(590, Version(7, 0)), GpuDriving::dropped);
  EXPECT_EQ(driving(700, Version(9, 0)), GpuDriving::driven);
  EXPECT_EQ(driving(515, Version(9, 0)), GpuDriving::too_old);
  EXPECT_EQ(driving(520, Version(9, 0)), GpuDriving::driven);
  EXPECT_EQ(driving(565, Version(12, 0)), GpuDriving::too_old);
  EXPECT_EQ(driving(361, Version(5, 0)), GpuDriving::driven);
  EXPECT_EQ(driving(535, Version(9, 9)), GpuDriving::not_known);
}

TEST(DriverDroppedGpu, names_the_legacy_branch) {
  const auto finding = driver_says(590, k_v100);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES108");
  EXPECT_TRUE(contains(finding->what, "590.10"));
  EXPECT_TRUE(contains(finding->what, "branch 580 was the last"));
  EXPECT_FALSE(driver_says(580, k_v100));
}

TEST(DriverTooOldForGpu, says_that_it_guesses) {
  const auto finding = driver_says(470, k_h100);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES109");
  EXPECT_TRUE(contains(finding->why, "a guess"));
  EXPECT_TRUE(contains(finding->remedy, "branch 520 or newer"));
  EXPECT_FALSE(driver_says(535, k_h100));
  EXPECT_FALSE(driver_says(535, {"X", std::nullopt, compat::GpuKind::unknown}));
}

TEST(GpuInWords, is_named_by_what_is_known) {
  EXPECT_EQ(in_words(k_h100), "H100 (sm_90)");
  EXPECT_EQ(in_words({"", Version(12, 1), compat::GpuKind::unknown}), "sm_121");
  EXPECT_EQ(in_words({"X", std::nullopt, compat::GpuKind::unknown}), "X");
  EXPECT_EQ(in_words(Gpu()), "a GPU");
}

TEST(GpuWords, are_all_different) {
  EXPECT_EQ(gpu_target_word(GpuTarget::native), "native");
  EXPECT_EQ(gpu_target_word(GpuTarget::ptx_only), "ptx-only");
  EXPECT_EQ(gpu_target_word(GpuTarget::too_new), "too-new");
  EXPECT_EQ(gpu_target_word(GpuTarget::not_known), "unknown");
  EXPECT_EQ(gpu_driving_word(GpuDriving::driven), "driven");
  EXPECT_EQ(gpu_driving_word(GpuDriving::dropped), "dropped");
  EXPECT_EQ(gpu_driving_word(GpuDriving::too_old), "driver-too-old");
  EXPECT_EQ(gpu_driving_word(GpuDriving::not_known), "unknown");
}

}  // namespace
}  // namespace ces
