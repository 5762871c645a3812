// config for people.
#pragma once

#include "config/configuration.h"
#include "judge/finding.h"

#include <string>
#include <vector>

namespace ces {

// What config tells.
struct ConfigReport {
  std::string prefix;  // may be empty
  const Configuration* configuration = nullptr;
  std::vector<Finding> findings;
};

std::string config_text(const ConfigReport& report);

}  // namespace ces
