// What the facts mean: the toolkit to use, whether its programs run here, and what to tell.
#pragma once

#include "choose/choose.h"
#include "choose/judged_version.h"
#include "compat/tables.h"
#include "config/configuration.h"
#include "judge/finding.h"
#include "judge/verdict.h"
#include "observe/facts.h"

#include <string>
#include <vector>

namespace ces {

struct Diagnosis {
  const Toolkit* toolkit = nullptr;  // the choice's; points into the facts, which must outlive it
  Choice choice;
  Judgement judgement;
  std::vector<Gpu> gpus;  // where they were looked for
  // The package by which a verdict is forward-compat, else nullptr; points into the facts too.
  const CompatPackage* compat_package = nullptr;
  // What activation puts first on LD_LIBRARY_PATH: the folder of that package, if the configuration
  // asks for it; else empty.
  std::string compat_folder;
  std::vector<Finding> findings;
};

// Return what is asked of the rules about a toolkit of the release `version`, as far as the facts
// have it, without any cuda-compat package.
Question question_for(const std::optional<VersionFact>& version, const Facts& facts,
                      const std::vector<Gpu>& gpus);

// Return how a sentence names the driver: "this machine has driver 535.104.05 (CUDA 12.2)".
std::string driver_in_words(const Driver& driver, const std::optional<Version>& cuda);

// Return what is wrong with a toolkit that was found broken.
Finding broken_toolkit_finding(const BrokenToolkit& broken, Engine engine);

// Choose a toolkit by the configuration, and judge it. What the configuration silences is left out.
Diagnosis diagnose(const Facts& facts, const compat::Tables& tables,
                   const Configuration& configuration = {});

}  // namespace ces
