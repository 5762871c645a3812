// What an environment has of CUDA, in words, and what would help where that is no toolkit.
#pragma once

#include "compat/tables.h"
#include "observe/facts.h"

#include <string>
#include <string_view>

namespace ces {

struct EnvironmentKind {
  // For programs: "toolkit", "wrapper", "wheels", "runtime-only", "broken", "none".
  std::string_view word;
  std::string what;      // for people: "runtime only (CUDA 12.4), no nvcc"
  std::string remedy;    // the command that would help, in the words of the environment's engine
  std::string evidence;  // the file that told it
};

// Return the kind of the environment in `facts`, which must have been observed in every detail.
EnvironmentKind environment_kind(const Facts& facts, const compat::Tables& tables);

// Return the command that installs an nvcc for the runtime `version`, or any where that is not
// known.
std::string install_nvcc_command(Engine engine, const std::optional<VersionFact>& version,
                                 const compat::Tables& tables, std::string_view platform);

}  // namespace ces
