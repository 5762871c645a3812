// What status tells, gathered for both ways to tell it.
#pragma once

#include "base/system.h"
#include "config/settings.h"
#include "judge/diagnosis.h"
#include "judge/environment_kind.h"
#include "observe/facts.h"

#include <string>
#include <vector>

namespace ces {

struct StatusReport {
  const System* system = nullptr;
  const Facts* facts = nullptr;
  const Diagnosis* diagnosis = nullptr;
  const Settings* settings = nullptr;
  std::vector<Finding> findings;

  // Return whether the toolkit is in force in the shell.
  [[nodiscard]] bool is_switched() const;
  // Return why it is not, empty if it is.
  [[nodiscard]] std::string why_not_switched() const;
  // Return why the hook of the active environment left no switch behind.
  [[nodiscard]] std::string why_hook_did_nothing() const;
  // Return what the environment has of CUDA.
  [[nodiscard]] EnvironmentKind kind() const;
  // Return the CUDA release the driver supports by itself, empty if it is not known.
  [[nodiscard]] std::string driver_cuda() const;
};

}  // namespace ces
