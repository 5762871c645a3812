// All rules on all facts: what doctor tells beside the diagnosis.
#pragma once

#include "config/settings.h"
#include "judge/diagnosis.h"
#include "judge/finding.h"
#include "judge/framework_nvcc.h"
#include "judge/host_compiler.h"
#include "observe/facts.h"
#include "observe/surroundings.h"

#include <optional>
#include <vector>

namespace ces {

// What is looked at together. The members must outlive it.
struct Examination {
  const Facts& facts;
  const Diagnosis& diagnosis;
  const compat::Tables& tables;
  const Settings& settings;
};

// Return what there is to tell of driver, GPUs and cuda-compat packages. It belongs to the verdict,
// so status tells it too.
std::vector<Finding> driver_and_gpu_findings(const Examination& examination);

// Return what there is to tell of what the toolkit is used in.
std::vector<Finding> surroundings_findings(const Examination& examination,
                                           const Surroundings& around);

// Return the frameworks of the environment, each by the most exact of its traces that says
// something of CUDA.
std::vector<Framework> known_frameworks(const std::vector<FrameworkTrace>& traces);

// Return the limits of the toolkit's nvcc: by its own header, else by the tables.
CompilerLimits known_limits(const VersionFact& version, const ObservedCompiler& observed,
                            const compat::Tables& tables);

// Return the host compiler as the rules ask about it; nothing if kind or version is not known.
std::optional<HostCompiler> known_compiler(const ObservedCompiler& observed);

// Put findings into the order in which they are told: errors first, else as they came, each once.
void put_in_order(std::vector<Finding>& findings);

}  // namespace ces
