#include "cli/toolkit_trial.h"

#include "choose/judged_version.h"
#include "judge/known_gpu.h"
#include "judge/toolkit_gpu.h"
#include "observe/gpus.h"

#include <chrono>
#include <string>
#include <vector>

namespace ces {

namespace {

constexpr std::chrono::milliseconds k_gpu_deadline(3'000);

bool may_have_gpu(const Driver& driver, const std::vector<Gpu>& gpus) {
  using Place = Driver::Place;
  return driver.place == Place::wsl || driver.place == Place::tegra ||
         (driver.place == Place::linux_ && !gpus.empty());
}

}  // namespace

std::optional<Trial> try_chosen_toolkit(const System& system, const Situation& situation,
                                        const compat::Tables& tables) {
  const Toolkit* toolkit = situation.diagnosis.toolkit;
  if (toolkit == nullptr || !system.root().empty()) {
    return std::nullopt;
  }
  std::vector<Gpu> gpus;
  for (const ObservedGpu& observed : observe_gpus(system, k_gpu_deadline).gpus) {
    gpus.push_back(known_gpu(observed));
  }
  TrialRequest request;
  request.nvcc = toolkit->nvcc;
  request.has_gpu = may_have_gpu(situation.facts.driver, gpus);
  request.temporary_folder = std::string(system.environment().non_empty("TMPDIR").value_or("/tmp"));
  const auto version = judged_version(*toolkit);
  const auto gpu = deciding_gpu(gpus);
  // What nvcc would refuse is a finding of its own.
  if (version && gpu &&
      target_of(version->version.release(), *gpu->capability, tables) == GpuTarget::native) {
    request.capability = gpu->capability;
  }
  return try_toolkit(request);
}

}  // namespace ces
