#include "observe/gpus.h"

#include "base/child.h"
#include "base/path.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace ces {

namespace {

constexpr const char* k_bus = "/sys/bus/pci/devices";
constexpr const char* k_driver_gpus = "/proc/driver/nvidia/gpus";
constexpr std::size_t k_most_devices = 4096;
constexpr std::size_t k_most_gpus = 256;
constexpr std::size_t k_text_limit = 4096;

// Return the number in the one line "0x10de" of a file of sysfs, nothing if there is none.
std::optional<std::uint32_t> hex_number(const System& system, const std::string& path) {
  constexpr std::string_view k_start = "0x";
  constexpr int k_base = 16;
  const std::string text = system.read(path, k_text_limit).text;
  std::string_view digits = trim(text);
  if (!digits.starts_with(k_start)) {
    return std::nullopt;
  }
  digits.remove_prefix(k_start.size());
  std::uint32_t number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, k_base);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
  return is_whole ? std::optional(number) : std::nullopt;
}

// Return whether a PCI class is a display controller's that CUDA runs on: VGA, or "3D" without a
// screen.
bool is_gpu_class(std::uint32_t number) {
  constexpr std::uint32_t k_vga = 0x0300;
  constexpr std::uint32_t k_3d = 0x0302;
  const std::uint32_t kind = number >> 8U;
  return kind == k_vga || kind == k_3d;
}

std::optional<ObservedGpu> gpu_at(const System& system, const std::string& address) {
  constexpr std::uint32_t k_nvidia = 0x10de;
  const std::string folder = join_path(k_bus, address);
  if (hex_number(system, folder + "/vendor") != std::optional(k_nvidia)) {
    return std::nullopt;
  }
  const auto kind = hex_number(system, folder + "/class");
  if (!kind || !is_gpu_class(*kind)) {
    return std::nullopt;
  }
  ObservedGpu gpu;
  gpu.address = address;
  gpu.evidence = folder + "/device";
  const auto device = hex_number(system, gpu.evidence);
  if (device && *device <= UINT16_MAX) {
    gpu.device = static_cast<std::uint16_t>(*device);
  }
  return gpu;
}

// Return "address<TAB>model" lines for the GPUs that the driver has.
std::string read_models(const System& system) {
  std::string lines;
  for (const std::string& address : system.names_in(k_driver_gpus, k_most_gpus)) {
    const std::string path = join_path(k_driver_gpus, address) + "/information";
    const std::string text = system.read(path, k_text_limit).text;
    lines += address + '\t' + std::string(model_in_information(text)) + '\n';
  }
  return lines;
}

void add_model(std::vector<ObservedGpu>& gpus, std::string_view address, std::string_view model) {
  auto gpu = std::find_if(gpus.begin(), gpus.end(),
                          [&](const ObservedGpu& other) { return other.address == address; });
  const std::string evidence = join_path(k_driver_gpus, address) + "/information";
  if (gpu == gpus.end()) {
    // A container may have the driver's texts and a bus that is not the machine's.
    gpu = gpus.insert(gpus.end(), {std::string(address), std::nullopt, "", evidence});
  } else {
    gpu->evidence += ", " + evidence;
  }
  gpu->model = model;
}

void add_models(std::vector<ObservedGpu>& gpus, std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos && tab > 0) {
      add_model(gpus, line.substr(0, tab), line.substr(tab + 1));
    }
  }
}

}  // namespace

std::string_view model_in_information(std::string_view text) {
  constexpr std::string_view k_label = "Model:";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line.starts_with(k_label)) {
      return trim(line.substr(k_label.size()));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

std::vector<ObservedGpu> gpus_on_pci_bus(const System& system) {
  std::vector<ObservedGpu> gpus;
  for (const std::string& address : system.names_in(k_bus, k_most_devices)) {
    if (auto gpu = gpu_at(system, address)) {
      gpus.push_back(std::move(*gpu));
    }
  }
  return gpus;
}

ObservedGpus observe_gpus(const System& system, std::chrono::milliseconds deadline) {
  ObservedGpus found{gpus_on_pci_bus(system), ""};
  if (!system.root().empty()) {
    add_models(found.gpus, read_models(system));
    return found;
  }
  const ChildResult models = run_in_child([&] { return read_models(system); }, deadline);
  if (models.succeeded()) {
    add_models(found.gpus, models.output);
  } else {
    found.fault = std::string(k_driver_gpus) + " was not read within " +
                  std::to_string(deadline.count()) + " ms; a GPU or its driver may hang";
  }
  return found;
}

}  // namespace ces
