// The GPU of a Jetson or its like, which is part of the chip: the device tree names both, in texts
// that the firmware left and nothing can hang.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <optional>
#include <string_view>
#include <vector>

namespace ces {

// Return the GPU of the machine's Tegra, nothing if it has none that CUDA runs on or is no such
// machine. `on_bus` are the GPUs that the PCI bus lists: from Thor on, the chip's own is among
// them.
std::optional<ObservedGpu> tegra_gpu(const System& system, const std::vector<ObservedGpu>& on_bus);

// Return the chip that the text of /proc/device-tree/compatible names, "tegra234" of
// "nvidia,p3701-0000", "nvidia,tegra234", each ended by NUL; an empty view if it names none.
// Format: Linux, Documentation/devicetree/bindings/arm/tegra.yaml.
std::string_view tegra_chip_in(std::string_view compatible);

}  // namespace ces
