// The toolkit to install: one that matches the frameworks, the driver, the GPUs and the host
// compiler, and that a conda channel has; or which of them exclude each other.
#pragma once

#include "compat/tables.h"
#include "judge/conda_packages.h"
#include "judge/finding.h"
#include "judge/framework_nvcc.h"
#include "judge/gpu.h"
#include "judge/host_compiler.h"
#include "judge/verdict.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

struct KnownGpu {
  Gpu gpu;
  std::string evidence;
};

// What a toolkit has to go with. Whatever is not known is left open.
struct Demands {
  std::string platform;  // conda's name of it: "linux-64"
  InstallPlace place;
  Question driver;              // all of a question but the toolkit and the GPU
  std::string driver_name;      // "driver 535.104.05"; empty: nothing is known of one
  std::string driver_evidence;  // where that was read, or what tells that there is none
  std::vector<KnownGpu> gpus;
  std::vector<Framework> frameworks;
  std::optional<HostCompiler> compiler;
  // Whether the toolkit has to take that one; else a conda compiler may come in its place.
  bool compiler_stays = false;
  std::string compiler_evidence;
  std::optional<Version> own_toolkit;  // the CUDA release that the environment has already
};

// Something that a toolkit has to go with, and with which of them it does.
struct Constraint {
  enum class Kind { packages, compiler, gpu, driver_and_gpu, framework, driver };
  Kind kind{};
  std::string name;  // "driver 535.104.05"
  std::string rule;  // what follows the name in a sentence: "runs CUDA 8.0 to 12.9"
  std::string evidence;
  std::vector<Version> allowed;
  std::string cure = {};  // what would help, where that is not told by the kind

  [[nodiscard]] bool allows(const Version& cuda) const;
};

// Return the word for a kind that JSON shows.
std::string_view constraint_word(Constraint::Kind kind);

// Why the recommended toolkit, by one of the constraints.
struct Reason {
  std::string name;
  std::string text;
  std::string evidence;
};

struct Recommendation {
  std::optional<Version> cuda;  // nothing: none fits
  std::string command;          // empty: none fits
  std::optional<Judgement> judgement;
  std::vector<Reason> reasons;
  // Where none fits: constraints that together exclude every toolkit, none of them without the
  // others; and what would help.
  std::vector<Constraint> in_the_way;
  std::vector<std::string> ways_out;
  std::vector<Finding> findings;  // the limits of what is recommended, or a package that would help
};

// Return what each known thing of `demands` allows of the toolkits in `tables`, by the tables
// alone. The packages come first, the driver last.
std::vector<Constraint> constraints_of(const Demands& demands, const compat::Tables& tables);

Recommendation recommend(const Demands& demands, const compat::Tables& tables);

}  // namespace ces
