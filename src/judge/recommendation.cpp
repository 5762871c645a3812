#include "judge/recommendation.h"

#include "compat/lookup.h"
#include "judge/driver_gpu.h"
#include "judge/forward_compat.h"
#include "judge/known_gpu.h"
#include "judge/toolkit_gpu.h"
#include "judge/verdict_finding.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace ces {

namespace {

using compat::Tables;
using Versions = std::vector<Version>;
using Kind = Constraint::Kind;

bool runs(Verdict verdict) {
  return verdict != Verdict::unsupported;
}

// ---- in words -----------------------------------------------------------------------------------

std::string name_of(const Framework& framework) {
  return framework.name + (framework.build.version.empty() ? "" : ' ' + framework.build.version);
}

std::string name_of(const HostCompiler& compiler) {
  return std::string(compiler.kind == HostCompiler::Kind::gcc ? "gcc " : "clang ") +
         (compiler.text.empty() ? std::to_string(compiler.major) : compiler.text);
}

std::string cuda_of(const Framework& framework) {
  const Version& cuda = *framework.build.cuda;
  return cuda.count() > 1 ? cuda.release().str() : cuda.str();
}

// Return what is allowed as the subject of a sentence: "CUDA 11.8 to 12.9", "no toolkit".
std::string in_words(const Versions& allowed, const Tables& tables) {
  return allowed.empty() ? "no toolkit"
                         : "CUDA " + compat::in_ranges(allowed, compat::toolkit_cudas(tables));
}

// ---- constraints --------------------------------------------------------------------------------

Versions toolkits_where(const Tables& tables, const std::function<bool(const Version&)>& passes) {
  Versions found;
  for (const Version& cuda : compat::toolkit_cudas(tables)) {
    if (passes(cuda)) {
      found.push_back(cuda);
    }
  }
  return found;
}

bool has_cuda(const Framework& framework) {
  return framework.build.kind == FrameworkBuild::Kind::cuda && framework.build.cuda.has_value();
}

bool knows_driver(const Demands& demands) {
  return !demands.driver_name.empty();
}

std::optional<Gpu> deciding_gpu(const Demands& demands) {
  std::vector<Gpu> gpus;
  for (const KnownGpu& known : demands.gpus) {
    gpus.push_back(known.gpu);
  }
  return deciding_gpu(gpus);
}

// Return the verdict on the driver without the GPUs, which are constraints of their own; but with
// them where a cuda-compat package counts, which is for some GPUs alone.
Judgement judge_driver(const Demands& demands, const Version& cuda, const Tables& tables) {
  Question question = demands.driver;
  question.toolkit = cuda;
  Judgement judgement = judge(question, tables);
  if (!runs(judgement.verdict) && question.compat_package) {
    question.gpu = deciding_gpu(demands);
    Judgement with_package = judge(question, tables);
    if (with_package.verdict == Verdict::forward_compat) {
      return with_package;
    }
  }
  return judgement;
}

Constraint of_packages(const Demands& demands, const Tables& tables) {
  Constraint constraint{Kind::packages, "conda", "", "", {}};
  constraint.allowed = toolkits_where(tables, [&](const Version& cuda) {
    return conda_toolkit(cuda, demands.platform).has_value();
  });
  constraint.rule = "has " + in_words(constraint.allowed, tables) + " for " + demands.platform;
  constraint.evidence = "channels conda-forge and nvidia";
  return constraint;
}

Constraint of_compiler(const Demands& demands, const Tables& tables) {
  const HostCompiler& compiler = *demands.compiler;
  Constraint constraint{Kind::compiler, name_of(compiler), "", demands.compiler_evidence, {}};
  constraint.allowed = toolkits_where(tables, [&](const Version& cuda) {
    const CompilerFit fit = fit_of(compiler, table_limits(cuda, tables));
    return fit == CompilerFit::fits || fit == CompilerFit::not_known;
  });
  constraint.rule = "is taken by nvcc of " + in_words(constraint.allowed, tables);
  return constraint;
}

Constraint of_gpu(const KnownGpu& known, const Tables& tables) {
  Constraint constraint{Kind::gpu, in_words(known.gpu), "", known.evidence, {}};
  constraint.allowed = toolkits_where(tables, [&](const Version& cuda) {
    const GpuTarget target = target_of(cuda, *known.gpu.capability, tables);
    return target == GpuTarget::native || target == GpuTarget::not_known;
  });
  constraint.rule = "gets machine code from " + in_words(constraint.allowed, tables);
  return constraint;
}

// Return the constraint that the driver does not drive the GPU, so that no toolkit helps.
std::optional<Constraint> of_driver_and_gpu(const Demands& demands, const KnownGpu& known,
                                            const Tables& tables) {
  const Question& driver = demands.driver;
  const bool is_numbered =
      driver.driver && driver.driver_unjudgeable.empty() && !driver.l4t && !driver.driver_cuda;
  if (!is_numbered) {
    return std::nullopt;
  }
  const auto finding = driver_gpu_finding(driver.driver->major(), driver.driver_text, known.gpu,
                                          tables, known.evidence);
  if (!finding) {
    return std::nullopt;
  }
  return Constraint{Kind::driver_and_gpu,
                    demands.driver_name + " with " + in_words(known.gpu),
                    "run no toolkit's programs: " + finding->what,
                    known.evidence,
                    {},
                    finding->remedy};
}

Constraint of_framework(const Framework& framework, const Tables& tables) {
  Constraint constraint{Kind::framework, name_of(framework), "", framework.evidence, {}};
  constraint.allowed = toolkits_where(
      tables, [&](const Version& cuda) { return cuda.major() == framework.build.cuda->major(); });
  constraint.rule = "is built for CUDA " + cuda_of(framework) + ", and takes a toolkit of CUDA " +
                    std::to_string(framework.build.cuda->major());
  return constraint;
}

Constraint of_driver(const Demands& demands, const Tables& tables) {
  Constraint constraint{Kind::driver, demands.driver_name, "", demands.driver_evidence, {}};
  constraint.allowed = toolkits_where(tables, [&](const Version& cuda) {
    return runs(judge_driver(demands, cuda, tables).verdict);
  });
  constraint.rule = "runs " + in_words(constraint.allowed, tables);
  return constraint;
}

// ---- what goes together -------------------------------------------------------------------------

using Constraints = std::vector<const Constraint*>;

Constraints pointers_to(const std::vector<Constraint>& constraints) {
  Constraints pointers;
  for (const Constraint& constraint : constraints) {
    pointers.push_back(&constraint);
  }
  return pointers;
}

Constraints without(Constraints constraints, const Constraint* left_out) {
  constraints.erase(std::remove(constraints.begin(), constraints.end(), left_out),
                    constraints.end());
  return constraints;
}

Versions allowed_by_all(const Constraints& constraints, const Tables& tables) {
  return toolkits_where(tables, [&](const Version& cuda) {
    return std::all_of(constraints.begin(), constraints.end(),
                       [&](const Constraint* constraint) { return constraint->allows(cuda); });
  });
}

// Return constraints that exclude every toolkit, of which none can be left out. The earlier ones
// are left out first: what the driver and the frameworks say is worth more to people.
Constraints smallest_conflict(const Constraints& constraints, const Tables& tables) {
  Constraints conflict = constraints;
  for (const Constraint* candidate : constraints) {
    Constraints rest = without(conflict, candidate);
    if (allowed_by_all(rest, tables).empty()) {
      conflict = std::move(rest);
    }
  }
  return conflict;
}

int rank_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::minor_version:
      return 1;
    case Verdict::forward_compat:
      return 2;
    default:
      return 0;
  }
}

// Return the best of `versions`, which are not empty: of the frameworks' own releases, then one
// that the driver supports by itself, then one that is known to be there as packages, then the
// newest; where nothing is known of the driver, the one that is there before the newest.
Version best_of(const Versions& versions, const Demands& demands, const Tables& tables) {
  const auto badness = [&](const Version& cuda) {
    const auto others = std::count_if(
        demands.frameworks.begin(), demands.frameworks.end(), [&](const Framework& framework) {
          return has_cuda(framework) && framework.build.cuda->count() > 1 &&
                 framework.build.cuda->release() != cuda;
        });
    // Where no driver speaks for a newer one, what is there already may well be there for a reason.
    const bool is_blind_change =
        !knows_driver(demands) && demands.own_toolkit && *demands.own_toolkit != cuda;
    const auto package = conda_toolkit(cuda, demands.platform);
    return std::tuple(others, rank_of(judge_driver(demands, cuda, tables).verdict), is_blind_change,
                      package && package->is_assumed);
  };
  return *std::min_element(versions.begin(), versions.end(),
                           [&](const Version& a, const Version& b) {
                             return std::tuple(badness(a), b) < std::tuple(badness(b), a);
                           });
}

// ---- the compiler that comes with it ------------------------------------------------------------

// The oldest gcc that is recommended, which conda-forge has under both of its names.
constexpr std::uint32_t k_oldest_gcc = 9;

CompilerLimits limits_beside(const Version& cuda, const CondaToolkit& toolkit,
                             const Tables& tables) {
  CompilerLimits limits = table_limits(cuda, tables);
  if (!limits.remark.empty() && limits.gcc_max > 0) {
    limits.gcc_max -= 1;  // the remark is about the newest, which nvcc takes and fails with
  }
  if (toolkit.gcc_max != 0) {
    limits.gcc_max =
        limits.gcc_max == 0 ? toolkit.gcc_max : std::min(limits.gcc_max, toolkit.gcc_max);
  }
  return limits;
}

bool has_fitting_compiler(const Demands& demands, const CompilerLimits& limits) {
  return demands.compiler && fit_of(*demands.compiler, limits) == CompilerFit::fits;
}

// Return the package of the host compiler to install with the toolkit, empty if none is needed.
// The parts of conda-forge call the compiler of the environment, others the gcc on PATH.
std::string compiler_package(const Demands& demands, const CondaToolkit& toolkit,
                             const CompilerLimits& limits) {
  if (limits.gcc_max == 0) {
    return {};  // tables without compilers
  }
  const bool fits = has_fitting_compiler(demands, limits);
  if (!toolkit.is_split) {
    const std::string name = limits.gcc_max < k_oldest_gcc ? "gxx_" + demands.platform : "gxx";
    return fits ? "" : name + '=' + std::to_string(limits.gcc_max);
  }
  const bool keeps = fits && demands.compiler->kind == HostCompiler::Kind::gcc &&
                     demands.compiler->major >= k_oldest_gcc;
  return "gxx_" + demands.platform + '=' +
         std::to_string(keeps ? demands.compiler->major : limits.gcc_max);
}

// ---- reasons ------------------------------------------------------------------------------------

std::string text_of_framework(const Framework& framework, const Version& cuda) {
  const Version& built = *framework.build.cuda;
  std::string text = "is built for CUDA " + cuda_of(framework);
  if (built.count() > 1 && built.release() != cuda) {
    return text + ", for which there is nothing that fits the rest; CUDA " + cuda.str() +
           " is of the same major";
  }
  return text;
}

std::string text_of_compiler(const Demands& demands, const Version& cuda,
                             const CompilerLimits& limits, const std::string& package) {
  const std::string most = std::to_string(limits.gcc_max);
  const std::string comes = package.empty() ? "" : "; " + package + " comes with it";
  if (limits.gcc_max == 0) {
    return "no limit is known for CUDA " + cuda.str();
  }
  if (!demands.compiler) {
    return "CUDA " + cuda.str() + " takes gcc up to " + most + comes;
  }
  switch (fit_of(*demands.compiler, limits)) {
    case CompilerFit::too_new:
      return "is too new beside CUDA " + cuda.str() + ", which takes gcc up to " + most + comes;
    case CompilerFit::too_old:
      return "is too old for CUDA " + cuda.str() + comes;
    default:
      return "is a compiler that CUDA " + cuda.str() + " takes" + comes;
  }
}

std::string text_of_driver(const Version& cuda, const Judgement& judgement) {
  const std::string own =
      judgement.driver_cuda ? "supports CUDA " + judgement.driver_cuda->str() + " by itself" : "";
  switch (judgement.verdict) {
    case Verdict::native:
      return own.empty() ? "runs CUDA " + cuda.str() : own;
    case Verdict::minor_version:
      return (own.empty() ? "" : own + ", and ") + "runs CUDA " + cuda.str() +
             " of the same major, within limits";
    default:
      return judgement.reasons.back();
  }
}

std::string text_of_packages(const Version& cuda, const CondaToolkit& toolkit) {
  if (toolkit.is_assumed) {
    return "that " + toolkit.channel + " has CUDA " + cuda.str() +
           " is assumed: this version knows it up to " + newest_known_package().str() +
           "; to see: conda search -c " + toolkit.channel + " cuda-version=" + cuda.str();
  }
  const std::string text =
      "CUDA " + cuda.str() + " is there as " + toolkit.packages.front() + " in " + toolkit.channel;
  return toolkit.has_post_link
             ? text + "; its post-link script fetches NVIDIA's installer, a few GB"
             : text;
}

struct Chosen {
  Version cuda;
  CondaToolkit toolkit;
  CompilerLimits limits;
  std::string compiler_package;
  Judgement judgement;
};

std::vector<Reason> reasons_for(const Chosen& chosen, const Demands& demands,
                                const std::vector<Constraint>& constraints) {
  std::vector<Reason> reasons;
  for (const Framework& framework : demands.frameworks) {
    if (has_cuda(framework)) {
      reasons.push_back(
          {name_of(framework), text_of_framework(framework, chosen.cuda), framework.evidence});
    }
  }
  reasons.push_back({knows_driver(demands) ? demands.driver_name : "driver not known",
                     knows_driver(demands) ? text_of_driver(chosen.cuda, chosen.judgement)
                                           : "whether it runs CUDA " + chosen.cuda.str() +
                                                 " is to be seen; name it with --driver",
                     demands.driver_evidence});
  for (const Constraint& constraint : constraints) {
    if (constraint.kind == Kind::gpu) {
      reasons.push_back({constraint.name, constraint.rule, constraint.evidence});
    }
  }
  reasons.push_back({demands.compiler ? name_of(*demands.compiler) : "host compiler",
                     text_of_compiler(demands, chosen.cuda, chosen.limits, chosen.compiler_package),
                     demands.compiler ? demands.compiler_evidence : chosen.limits.evidence});
  reasons.push_back({"packages", text_of_packages(chosen.cuda, chosen.toolkit), ""});
  return reasons;
}

std::vector<Finding> limits_of(const Chosen& chosen, const Demands& demands, const Tables& tables) {
  std::vector<Finding> findings;
  if (knows_driver(demands) && chosen.judgement.verdict == Verdict::minor_version) {
    VerdictInWords words;
    words.cuda = chosen.cuda;
    words.driver = demands.driver_name;
    words.gpu = deciding_gpu(demands);
    words.evidence = demands.driver_evidence;
    words.platform = demands.platform;
    if (auto finding = verdict_finding(words, chosen.judgement, tables)) {
      findings.push_back(*std::move(finding));
    }
  }
  for (const Framework& framework : demands.frameworks) {
    if (auto finding = framework_finding(framework, chosen.cuda, "the recommended toolkit")) {
      findings.push_back(*std::move(finding));
    }
  }
  return findings;
}

// torch's headers include those of cuBLAS, cuSPARSE and cuSOLVER (ATen/cuda/CUDAContextLight.h),
// which conda-forge has in parts of their own.
bool needs_library_headers(const Demands& demands) {
  return std::any_of(
      demands.frameworks.begin(), demands.frameworks.end(),
      [](const Framework& framework) { return framework.name == "torch" && has_cuda(framework); });
}

InstallPlace place_for(const Demands& demands, const Version& cuda) {
  InstallPlace place = demands.place;
  if (!place.new_environment.empty()) {
    place.new_environment += cuda.str();
  }
  return place;
}

Recommendation recommendation_of(const Version& cuda, const Demands& demands,
                                 const std::vector<Constraint>& constraints, const Tables& tables) {
  Chosen chosen;
  chosen.cuda = cuda;
  chosen.toolkit = *conda_toolkit(cuda, demands.platform);
  chosen.limits = limits_beside(cuda, chosen.toolkit, tables);
  chosen.compiler_package = compiler_package(demands, chosen.toolkit, chosen.limits);
  chosen.judgement = judge_driver(demands, cuda, tables);

  std::vector<std::string> packages = chosen.toolkit.packages;
  if (chosen.toolkit.is_split && needs_library_headers(demands)) {
    packages.emplace_back("cuda-libraries-dev");
  }
  if (!chosen.compiler_package.empty()) {
    packages.push_back(chosen.compiler_package);
  }
  Recommendation recommendation;
  recommendation.cuda = cuda;
  recommendation.command = command_to_install(chosen.toolkit, packages, place_for(demands, cuda));
  recommendation.reasons = reasons_for(chosen, demands, constraints);
  if (packages.size() > chosen.toolkit.packages.size() && needs_library_headers(demands) &&
      chosen.toolkit.is_split) {
    recommendation.reasons.push_back(
        {"cuda-libraries-dev",
         "has the headers of cuBLAS, cuSPARSE and cuSOLVER, which torch's "
         "extensions include",
         ""});
  }
  recommendation.findings = limits_of(chosen, demands, tables);
  recommendation.judgement = std::move(chosen.judgement);
  return recommendation;
}

// ---- ways out -----------------------------------------------------------------------------------

// Return what would help if `constraint` gave way, so that the toolkit `cuda` fits.
std::string way_out(const Constraint& constraint, const Version& cuda, const Judgement& judgement) {
  const std::string fits = ", and CUDA " + cuda.str() + " fits";
  switch (constraint.kind) {
    case Kind::driver:
      return "install NVIDIA driver " +
             (judgement.needed_driver.empty() ? "of a newer branch"
                                              : judgement.needed_driver + " or newer") +
             fits;
    case Kind::framework:
      return "install a build of " + constraint.name + " for CUDA " + cuda.str() + fits;
    case Kind::gpu:
      return "do without " + constraint.name + fits;
    case Kind::driver_and_gpu:
      return constraint.cure + fits;
    case Kind::compiler:
      return "use another compiler than " + constraint.name + fits;
    case Kind::packages:
      return "install NVIDIA's own CUDA " + cuda.str() +
             " (developer.nvidia.com/cuda-toolkit-archive), and switch to it: cuda-env-resolve use "
             "/usr/local/cuda-" +
             cuda.str();
  }
  return {};
}

void add_ways_out(const Demands& demands, const Constraints& constraints, const Tables& tables,
                  Recommendation& recommendation) {
  for (const Constraint* constraint : constraints) {
    const Versions rest = allowed_by_all(without(constraints, constraint), tables);
    if (rest.empty()) {
      continue;
    }
    const bool is_driver = constraint->kind == Kind::driver;
    // Any driver that is new enough runs the frameworks' own release.
    Demands others = demands;
    if (is_driver) {
      others.driver = {};
    }
    const Version cuda = best_of(rest, others, tables);
    const Judgement judgement = judge_driver(demands, cuda, tables);
    recommendation.ways_out.push_back(way_out(*constraint, cuda, judgement));
    const Question& driver = demands.driver;
    if (is_driver && driver.driver) {
      const CompatHost host{*driver.driver, driver.driver_text, true};
      if (auto finding = compat_package_possible(cuda, host, deciding_gpu(demands), tables)) {
        recommendation.findings.push_back(*std::move(finding));
      }
    }
  }
}

}  // namespace

bool Constraint::allows(const Version& cuda) const {
  return std::find(allowed.begin(), allowed.end(), cuda) != allowed.end();
}

std::string_view constraint_word(Constraint::Kind kind) {
  switch (kind) {
    case Kind::packages:
      return "packages";
    case Kind::compiler:
      return "compiler";
    case Kind::gpu:
      return "gpu";
    case Kind::driver_and_gpu:
      return "driver-and-gpu";
    case Kind::framework:
      return "framework";
    case Kind::driver:
      break;
  }
  return "driver";
}

std::vector<Constraint> constraints_of(const Demands& demands, const Tables& tables) {
  std::vector<Constraint> constraints = {of_packages(demands, tables)};
  if (demands.compiler && demands.compiler_stays) {
    constraints.push_back(of_compiler(demands, tables));
  }
  for (const KnownGpu& known : demands.gpus) {
    if (known.gpu.capability) {
      constraints.push_back(of_gpu(known, tables));
    }
  }
  for (const KnownGpu& known : demands.gpus) {
    if (auto constraint = of_driver_and_gpu(demands, known, tables)) {
      constraints.push_back(*std::move(constraint));
    }
  }
  for (const Framework& framework : demands.frameworks) {
    if (has_cuda(framework)) {
      constraints.push_back(of_framework(framework, tables));
    }
  }
  if (knows_driver(demands)) {
    constraints.push_back(of_driver(demands, tables));
  }
  return constraints;
}

Recommendation recommend(const Demands& demands, const Tables& tables) {
  const std::vector<Constraint> constraints = constraints_of(demands, tables);
  const Constraints all = pointers_to(constraints);
  const Versions fitting = allowed_by_all(all, tables);
  if (!fitting.empty()) {
    return recommendation_of(best_of(fitting, demands, tables), demands, constraints, tables);
  }
  Recommendation none;
  for (const Constraint* constraint : smallest_conflict(all, tables)) {
    none.in_the_way.push_back(*constraint);
  }
  add_ways_out(demands, all, tables, none);
  return none;
}

}  // namespace ces
