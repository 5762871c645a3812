// What the list of GPUs knows of a GPU that was seen.
#pragma once

#include "judge/gpu.h"
#include "observe/gpus.h"

#include <optional>
#include <vector>

namespace ces {

// Return name, compute capability and kind: by the PCI id, a Jetson's by its chip, else by the
// driver's name for it; what is not known stays unknown.
Gpu known_gpu(const ObservedGpu& observed);

// Return the GPU that decides for a machine with all of `gpus`: what runs on it runs on the others.
// Its kind is the one that allows least. Nothing if there is none, or the capability of one is not
// known.
std::optional<Gpu> deciding_gpu(const std::vector<Gpu>& gpus);

}  // namespace ces
