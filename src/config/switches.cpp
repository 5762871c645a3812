#include "config/switches.h"

namespace ces {

namespace {

bool is_on(const Environment& environment, std::string_view name) {
  const auto value = environment.get(name);
  return value && !value->empty() && *value != "0";
}

}  // namespace

bool is_disabled(const Environment& environment) {
  return is_on(environment, "CUDA_ENV_SWITCH_DISABLE");
}

bool is_package_build(const Environment& environment) {
  return is_on(environment, "CONDA_BUILD");
}

}  // namespace ces
