// Source of the vGPU rules: NVIDIA, "Virtual GPU Software User Guide", virtual GPU types. Which
// releases of guest and host go together stands in the release notes of each vGPU software, in no
// table that could be judged by.
#include "judge/driver_presence.h"

#include "judge/known_gpu.h"

namespace ces {

namespace {

std::string remedy_for(const Driver& driver) {
  if (!driver.container.empty()) {
    return "start the container with the GPU: docker run --gpus all, podman run --device "
           "nvidia.com/gpu=all, apptainer exec --nv";
  }
  return driver.library ? "load its kernel module: sudo modprobe nvidia; if there is none for this "
                          "kernel, install the driver again"
                        : "install NVIDIA's driver by your distribution's package manager, and "
                          "reboot";
}

std::string why_without(const Driver& driver) {
  if (!driver.container.empty()) {
    return "this is a container (" + driver.container +
           "), which sees the host's driver only if it is started so";
  }
  return driver.library ? driver.library->evidence +
                              " is there, so the driver's libraries are installed and " +
                              "its kernel module is not loaded"
                        : "neither its kernel module nor its library libcuda.so.1 is there";
}

}  // namespace

std::optional<Finding> gpu_without_driver_finding(const Driver& driver, const ObservedGpus& gpus) {
  if (driver.place != Driver::Place::none || !driver.evidence.empty() || gpus.gpus.empty()) {
    return std::nullopt;
  }
  const ObservedGpu& first = gpus.gpus.front();
  const std::string name = known_gpu(first).name;
  Finding finding = finding_of(finding_kinds::k_gpu_without_driver);
  finding.what = "this machine has " + (name.empty() ? "an NVIDIA GPU" : name) + " (" +
                 first.address + "), but no NVIDIA driver is loaded";
  finding.why = why_without(driver);
  finding.impact = "programs can be compiled, but not run";
  finding.remedy = remedy_for(driver);
  finding.verify = "cat /proc/driver/nvidia/version";
  finding.evidence = first.evidence;
  return finding;
}

Finding driver_silent_finding(const std::string& fault, const std::string& evidence) {
  Finding finding = finding_of(finding_kinds::k_driver_silent);
  finding.what = fault;
  finding.why =
      "a GPU that fell off the bus, or a driver that waits for one, leaves every program that asks "
      "it hanging";
  finding.impact = "CUDA programs hang, or end with an error, when they start";
  finding.remedy = "look for \"NVRM: Xid\" in the kernel's log, and reboot";
  finding.verify = "sudo dmesg | grep -i nvrm; nvidia-smi";
  finding.evidence = evidence;
  return finding;
}

char vgpu_series(std::string_view model) {
  constexpr std::string_view k_digits = "0123456789";
  constexpr std::string_view k_series = "ABCQ";
  if (model.size() < 2 || k_series.find(model.back()) == std::string_view::npos) {
    return 0;
  }
  const std::string_view before = model.substr(0, model.size() - 1);
  const std::size_t dash = before.rfind('-');
  const bool is_size = dash != std::string_view::npos && dash + 1 < before.size() &&
                       before.find_first_not_of(k_digits, dash + 1) == std::string_view::npos;
  return is_size ? model.back() : char{0};
}

std::optional<Finding> vgpu_finding(const ObservedGpu& gpu) {
  const char series = vgpu_series(gpu.model);
  if (series == 0 && !gpu.is_virtual) {
    return std::nullopt;
  }
  const bool has_cuda = series != 'A' && series != 'B';
  Finding finding = finding_of(finding_kinds::k_gpu_is_virtual);
  finding.what = (gpu.model.empty() ? "the GPU at " + gpu.address : gpu.model) +
                 " is a virtual GPU" +
                 (series != 0 ? " of the " + std::string(1, series) + " series" : "");
  finding.why = "the driver in here and the vGPU manager on the host must go together";
  if (!gpu.host_driver.empty()) {
    finding.what += "; the host's driver is " + gpu.host_driver;
  } else {
    finding.why += "; the host's release can be read by root alone, if it is told at all";
  }
  finding.impact = has_cuda ? "after an update of the driver in here alone, it may not start"
                            : "A and B series are for desktops: CUDA programs do not run on them";
  finding.remedy =
      has_cuda ? "update the driver only to a release that the host's vGPU software supports"
               : "ask whoever runs the host for a vGPU type of the C or Q series";
  finding.verify = "nvidia-smi -q | grep -i -A 2 vgpu";
  finding.evidence = gpu.evidence;
  return finding;
}

}  // namespace ces
