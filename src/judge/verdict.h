// Can programs built with this CUDA toolkit run on this NVIDIA driver.
#pragma once

#include "base/version.h"
#include "compat/tables.h"
#include "judge/gpu.h"
#include "observe/compat_package.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

enum class Verdict {
  // The driver supports the toolkit's CUDA, or a newer one, by itself: everything works.
  native,
  // Same major, older driver, not below the major's minimum: programs with code for the GPU work,
  // newer PTX does not.
  minor_version,
  // The driver alone is too old, but a cuda-compat package is there that fits it and the GPU.
  forward_compat,
  // Nothing works.
  unsupported,
  // Something is missing that would be needed to say; the reasons name it.
  unknown,
};

// Return the word people and programs read: "native", "minor-version", "forward-compat",
// "unsupported", "unknown".
std::string_view verdict_word(Verdict verdict);

// What is known of one machine and one toolkit.
struct Question {
  // The toolkit's version; fields after the second do not count. One field alone means the newest
  // minor of that major.
  std::optional<Version> toolkit = std::nullopt;
  // The release of the Linux driver. One field alone means the newest release of that branch.
  std::optional<Version> driver = std::nullopt;
  // The driver's release as it was read, "450.80.02"; empty: as `driver` spells it.
  std::string driver_text = {};
  // The CUDA of the driver if CONDA_OVERRIDE_CUDA says so. It outranks everything else known about
  // the driver, as it does in conda, and one field alone is read as conda does: "12" is 12.0.
  std::optional<Version> driver_cuda = std::nullopt;
  // Who says so instead, if it is not that variable.
  std::string driver_cuda_by = {};
  // Why the driver's release, if any, says nothing about its CUDA (Tegra, WSL): a sentence for
  // people. Empty: it does.
  std::string driver_unjudgeable = {};
  // The L4T release of a Jetson, whose CUDA the tables know. Counts before `driver_unjudgeable`.
  std::optional<Version> l4t = std::nullopt;
  // The GPU the programs are to run on, the least able one if there are several.
  std::optional<Gpu> gpu = std::nullopt;
  // A cuda-compat package that could be loaded instead of the driver's own libcuda.
  std::optional<CompatPackage> compat_package = std::nullopt;
  // Whether somebody has asked for the package to be used, who then answers for the GPU where that
  // is not known.
  bool compat_is_asked_for = false;
};

struct Judgement {
  Verdict verdict = Verdict::unknown;
  // The verdict is what a rule makes likely, not what a table says; the reasons say why.
  bool guess = false;
  // Sentences, at least one: both versions and the rule.
  std::vector<std::string> reasons = {};
  // The newest CUDA the driver supports by itself. Nothing if the driver is older or newer than the
  // tables.
  std::optional<Version> driver_cuda = std::nullopt;
  // The smallest published driver with which the verdict would be minor-version or native, as
  // NVIDIA writes it; the same whatever the verdict is now. Empty if the tables know none.
  std::string needed_driver = {};
};

// Return the verdict on `question` by the order of decision in docs/architecture.md. What only a
// cuda-compat package that is not there could make work is unsupported.
Judgement judge(const Question& question, const compat::Tables& tables);

}  // namespace ces
