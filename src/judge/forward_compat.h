// Rule: whether NVIDIA's cuda-compat package makes an older driver run a newer toolkit's programs.
#pragma once

#include "base/version.h"
#include "compat/tables.h"
#include "judge/finding.h"
#include "judge/gpu.h"
#include "observe/compat_package.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ces {

struct CompatFit {
  enum class Result {
    fits,
    does_not_fit,
    not_known,      // it may fit; the reason says what is not known
    gpu_not_known,  // the driver is one that it is for; of which kind the GPU is, is not known
  };
  Result result = Result::not_known;
  bool guess = false;
  std::string reason;  // a sentence
};

// Return whether programs of the toolkit's CUDA release run on the driver `release` of a machine
// with the GPU `gpu` (nothing: not known) if the libcuda of `package` is loaded first.
CompatFit compat_package_fit(const Version& cuda, const Version& release,
                             const CompatPackage& package, const std::optional<Gpu>& gpu,
                             const compat::Tables& tables);

// Return who says that the cuda-compat package of `row` runs on the driver branch `branch`, as a
// part of a sentence; empty if nobody does.
std::string who_lists(const compat::ForwardCompat& row, std::uint32_t branch);

// Return whether cuda-compat packages are for such GPUs; nothing if it is not known.
std::optional<bool> takes_compat_packages(compat::GpuKind kind);

// The driver that a package is wanted for.
struct CompatHost {
  Version release;
  std::string text;        // as it is called
  bool is_too_old = true;  // nothing runs without the package; else it only lifts limits
};

// Return the finding that a cuda-compat package which is not there could make the toolkit's
// programs run on `host`, or run without limits; nothing if no published one is known to.
std::optional<Finding> compat_package_possible(const Version& cuda, const CompatHost& host,
                                               const std::optional<Gpu>& gpu,
                                               const compat::Tables& tables);

// Return the finding that the programs run through a package, with its limits.
Finding compat_package_used(const Version& cuda, const std::string& driver_text,
                            const CompatPackage& package);

}  // namespace ces
