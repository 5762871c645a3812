#include "observe/gpus.h"

#include "judge/known_gpu.h"
#include "observe/library_path.h"
#include "observe/tegra_gpu.h"
#include "observe/vgpu.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using namespace std::chrono_literals;
using compat::GpuKind;
using testing::system_at;
using testing::TempFolder;

constexpr auto k_ample = 60s;

void add_device(const TempFolder& temp, const std::string& address, const std::string& vendor,
                const std::string& kind, const std::string& device) {
  const std::string folder = "sys/bus/pci/devices/" + address;
  temp.file(folder + "/vendor", vendor + '\n');
  temp.file(folder + "/class", kind + '\n');
  temp.file(folder + "/device", device + '\n');
}

void add_information(const TempFolder& temp, const std::string& address, const std::string& model) {
  temp.file("proc/driver/nvidia/gpus/" + address + "/information",
            "Model: \t\t " + model + "\nIRQ:   \t\t 125\nGPU UUID: \t GPU-x\n");
}

TEST(PciBus, lists_nvidias_gpus_and_no_other_device) {
  const TempFolder temp;
  add_device(temp, "0000:17:00.0", "0x10de", "0x030200", "0x2330");
  add_device(temp, "0000:01:00.0", "0x10de", "0x030000", "0x2684");
  add_device(temp, "0000:01:00.1", "0x10de", "0x040300", "0x22ba");  // its sound
  add_device(temp, "0000:05:00.0", "0x1a03", "0x030000", "0x2000");  // another maker's
  const auto gpus = gpus_on_pci_bus(system_at(temp.path()));
  ASSERT_EQ(gpus.size(), 2U);
  EXPECT_EQ(gpus[0].address, "0000:01:00.0");
  EXPECT_EQ(gpus[0].device, 0x2684);
  EXPECT_EQ(gpus[1].device, 0x2330);
  EXPECT_EQ(gpus[1].evidence, "/sys/bus/pci/devices/0000:17:00.0/device");
}

TEST(PciBus, is_read_without_harm_where_its_texts_are_broken) {
  const TempFolder temp;
  add_device(temp, "a", "10de", "0x030000", "0x2330");
  add_device(temp, "b", "0x10de", "nothing", "0x2330");
  add_device(temp, "c", "0x10de", "0x030000", "0x2330 and more");
  add_device(temp, "d", "0x10de", "0x030000", "0xfffffffff");
  const auto gpus = gpus_on_pci_bus(system_at(temp.path()));
  ASSERT_EQ(gpus.size(), 2U);
  EXPECT_FALSE(gpus[0].device);
  EXPECT_FALSE(gpus[1].device);
  EXPECT_TRUE(gpus_on_pci_bus(system_at("/no/such/root")).empty());
}

TEST(Gpus, have_the_drivers_names_beside_their_ids) {
  const TempFolder temp;
  add_device(temp, "0000:17:00.0", "0x10de", "0x030200", "0x2330");
  add_information(temp, "0000:17:00.0", "NVIDIA H100 80GB HBM3");
  const ObservedGpus found = observe_gpus(system_at(temp.path()), k_ample);
  EXPECT_EQ(found.fault, "");
  ASSERT_EQ(found.gpus.size(), 1U);
  EXPECT_EQ(found.gpus[0].model, "NVIDIA H100 80GB HBM3");
  EXPECT_EQ(found.gpus[0].device, 0x2330);
}

TEST(Gpus, of_the_driver_alone_are_listed_too) {
  const TempFolder temp;
  add_information(temp, "0000:17:00.0", "Tesla T4");
  const ObservedGpus found = observe_gpus(system_at(temp.path()), k_ample);
  ASSERT_EQ(found.gpus.size(), 1U);
  EXPECT_FALSE(found.gpus[0].device);
  EXPECT_EQ(found.gpus[0].model, "Tesla T4");
}

TEST(Gpus, of_which_a_text_is_no_file_are_told_without_waiting) {
  const TempFolder temp;
  add_device(temp, "0000:17:00.0", "0x10de", "0x030200", "0x2330");
  add_information(temp, "0000:01:00.0", "Tesla T4");
  temp.folder("proc/driver/nvidia/gpus/0000:17:00.0");
  temp.fifo("proc/driver/nvidia/gpus/0000:17:00.0/information");
  const ObservedGpus found = observe_gpus(system_at(temp.path()), k_ample);
  EXPECT_NE(found.fault.find("0000:17:00.0/information cannot be read"), std::string::npos)
      << found.fault;
  ASSERT_EQ(found.gpus.size(), 2U);
  EXPECT_EQ(found.gpus[0].device, 0x2330);
  EXPECT_EQ(found.gpus[1].model, "Tesla T4");
}

// ---- virtual ones -------------------------------------------------------------------------------

// Return the configuration of a virtual GPU: a capability of another kind, then NVIDIA's own with a
// record that tells something else, then the one with the host's driver.
std::string config_of_vgpu(const std::string& host) {
  std::string config(256, '\0');
  config[0x06] = 0x10;
  config[0x34] = 0x60;
  config.replace(0x60, 2, std::string("\x01\x80", 2));
  std::string record = std::string("\x00\x16", 2) + host;
  record.resize(22, '\0');
  config.replace(0x80, 31, std::string("\x09\x00\x1fVF\x05\x04xx", 9) + record);
  return config;
}

TEST(Vgpu, is_told_with_its_host_by_its_configuration) {
  EXPECT_EQ(vgpu_host_in_config(config_of_vgpu("535.104.06")), "535.104.06");
  EXPECT_EQ(vgpu_host_in_config(config_of_vgpu("550.54")), "550.54");
  EXPECT_EQ(vgpu_host_in_config(config_of_vgpu("a\nb")), "");
}

TEST(Vgpu, is_not_seen_where_there_is_none_or_the_bytes_end) {
  std::string config = config_of_vgpu("535.104.06");
  EXPECT_EQ(vgpu_host_in_config(config.substr(0, 64)), std::nullopt);
  EXPECT_EQ(vgpu_host_in_config(""), std::nullopt);
  config[0x83] = 'X';
  EXPECT_EQ(vgpu_host_in_config(config), std::nullopt);
  config[0x61] = 0x60;  // a list that leads back to itself
  EXPECT_EQ(vgpu_host_in_config(config), std::nullopt);
  config[0x06] = 0;
  EXPECT_EQ(vgpu_host_in_config(config), std::nullopt);
}

TEST(Gpus, that_are_virtual_are_so_told) {
  const TempFolder temp;
  add_device(temp, "0000:02:00.0", "0x10de", "0x030000", "0x25b6");
  temp.file("sys/bus/pci/devices/0000:02:00.0/config", config_of_vgpu("535.104.06"));
  const ObservedGpus found = observe_gpus(system_at(temp.path()), k_ample);
  ASSERT_EQ(found.gpus.size(), 1U);
  EXPECT_TRUE(found.gpus[0].is_virtual);
  EXPECT_EQ(found.gpus[0].host_driver, "535.104.06");
  EXPECT_EQ(found.gpus[0].evidence,
            "/sys/bus/pci/devices/0000:02:00.0/device, /sys/bus/pci/devices/0000:02:00.0/config");
}

// ---- a Jetson's own -----------------------------------------------------------------------------

constexpr std::string_view k_orin("nvidia,p3737-0000+p3701-0005\0nvidia,tegra234\0", 46);

TEST(TegraChip, is_the_entry_of_nvidias_with_a_number) {
  EXPECT_EQ(tegra_chip_in(k_orin), "tegra234");
  EXPECT_EQ(tegra_chip_in("nvidia,tegra210"), "tegra210");
  EXPECT_EQ(tegra_chip_in("brcm,bcm2711"), "");
  EXPECT_EQ(tegra_chip_in("nvidia,tegra"), "");
  EXPECT_EQ(tegra_chip_in("nvidia,tegra234-soc"), "");
  EXPECT_EQ(tegra_chip_in("other,tegra234"), "");
  EXPECT_EQ(tegra_chip_in(""), "");
}

TEST(TegraGpu, is_told_by_the_device_tree) {
  const TempFolder temp;
  temp.file("proc/device-tree/compatible", std::string(k_orin));
  temp.file("proc/device-tree/model", std::string("NVIDIA Jetson AGX Orin\0", 23));
  const ObservedGpus found = observe_gpus(system_at(temp.path()), k_ample);
  ASSERT_EQ(found.gpus.size(), 1U);
  EXPECT_EQ(found.gpus[0].model, "NVIDIA Jetson AGX Orin");
  EXPECT_EQ(found.gpus[0].evidence, "/proc/device-tree/compatible, /proc/device-tree/model");
  const Gpu gpu = known_gpu(found.gpus[0]);
  EXPECT_EQ(in_words(gpu), "NVIDIA Jetson AGX Orin (sm_87)");
  EXPECT_EQ(gpu.kind, GpuKind::tegra);
}

TEST(TegraGpu, beside_a_card_on_the_bus_is_another_one_up_to_orin) {
  const TempFolder temp;
  add_device(temp, "0005:01:00.0", "0x10de", "0x030000", "0x2230");
  temp.file("proc/device-tree/compatible", std::string(k_orin));
  EXPECT_EQ(observe_gpus(system_at(temp.path()), k_ample).gpus.size(), 2U);
  temp.file("proc/device-tree/compatible", "nvidia,tegra264");  // Thor's own is on the bus
  EXPECT_EQ(observe_gpus(system_at(temp.path()), k_ample).gpus.size(), 1U);
}

TEST(TegraGpu, without_cuda_or_of_no_known_chip_is_not_made_up) {
  const TempFolder temp;
  temp.file("proc/device-tree/compatible", "nvidia,tegra30");
  EXPECT_TRUE(observe_gpus(system_at(temp.path()), k_ample).gpus.empty());
  temp.file("proc/device-tree/compatible", "nvidia,tegra999");
  const ObservedGpus found = observe_gpus(system_at(temp.path()), k_ample);
  ASSERT_EQ(found.gpus.size(), 1U);
  EXPECT_EQ(known_gpu(found.gpus[0]).name, "tegra999");
  EXPECT_FALSE(known_gpu(found.gpus[0]).capability);
}

TEST(Gpus, of_this_machine_are_read_in_a_child) {
  // Whatever there is: it ends, and nothing is at fault on a machine that works.
  EXPECT_EQ(observe_gpus(system_at("/"), k_ample).fault, "");
}

TEST(Information, has_the_model_on_its_own_line) {
  EXPECT_EQ(model_in_information("Model: \t\t NVIDIA A100\nIRQ: 1\n"), "NVIDIA A100");
  EXPECT_EQ(model_in_information("IRQ: 1\nModel:x"), "x");
  EXPECT_EQ(model_in_information("No Model: x\n"), "");
  EXPECT_EQ(model_in_information(""), "");
}

TEST(KnownGpu, is_told_by_its_id_else_by_its_name) {
  const Gpu by_id = known_gpu({"a", 0x2330, "NVIDIA H100 80GB HBM3", ""});
  EXPECT_EQ(by_id.name, "NVIDIA H100 80GB HBM3");
  EXPECT_EQ(by_id.capability, Version(9, 0));
  EXPECT_EQ(by_id.kind, GpuKind::data_center);
  EXPECT_EQ(known_gpu({"a", 0x2684, "", ""}).name, "GeForce RTX 4090");
  EXPECT_EQ(known_gpu({"a", std::nullopt, "Tesla T4", ""}).capability, Version(7, 5));
  EXPECT_EQ(known_gpu({"a", 0xFFFE, "NVIDIA Brand New", ""}).capability, std::nullopt);
  EXPECT_EQ(known_gpu({"a", std::nullopt, "", ""}).kind, GpuKind::unknown);
}

TEST(DecidingGpu, is_the_least_able_of_the_kind_that_allows_least) {
  const Gpu h100{"H100", Version(9, 0), GpuKind::data_center};
  const Gpu t4{"T4", Version(7, 5), GpuKind::data_center};
  const Gpu rtx{"RTX", Version(8, 9), GpuKind::geforce};
  EXPECT_EQ(deciding_gpu({h100, t4})->name, "T4");
  EXPECT_EQ(deciding_gpu({h100, t4})->kind, GpuKind::data_center);
  EXPECT_EQ(deciding_gpu({h100, rtx})->kind, GpuKind::geforce);
  EXPECT_FALSE(deciding_gpu({}));
  EXPECT_FALSE(deciding_gpu({h100, {"X", std::nullopt, GpuKind::unknown}}));
}

TEST(LibraryPath, has_the_release_of_the_runtime_in_each_folder) {
  const TempFolder temp;
  temp.file("a/libcudart.so.12");
  temp.file("a/libcudart.so.12.4.127");
  temp.file("b/libcudart.so.11.0");  // of every 11.x
  temp.folder("c");
  const auto elements =
      observe_library_path(system_at(temp.path(), {"LD_LIBRARY_PATH=/a:/b:/c:relative:"}));
  ASSERT_EQ(elements.size(), 5U);
  EXPECT_EQ(elements[0].runtime, "12.4");
  for (std::size_t i = 1; i < elements.size(); ++i) {
    EXPECT_EQ(elements[i].runtime, "") << elements[i].text;
  }
}

TEST(LibraryPath, is_told_element_by_element) {
  const TempFolder temp;
  temp.folder("a/lib64");
  temp.file("a/lib64/stubs/libcuda.so");
  temp.file("b/stubs/other.so");
  temp.file("e/cuda-compat/libcuda.so.1");
  temp.folder("e/compat");
  temp.file("file");
  const auto elements = observe_library_path(system_at(
      temp.path(), {"LD_LIBRARY_PATH=/a/lib64:/a/lib64/stubs/:/b/stubs::/e/cuda-compat:/e/compat:"
                    "/gone:/file:relative"}));
  using Kind = LibraryPathElement::Kind;
  std::vector<Kind> kinds;
  for (const LibraryPathElement& element : elements) {
    kinds.push_back(element.kind);
  }
  EXPECT_EQ(kinds,
            (std::vector<Kind>{Kind::plain, Kind::stubs, Kind::plain, Kind::empty, Kind::compat,
                               Kind::plain, Kind::missing, Kind::missing, Kind::plain}));
  EXPECT_TRUE(observe_library_path(system_at(temp.path())).empty());
  EXPECT_TRUE(observe_library_path(system_at(temp.path(), {"LD_LIBRARY_PATH="})).empty());
}

}  // namespace
}  // namespace ces
