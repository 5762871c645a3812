#include "report/status.h"

#include "base/path.h"
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
  if (diagnosis->choice.result == Choice::Result::switched_off) {
    return place_in_words(settings->toolkit.source) + " asks for no toolkit";
  }
  if (diagnosis->choice.result == Choice::Result::none_fits) {
    return "the toolkit that " + place_in_words(settings->toolkit.source) +
           " asks for is not there";
  }
  if (diagnosis->toolkit == nullptr) {
    return facts->broken_toolkits.empty() ? "there is no CUDA toolkit in the environment"
                                          : "the environment's toolkit is broken";
  }
  const auto active = environment.non_empty("CONDA_PREFIX");
  const bool is_active = active && normalise_path(*active) == facts->prefix;
  if (!is_active) {
    return "it is not the active environment of this shell";
  }
  return why_hook_did_nothing();
}

std::string StatusReport::why_hook_did_nothing() const {
  const Environment& environment = system->environment();
  if (settings->disable.value) {
    const Source& source = settings->disable.source;
    return source.level == Level::variable ? source.place + " is set"
                                           : "'disable' is on (" + place_in_words(source) + ')';
  }
  if (is_package_build(environment)) {
    return "CONDA_BUILD is set: a package is being built";
  }
  const auto text = environment.get(k_record_variable);
  const auto record = text ? decode_record(*text) : std::nullopt;
  if (record && record->state == Record::State::on) {
    return record->owner == facts->prefix ? "CUDA_HOME was changed since"
                                          : "the toolkit of " + record->owner + " is in force";
  }
  if (text && !record) {
    return "CUDA_ENV_SWITCH_STATE is no record that can be read; open a new shell";
  }
  return facts->hook_installed
             ? "the hook did not run in this shell; activate the environment again"
             : "the environment has no activation hook; to put it there: cuda-env-resolve install";
}

EnvironmentKind StatusReport::kind() const {
  return environment_kind(*facts, compat::builtin_tables());
}

std::string StatusReport::driver_cuda() const {
  if (facts->driver.cuda) {
    return facts->driver.cuda->text;
  }
  return diagnosis->judgement.driver_cuda ? diagnosis->judgement.driver_cuda->str() : "";
}

}  // namespace ces
