#include "judge/gpu.h"

#include "compat/lookup.h"

namespace ces {

std::string sm_name(const Version& capability) {
  return "sm_" + std::to_string(capability.major()) + std::to_string(capability.minor());
}

const compat::GpuArchitecture* architecture_of(const Gpu& gpu, const compat::Tables& tables) {
  return gpu.capability ? compat::find_architecture(tables, *gpu.capability) : nullptr;
}

std::string in_words(const Gpu& gpu) {
  if (gpu.name.empty()) {
    return gpu.capability ? sm_name(*gpu.capability) : "a GPU";
  }
  return gpu.capability ? gpu.name + " (" + sm_name(*gpu.capability) + ')' : gpu.name;
}

}  // namespace ces
