// What the configuration and the choice have to tell.
#pragma once

#include "choose/choose.h"
#include "config/configuration.h"
#include "judge/finding.h"
#include "observe/facts.h"

#include <string>
#include <vector>

namespace ces {

// Return a finding for each part of the configuration that cannot be followed.
std::vector<Finding> config_findings(const Configuration& configuration);

// Return a finding if what was asked for is not there, or if the environment had several to choose
// from.
std::vector<Finding> choice_findings(const Facts& facts, const Settings& settings,
                                     const Choice& choice);

// Return what there is to choose from, for people: "CUDA 12.4 (/opt/e), CUDA 11.8 (/opt/cuda)".
std::string toolkits_in_words(const Facts& facts);

}  // namespace ces
