// Rules: whether there is a driver for the GPUs that are there, and whether it answers.
#pragma once

#include "judge/finding.h"
#include "observe/facts.h"

#include <optional>
#include <string>
#include <string_view>

namespace ces {

// Return the finding that the machine has GPUs and no driver; nothing if it has none of the former
// or one of the latter.
std::optional<Finding> gpu_without_driver_finding(const Driver& driver, const ObservedGpus& gpus);

// Return the finding that the driver did not answer; `fault` is the sentence that says so.
Finding driver_silent_finding(const std::string& fault, const std::string& evidence);

// Return the letter of a vGPU's series in the driver's name for it, "NVIDIA A16-8Q"; 0 if it is no
// vGPU's.
char vgpu_series(std::string_view model);

// Return the finding that `gpu` is a vGPU; nothing if it is none.
std::optional<Finding> vgpu_finding(const ObservedGpu& gpu);

}  // namespace ces
