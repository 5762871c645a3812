// What is to be told of a verdict.
#pragma once

#include "compat/tables.h"
#include "judge/finding.h"
#include "judge/verdict.h"

#include <optional>
#include <string>
#include <string_view>

namespace ces {

struct VerdictInWords {
  Version cuda;        // the toolkit's CUDA release
  std::string driver;  // "this machine has driver 535.104.05 (CUDA 12.2)"
  std::string how_to_change = "update the driver";
  std::optional<Gpu> gpu;  // for the flags to compile with
  std::string evidence;
  std::string unknown_evidence;            // where a verdict is unknown
  std::string_view platform = "linux-64";  // conda's name of the machine's
};

// Return the finding for a verdict that asks for one: unsupported, minor-version, unknown; nothing
// for the others.
std::optional<Finding> verdict_finding(const VerdictInWords& words, const Judgement& judgement,
                                       const compat::Tables& tables);

}  // namespace ces
