#include "cli/situation.h"

#include "base/path.h"
#include "edit/taken_back.h"

#include <utility>

namespace ces {

std::string prefix_of(const Environment& environment, const Options& options) {
  if (options.prefix) {
    return *options.prefix;
  }
  const auto active = environment.non_empty("CONDA_PREFIX");
  return active ? normalise_path(*active) : "";
}

Configuration configuration_of(const System& system, const Options& options) {
  Configuration configuration =
      read_configuration(system, prefix_of(system.environment(), options));
  if (options.quiet) {
    configuration.settings.quiet = {true, {Level::command_line, "--quiet", 0}};
  }
  return configuration;
}

Situation look_for(const System& system, const Options& options, Configuration configuration,
                   Request request, const compat::Tables& tables) {
  request.prefix = options.prefix;
  request.taken_back = values_taken_back(system.environment());
  Situation situation;
  situation.configuration = std::move(configuration);
  situation.facts = observe(system, request);
  situation.diagnosis = diagnose(situation.facts, tables, situation.configuration);
  return situation;
}

Situation look_around(const System& system, const Options& options, Request::Detail detail) {
  Configuration configuration = configuration_of(system, options);
  Request request = request_for(configuration.settings, detail);
  return look_for(system, options, std::move(configuration), std::move(request));
}

Situation look_for_everything(const System& system, const Options& options) {
  Configuration configuration = configuration_of(system, options);
  Request request = request_for(configuration.settings, Request::Detail::everything);
  request.wheels = true;
  request.system = true;
  request.other_environments = true;
  return look_for(system, options, std::move(configuration), std::move(request));
}

bool is_active(const System& system, const Facts& facts) {
  const auto active = system.environment().non_empty("CONDA_PREFIX");
  return active && normalise_path(*active) == facts.prefix;
}

Activation activation_of(const Situation& situation, bool is_suppressed, Capability shell) {
  const Choice::Result result = situation.diagnosis.choice.result;
  const bool is_none =
      result == Choice::Result::switched_off || result == Choice::Result::none_fits;
  return {situation.facts.prefix,
          situation.diagnosis.toolkit,
          situation.facts.nvcc_on_path,
          is_suppressed || is_none,
          std::move(shell),
          situation.settings(),
          situation.diagnosis.compat_folder};
}

}  // namespace ces
