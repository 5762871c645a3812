#include "cli/demands.h"

#include "base/path.h"
#include "choose/judged_version.h"
#include "judge/examination.h"
#include "judge/known_gpu.h"
#include "observe/compat_package.h"
#include "observe/frameworks.h"
#include "observe/gpus.h"
#include "observe/host_compiler.h"

#include <chrono>
#include <string_view>
#include <utility>

namespace ces {

namespace {

constexpr std::chrono::milliseconds k_compiler_deadline(5'000);
// The driver's texts about a GPU come at once, or its driver hangs.
constexpr std::chrono::milliseconds k_gpu_deadline(3'000);

InstallPlace place_of(const System& system, const Facts& facts) {
  if (facts.prefix.empty()) {
    return {Engine::unknown, "", "cuda-"};
  }
  return {facts.engine, is_active(system, facts) ? "" : facts.prefix, ""};
}

// ---- the driver ---------------------------------------------------------------------------------

// Take what is known of the driver's CUDA. Where nothing is, no name is given to it.
void take_seen_driver(const Driver& driver, Demands& demands) {
  demands.driver_evidence = driver.evidence;
  if (driver.place == Driver::Place::override && driver.cuda) {
    demands.driver.driver_cuda = driver.cuda->version;
    demands.driver_name = "CONDA_OVERRIDE_CUDA=" + driver.cuda->text;
  } else if (driver.l4t) {
    demands.driver.l4t = driver.l4t->version;
    demands.driver_name = "L4T " + driver.l4t->text;
    demands.driver_evidence = driver.l4t->evidence;
  } else if (driver.place == Driver::Place::linux_ && driver.release) {
    demands.driver.driver = driver.release->version;
    demands.driver.driver_text = driver.release->text;
    demands.driver_name = "driver " + driver.release->text;
    demands.driver_evidence = driver.release->evidence;
  }
}

void take_driver(const System& system, const WhatIf& what_if, const Facts& facts,
                 Demands& demands) {
  if (what_if.driver) {
    demands.driver.driver = what_if.driver;
    demands.driver.driver_text = what_if.driver_text;
    demands.driver_name = "driver " + what_if.driver_text;
    demands.driver_evidence = "--driver";
    return;
  }
  take_seen_driver(facts.driver, demands);
  if (!facts.prefix.empty() && !what_if.gpu) {
    demands.driver.compat_package =
        observe_compat_package(system, join_path(facts.prefix, "cuda-compat"));
  }
}

void take_gpus(const System& system, const WhatIf& what_if, Demands& demands) {
  if (what_if.gpu) {
    demands.gpus = {{*what_if.gpu, "--gpu"}};
    return;
  }
  // Those of this machine are not those of the driver that was named.
  if (what_if.driver) {
    return;
  }
  for (const ObservedGpu& observed : observe_gpus(system, k_gpu_deadline).gpus) {
    demands.gpus.push_back({known_gpu(observed), observed.evidence});
  }
}

// ---- compiler and frameworks --------------------------------------------------------------------

void take_compiler(const System& system, const WhatIf& what_if, const Situation& situation,
                   Demands& demands) {
  if (what_if.gcc || what_if.clang) {
    demands.compiler = what_if.gcc ? what_if.gcc : what_if.clang;
    demands.compiler_stays = true;
    demands.compiler_evidence = what_if.gcc ? "--gcc" : "--clang";
    return;
  }
  const Facts& facts = situation.facts;
  if (!facts.prefix.empty() && !is_active(system, facts)) {
    return;  // activating another environment may change it
  }
  // Without a toolkit: the compiler that the first one would call.
  const Toolkit* toolkit = situation.diagnosis.toolkit;
  const ObservedCompiler observed =
      observe_host_compiler(system, toolkit != nullptr ? *toolkit : Toolkit(), k_compiler_deadline);
  demands.compiler = known_compiler(observed);
  demands.compiler_evidence = observed.path;
}

// Return the frameworks that are built for CUDA.
std::vector<Framework> frameworks_for_cuda(const System& system, const std::string& prefix) {
  std::vector<Framework> frameworks = known_frameworks(observe_frameworks(system, prefix));
  std::erase_if(frameworks, [](const Framework& framework) {
    return framework.build.kind != FrameworkBuild::Kind::cuda;
  });
  return frameworks;
}

}  // namespace

Demands demands_of(const System& system, const WhatIf& what_if, const Situation& situation) {
  const Facts& facts = situation.facts;
  Demands demands;
  demands.platform = situation.facts.platform;
  demands.place = place_of(system, facts);
  take_driver(system, what_if, facts, demands);
  take_gpus(system, what_if, demands);
  take_compiler(system, what_if, situation, demands);
  if (facts.prefix_exists) {
    demands.frameworks = frameworks_for_cuda(system, facts.prefix);
  }
  const Toolkit* toolkit = situation.diagnosis.toolkit;
  if (toolkit != nullptr && toolkit->origin == Origin::environment) {
    if (const auto version = judged_version(*toolkit)) {
      demands.own_toolkit = version->version.release();
    }
  }
  return demands;
}

}  // namespace ces
