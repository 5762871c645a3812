#include "judge/driver_presence.h"

#include "judge/install_command.h"
#include "judge/package_channels.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ces {
namespace {

using testing::contains;

TEST(VgpuSeries, is_the_letter_behind_the_size) {
  const std::pair<const char*, char> names[] = {{"NVIDIA A16-8Q", 'Q'},
                                                {"GRID V100D-32C", 'C'},
                                                {"NVIDIA A40-2B", 'B'},
                                                {"GRID T4-16A", 'A'},
                                                {"Tesla T4", 0},
                                                {"NVIDIA H100 80GB HBM3", 0},
                                                {"GeForce GTX 750-Q", 0},
                                                {"", 0},
                                                {"Q", 0}};
  for (const auto& [name, series] : names) {
    EXPECT_EQ(vgpu_series(name), series) << name;
  }
}

TEST(GpuWithoutDriver, is_told_in_the_words_of_where_it_is) {
  ObservedGpus gpus;
  gpus.gpus.push_back({"0000:17:00.0", 0x2684, "", "/sys/bus/pci/devices/0000:17:00.0/device"});
  Driver driver;
  EXPECT_TRUE(
      contains(gpu_without_driver_finding(driver, gpus)->remedy, "install NVIDIA's driver"));
  driver.library = VersionFact{Version(550, 54), "550.54.15", "/usr/lib64/libcuda.so.1"};
  EXPECT_TRUE(contains(gpu_without_driver_finding(driver, gpus)->remedy, "modprobe"));
  driver.container = "/.dockerenv";
  EXPECT_TRUE(contains(gpu_without_driver_finding(driver, gpus)->remedy, "--gpus all"));
  EXPECT_FALSE(gpu_without_driver_finding(driver, {}));
  driver.place = Driver::Place::linux_;
  EXPECT_FALSE(gpu_without_driver_finding(driver, gpus));
}

TEST(PackageChannels, are_of_one_family_with_their_labels) {
  const auto record = [](const char* name, const char* channel) {
    return PackageRecord{name, {Version(12, 4), "12.4", name}, channel};
  };
  EXPECT_FALSE(package_channels_finding({}));
  EXPECT_FALSE(
      package_channels_finding({record("cuda-nvcc", ""), record("cuda-cudart", "nvidia")}));
  EXPECT_FALSE(package_channels_finding(
      {record("cuda-nvcc", "nvidia/label/cuda-12.4.0"), record("cuda-cudart", "nvidia")}));
  EXPECT_FALSE(package_channels_finding(
      {record("cuda-nvcc", "nvidia"), record("cuda-version", "conda-forge")}));
  EXPECT_TRUE(package_channels_finding(
      {record("cuda-nvcc", "nvidia"), record("cuda-cudart", "conda-forge")}));
}

TEST(InWordsOf, has_the_command_of_who_made_the_environment) {
  const std::string text = "update it, or: conda install -c conda-forge a b";
  const std::pair<Engine, const char*> engines[] = {
      {Engine::unknown, "update it, or: conda install -c conda-forge a b"},
      {Engine::mamba, "update it, or: mamba install -c conda-forge a b"},
      {Engine::micromamba, "update it, or: micromamba install -c conda-forge a b"},
      {Engine::pixi, "update it, or: pixi add a b"}};
  for (const auto& [engine, words] : engines) {
    EXPECT_EQ(in_words_of(engine, text), words);
  }
  EXPECT_EQ(in_words_of(Engine::conda, text, "/e"),
            "update it, or: conda install -p /e -c conda-forge a b");
  EXPECT_EQ(in_words_of(Engine::pixi, text, "/e"), "update it, or: pixi add a b");
  EXPECT_EQ(in_words_of(Engine::conda, "nothing"), "nothing");
}

}  // namespace
}  // namespace ces
