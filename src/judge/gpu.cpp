#include "judge/gpu.h"

namespace ces {

std::string sm_name(const Version& capability) {
  return "sm_" + std::to_string(capability.major()) + std::to_string(capability.minor());
}

std::string in_words(const Gpu& gpu) {
  if (gpu.name.empty()) {
    return gpu.capability ? sm_name(*gpu.capability) : "a GPU";
  }
  return gpu.capability ? gpu.name + " (" + sm_name(*gpu.capability) + ')' : gpu.name;
}

}  // namespace ces
