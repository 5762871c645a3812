// What the facts mean: the toolkit to use, whether its programs run here, and what to tell.
#pragma once

#include "compat/tables.h"
#include "judge/finding.h"
#include "judge/verdict.h"
#include "observe/facts.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

struct Diagnosis {
  const Toolkit* toolkit = nullptr;  // points into the facts, which must outlive it
  Judgement judgement;
  std::vector<Finding> findings;
};

// Return the CUDA release that `toolkit` is judged by: as it names itself, else its nvcc's, else
// its headers'; nothing if none is known.
std::optional<VersionFact> judged_version(const Toolkit& toolkit);

Diagnosis diagnose(const Facts& facts, const compat::Tables& tables);

}  // namespace ces
