#include "report/status.h"

#include "config/switches.h"
#include "edit/record.h"
#include "edit/switch.h"

namespace ces {

bool StatusReport::is_switched() const {
  return diagnosis->toolkit != nullptr && is_in_force(system->environment(), *diagnosis->toolkit);
}

std::string StatusReport::why_not_switched() const {
  const Environment& environment = system->environment();
  if (is_switched()) {
    return {};
  }
  if (facts->prefix.empty()) {
    return "no environment is active";
  }
  if (diagnosis->toolkit == nullptr) {
    return "the environment has no toolkit that works";
  }
  if (is_disabled(environment)) {
    return "CUDA_ENV_SWITCH_DISABLE is set";
  }
  if (is_package_build(environment)) {
    return "CONDA_BUILD is set: a package is being built";
  }
  if (!facts->hook_installed) {
    return "the environment has no activation hook: install cuda-env-switch into it";
  }
  const auto text = environment.get(k_record_variable);
  const auto record = text ? decode_record(*text) : std::nullopt;
  if (record && record->state == Record::State::on) {
    return "the toolkit of " + record->owner + " is in force";
  }
  return "the hook did not run in this shell: activate the environment again, or "
         "eval \"$(cuda-env-resolve)\"";
}

std::string StatusReport::driver_cuda() const {
  if (facts->driver.cuda) {
    return facts->driver.cuda->text;
  }
  return diagnosis->judgement.driver_cuda ? diagnosis->judgement.driver_cuda->str() : "";
}

}  // namespace ces
