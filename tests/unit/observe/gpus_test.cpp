#include "observe/gpus.h"

#include "judge/known_gpu.h"
#include "observe/library_path.h"
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
