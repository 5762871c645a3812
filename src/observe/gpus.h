// The NVIDIA GPUs of a machine: from the PCI bus and a Jetson's device tree, which nothing can
// hang, and, where it is asked for, from the driver's own texts, in a child with a deadline. Never
// at activation.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <chrono>
#include <string_view>
#include <vector>

namespace ces {

// Return the GPUs that the PCI bus lists, by address.
std::vector<ObservedGpu> gpus_on_pci_bus(const System& system);

// Return them, and a Jetson's own, with the names that the driver has for them. Its files may hang
// with a broken GPU, so they are read by a child that has `deadline` for all of them; of files
// below another root nothing hangs.
ObservedGpus observe_gpus(const System& system, std::chrono::milliseconds deadline);

// Return the value of "Model:" in the text of /proc/driver/nvidia/gpus/*/information, or an empty
// view. Format: kernel-open/nvidia/nv-procfs.c of NVIDIA/open-gpu-kernel-modules.
std::string_view model_in_information(std::string_view text);

}  // namespace ces
