// Answers from the tables alone, about machines that need not be there: which drivers for this
// toolkit, which toolkits for that GPU, and how well all that was named goes together.
#pragma once

#include "base/version.h"
#include "compat/tables.h"
#include "judge/driver_gpu.h"
#include "judge/finding.h"
#include "judge/gpu.h"
#include "judge/host_compiler.h"
#include "judge/toolkit_gpu.h"
#include "judge/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ces {

// What was named; whatever was not is open.
struct WhatIf {
  std::optional<Version> toolkit;  // one to three fields
  std::optional<Version> driver;   // one field: the newest release of that branch
  std::string driver_text;         // as it was given
  std::optional<Gpu> gpu;
  std::optional<HostCompiler> gcc;
  std::optional<HostCompiler> clang;
};

// One CUDA release, and how it goes with what was named.
struct ToolkitAnswer {
  Version cuda;
  std::vector<const compat::ToolkitRelease*> releases;  // none if it is newer than the tables
  std::uint32_t native_branch = 0;  // the first driver branch that supports it by itself; 0: none
  std::string minimum_driver;       // the smallest driver that runs it; empty: not known
  Version ptx_isa;
  CompilerLimits compilers;
  std::vector<Version> capabilities;   // what it makes machine code for
  std::optional<Judgement> judgement;  // on the driver
  std::optional<GpuTarget> gpu;        // for the GPU
  std::optional<CompilerFit> gcc;
  std::optional<CompilerFit> clang;

  // Return whether nothing that was named stands against it.
  [[nodiscard]] bool fits() const;
};

// One driver branch, or the release that was named.
struct DriverAnswer {
  std::uint32_t branch = 0;
  Version cuda;                        // what it supports by itself; no fields: not known
  std::optional<Judgement> judgement;  // for the toolkit, of the branch's newest release
  std::string from;  // the first release the verdict holds for, if that is not the branch's first
  std::optional<GpuDriving> gpu;
  bool has_code_for_gpu = true;  // of the toolkit, where both were named

  [[nodiscard]] bool fits() const;
};

// One compute capability.
struct GpuAnswer {
  const compat::GpuArchitecture* architecture = nullptr;
  std::optional<GpuTarget> toolkit;
  std::optional<GpuDriving> driver;
};

struct WhatIfAnswer {
  std::optional<Judgement> judgement;   // where toolkit and driver were named
  std::vector<ToolkitAnswer> toolkits;  // all, or the one that was named
  std::vector<DriverAnswer> drivers;    // all, or the one that was named
  std::vector<GpuAnswer> gpus;          // all, or the one that was named
  std::vector<Finding> findings;
};

// Return the answer. The references into `tables` hold as long as those.
WhatIfAnswer answer(const WhatIf& question, const compat::Tables& tables);

}  // namespace ces
