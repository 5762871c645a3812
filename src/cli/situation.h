// What a command looks at before it does anything: the configuration, the facts that it asks for,
// and what they mean.
#pragma once

#include "base/system.h"
#include "cli/options.h"
#include "compat/tables.h"
#include "config/configuration.h"
#include "edit/switch.h"
#include "judge/diagnosis.h"
#include "observe/facts.h"
#include "observe/observe.h"

#include <string>

namespace ces {

struct Situation {
  Situation() = default;
  // A copy's diagnosis would point into the original's facts.
  Situation(const Situation&) = delete;
  Situation& operator=(const Situation&) = delete;
  Situation(Situation&&) = default;
  Situation& operator=(Situation&&) = default;
  ~Situation() = default;

  Configuration configuration;
  Facts facts;
  Diagnosis diagnosis;

  [[nodiscard]] const Settings& settings() const { return configuration.settings; }
};

// Return the environment that `options` or the shell name, normalised; empty if there is none.
std::string prefix_of(const Environment& environment, const Options& options);

// Return the configuration of that environment, what the command line says included.
Configuration configuration_of(const System& system, const Options& options);

// Look for what `request` says, by that configuration, and judge it by `tables`.
Situation look_for(const System& system, const Options& options, Configuration configuration,
                   Request request, const compat::Tables& tables = compat::builtin_tables());

// Look for what the configuration asks for.
Situation look_around(const System& system, const Options& options, Request::Detail detail);

// Look for every toolkit there is, asked for or not.
Situation look_for_everything(const System& system, const Options& options);

// Return what activation is to bring about. Where a toolkit was asked for that is not there, or
// none at all, the toolkit of an environment below must not stand in for it.
Activation activation_of(const Situation& situation, bool is_suppressed, Capability shell);

// Return whether the environment is the one that is active in the calling shell.
bool is_active(const System& system, const Facts& facts);

}  // namespace ces
