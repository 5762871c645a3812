// Activation and deactivation as pure functions: from the environment of the shell and what is
// wanted to the edits that bring it about.
#pragma once

#include "base/environment.h"
#include "config/settings.h"
#include "edit/edit.h"
#include "judge/finding.h"
#include "observe/facts.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

struct Plan {
  std::vector<Edit> edits;
  std::vector<Finding> findings;
  std::optional<OneShot> one_shot;
};

struct Activation {
  std::string prefix;                // the environment that is activated; empty if there is none
  const Toolkit* toolkit = nullptr;  // nullptr: nothing is applied
  std::vector<NvccOnPath> nvcc_on_path;
  bool is_suppressed = false;  // by CUDA_ENV_SWITCH_DISABLE or CONDA_BUILD: undo, apply nothing
  Capability shell;
  Settings settings = {};
  std::string compat_folder = {};  // goes first on LD_LIBRARY_PATH; empty: nothing does
};

// Undo what the record says, whoever owns it, then apply `toolkit`. An environment without a
// toolkit that is stacked on one whose toolkit is in force leaves that in force.
Plan plan_activation(const Environment& environment, const Activation& activation);

struct Deactivation {
  std::string prefix;    // the environment that is left, as the hook sees it; may be empty
  bool by_hand = false;  // undo whoever owns the record, and expect nothing to come back
  Capability shell;
};

// Undo what the record says. conda exports a PATH it computed before this hook ran when it switches
// to another environment, so a record that names the element stays, in the state "leaving", with a
// one-shot that sees to it; unless the bin of the environment that is left is off PATH already, or
// on it less often than it was, which is so in a true deactivation only. What an environment
// further down the stack owns is left to that one's hooks.
Plan plan_deactivation(const Environment& environment, const Deactivation& deactivation);

// Return whether a switch is in force in the shell, whatever it is to.
bool has_switch(const Environment& environment);

// Return whether `toolkit` is in force in the shell, as its record and its variables have it.
bool is_in_force(const Environment& environment, const Toolkit& toolkit);

}  // namespace ces
