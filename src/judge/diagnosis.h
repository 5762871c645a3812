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
  std::vector<Finding> findings;
};

// Choose a toolkit by the configuration, and judge it. What the configuration silences is left out.
Diagnosis diagnose(const Facts& facts, const compat::Tables& tables,
                   const Configuration& configuration = {});

}  // namespace ces
