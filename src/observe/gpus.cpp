#include "observe/gpus.h"

#include "base/child.h"
#include "base/path.h"
#include "base/text.h"
#include "observe/tegra_gpu.h"
#include "observe/vgpu.h"

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

// What a line from the child is about; behind it an address and a text, with tabs between.
constexpr std::string_view k_model_line = "model";
constexpr std::string_view k_unreadable_line = "unreadable";
constexpr std::string_view k_virtual_line = "virtual";

std::string line_of(std::string_view about, std::string_view address, std::string_view text) {
  return std::string(about) + '\t' + std::string(address) + '\t' + std::string(text) + '\n';
}

std::string information_of(std::string_view address) {
  return join_path(k_driver_gpus, address) + "/information";
}

// Return the names of the GPUs that the driver has, or that its text about one cannot be read as
// its texts are.
std::string read_models(const System& system) {
  std::string lines;
  for (const std::string& address : system.names_in(k_driver_gpus, k_most_gpus)) {
    const FileText text = system.read(information_of(address), k_text_limit);
    const bool is_unreadable =
        text.status == ReadStatus::not_regular || text.status == ReadStatus::failed;
    lines += is_unreadable ? line_of(k_unreadable_line, address, "")
                           : line_of(k_model_line, address, model_in_information(text.text));
  }
  return lines;
}

// Return which of the GPUs on the bus are virtual, and on which driver's host. Reading a device's
// configuration wakes it.
std::string read_hosts(const System& system, const std::vector<ObservedGpu>& on_bus) {
  constexpr std::size_t k_config_size = 256;
  std::string lines;
  for (const ObservedGpu& gpu : on_bus) {
    const FileText config = system.read(join_path(k_bus, gpu.address) + "/config", k_config_size);
    if (const auto host = vgpu_host_in_config(config.text)) {
      lines += line_of(k_virtual_line, gpu.address, *host);
    }
  }
  return lines;
}

// Return the GPU at the address. A container may have the driver's texts and a bus that is not the
// machine's.
ObservedGpu& gpu_of(std::vector<ObservedGpu>& gpus, std::string_view address) {
  const auto gpu = std::find_if(gpus.begin(), gpus.end(),
                                [&](const ObservedGpu& other) { return other.address == address; });
  if (gpu != gpus.end()) {
    return *gpu;
  }
  ObservedGpu other;
  other.address = address;
  return gpus.emplace_back(std::move(other));
}

void add_evidence(ObservedGpu& gpu, const std::string& path) {
  gpu.evidence += (gpu.evidence.empty() ? "" : ", ") + path;
}

void take_line(ObservedGpus& found, std::string_view about, std::string_view address,
               std::string_view text) {
  if (about == k_unreadable_line) {
    found.fault = information_of(address) + " cannot be read; a GPU or its driver may hang";
    return;
  }
  ObservedGpu& gpu = gpu_of(found.gpus, address);
  if (about == k_model_line) {
    gpu.model = text;
    add_evidence(gpu, information_of(address));
  } else if (about == k_virtual_line) {
    gpu.is_virtual = true;
    gpu.host_driver = text;
    add_evidence(gpu, join_path(k_bus, address) + "/config");
  }
}

void take_lines(ObservedGpus& found, std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    if (first != std::string_view::npos && second != std::string_view::npos) {
      take_line(found, line.substr(0, first), line.substr(first + 1, second - first - 1),
                line.substr(second + 1));
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
  const auto read_all = [&system, on_bus = found.gpus] {
    return read_models(system) + read_hosts(system, on_bus);
  };
  if (auto gpu = tegra_gpu(system, found.gpus)) {
    found.gpus.push_back(*std::move(gpu));
  }
  if (!system.root().empty()) {
    take_lines(found, read_all());
    return found;
  }
  const ChildResult answer = run_in_child(read_all, deadline);
  if (answer.succeeded()) {
    take_lines(found, answer.output);
  } else {
    found.fault = std::string(k_driver_gpus) + " was not read within " +
                  std::to_string(deadline.count()) + " ms; a GPU or its driver may hang";
  }
  return found;
}

}  // namespace ces
