#include "judge/examination.h"

#include "base/path.h"
#include "judge/cuda_variables.h"
#include "judge/driver_gpu.h"
#include "judge/driver_parts.h"
#include "judge/driver_presence.h"
#include "judge/forward_compat.h"
#include "judge/known_gpu.h"
#include "judge/library_path.h"
#include "judge/package_channels.h"
#include "judge/program_path.h"
#include "judge/several_nvcc.h"
#include "judge/toolkit_gpu.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ces {

namespace {

class Findings {
 public:
  void add(std::optional<Finding> finding) {
    if (finding) {
      m_all.push_back(*std::move(finding));
    }
  }
  void add_all(std::vector<Finding> findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(m_all));
  }
  [[nodiscard]] std::vector<Finding> take() { return std::move(m_all); }

 private:
  std::vector<Finding> m_all;
};

// Return the version that is judged, if there is one.
std::optional<VersionFact> version_of(const Examination& on) {
  return on.diagnosis.toolkit != nullptr ? judged_version(*on.diagnosis.toolkit) : std::nullopt;
}

// The driver's release where it means what the tables say of it.
const VersionFact* comparable_release(const Driver& driver) {
  const bool is_comparable =
      driver.place == Driver::Place::linux_ || driver.place == Driver::Place::override;
  return is_comparable && driver.release ? &*driver.release : nullptr;
}

void add_gpu_findings(const Examination& on, Findings& findings) {
  const auto version = version_of(on);
  const VersionFact* release = comparable_release(on.facts.driver);
  const std::vector<ObservedGpu>& observed = on.facts.gpus.gpus;
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < observed.size() && i < on.diagnosis.gpus.size(); ++i) {
    const Gpu& gpu = on.diagnosis.gpus[i];
    if (std::find(seen.begin(), seen.end(), in_words(gpu)) != seen.end()) {
      continue;  // eight of a kind are told once
    }
    seen.push_back(in_words(gpu));
    const std::string& evidence = observed[i].evidence;
    if (version) {
      findings.add(toolkit_gpu_finding(version->version.release(), gpu, on.tables,
                                       version->evidence + ", " + evidence, on.facts.platform));
    }
    if (release != nullptr) {
      findings.add(driver_gpu_finding(release->version.major(), release->text, gpu, on.tables,
                                      release->evidence + ", " + evidence));
    }
    findings.add(vgpu_finding(observed[i]));
  }
}

// Return the finding that a package makes the verdict, with how to have it used.
Finding package_used(const Examination& on, const VersionFact& version) {
  const CompatPackage& package = *on.diagnosis.compat_package;
  Finding finding =
      compat_package_used(version.version.release(), on.facts.driver.release->text, package);
  if (on.settings.compat.value != When::off) {
    finding.what += ", which the key 'compat' (" + place_in_words(on.settings.compat.source) +
                    ") has put on LD_LIBRARY_PATH at activation";
    finding.remedy = "none needed; after an update of the driver, look here again";
  }
  return finding;
}

void add_package_findings(const Examination& on, Findings& findings) {
  const auto version = version_of(on);
  const VersionFact* release = comparable_release(on.facts.driver);
  if (!version || release == nullptr) {
    return;
  }
  const Verdict verdict = on.diagnosis.judgement.verdict;
  const auto gpu = deciding_gpu(on.diagnosis.gpus);
  if (on.diagnosis.compat_package != nullptr) {
    findings.add(package_used(on, *version));
    return;
  }
  const bool is_for_gpu = gpu && takes_compat_packages(gpu->kind) == std::optional(true);
  const bool is_too_old = std::any_of(
      on.diagnosis.findings.begin(), on.diagnosis.findings.end(),
      [](const Finding& finding) { return finding.kind == &finding_kinds::k_driver_too_old; });
  const bool is_limited = verdict == Verdict::minor_version && is_for_gpu;
  if (is_too_old || is_limited) {
    findings.add(compat_package_possible(
        version->version.release(), {release->version, release->text, is_too_old}, gpu, on.tables));
  }
}

// Return how a cuda-compat folder on the loader's path goes with toolkit, driver and GPU.
std::optional<CompatFit> fit_on_path(const Examination& on, const CompatPackage& package) {
  const auto version = version_of(on);
  const VersionFact* release = comparable_release(on.facts.driver);
  if (!version || release == nullptr) {
    return std::nullopt;
  }
  return compat_package_fit(version->version.release(), release->version, package,
                            deciding_gpu(on.diagnosis.gpus), on.tables);
}

// What LD_LIBRARY_PATH holds of cuda-compat is no fault where it fits.
void add_library_path_findings(const Examination& on, const Surroundings& around,
                               Findings& findings) {
  for (const LibraryPathElement& element : around.library_path) {
    const auto package = std::find_if(around.compat_on_path.begin(), around.compat_on_path.end(),
                                      [&](const CompatPackage& candidate) {
                                        return same_element(candidate.folder, element.text);
                                      });
    const auto fit = package != around.compat_on_path.end() ? fit_on_path(on, *package)
                                                            : std::optional<CompatFit>();
    if (fit && fit->result == CompatFit::Result::fits) {
      continue;
    }
    for (Finding& finding : library_path_findings({element})) {
      if (fit) {
        finding.why = fit->reason;
        finding.evidence += ", " + package->library;
      }
      findings.add(std::move(finding));
    }
  }
  findings.add(mixed_releases_finding(around.library_path));
}

void add_compiler_findings(const Examination& on, const Surroundings& around, Findings& findings) {
  const auto version = version_of(on);
  if (!version || !around.compiler) {
    return;
  }
  const ObservedCompiler& observed = *around.compiler;
  const CompilerLimits limits = known_limits(*version, observed, on.tables);
  if (observed.path.empty()) {
    const bool is_named = observed.by != "gcc on PATH";
    Finding missing = host_compiler_missing(
        version->version.release(), limits,
        is_named ? observed.by + " names " + observed.named + ", which is no program"
                 : "there is no gcc on PATH");
    if (is_named) {
      missing.remedy =
          "let " + observed.by + " name a compiler that is there, or drop it; to " + missing.remedy;
    }
    findings.add(std::move(missing));
  } else if (const auto compiler = known_compiler(observed)) {
    findings.add(host_compiler_finding(version->version.release(), *compiler, limits));
  }
}

void add_framework_findings(const Examination& on, const Surroundings& around, Findings& findings) {
  const Toolkit* toolkit = on.diagnosis.toolkit;
  const auto version = version_of(on);
  if (!version) {
    return;
  }
  const VersionFact& nvcc = toolkit->nvcc_version ? *toolkit->nvcc_version : *version;
  for (const Framework& framework : known_frameworks(around.frameworks)) {
    findings.add(framework_finding(framework, nvcc.version, nvcc.evidence));
  }
}

void add_shell_findings(const Surroundings& around, Findings& findings) {
  CudaVariables variables{around.cuda_home, around.cuda_path, "", around.roots_of_nvcc,
                          around.roots_without_nvcc};
  std::vector<NvccCandidate> candidates;
  if (around.is_active) {
    for (const NvccCopy& copy : around.nvcc_on_path) {
      candidates.push_back({copy.path, copy.version, copy.file});
    }
    variables.nvcc = candidates.empty() ? "" : candidates.front().path;
  }
  findings.add_all(cuda_variable_findings(variables));
  findings.add(several_nvcc_finding(candidates));
  if (around.is_active) {
    findings.add_all(program_path_findings(around.idle_on_path));
  }
}

// Return what one trace says.
FrameworkBuild build_of(const FrameworkTrace& trace) {
  using Kind = FrameworkTrace::Kind;
  FrameworkBuild build;
  switch (trace.kind) {
    case Kind::torch_version:
      build = parse_torch_version(trace.text);
      break;
    case Kind::tensorflow_build_info:
      build = parse_tensorflow_build_info(trace.text);
      break;
    case Kind::dist_info:
      if (const auto package = parse_dist_info_name(trace.text)) {
        build = build_of_dist_info(*package);
      }
      break;
    case Kind::conda_build:
      build = build_of_conda_string(trace.text);
      break;
    case Kind::conda_depends:
      build = build_of_conda_depends(trace.text);
      break;
  }
  if (build.version.empty()) {
    build.version = trace.version;
  }
  return build;
}

}  // namespace

std::vector<Finding> driver_and_gpu_findings(const Examination& examination) {
  const Driver& driver = examination.facts.driver;
  const ObservedGpus& gpus = examination.facts.gpus;
  Findings findings;
  add_gpu_findings(examination, findings);
  add_package_findings(examination, findings);
  if (comparable_release(driver) != nullptr) {
    findings.add(driver_parts_finding(driver.release, driver.library));
  }
  findings.add(gpu_without_driver_finding(driver, gpus));
  if (!gpus.fault.empty()) {
    findings.add(driver_silent_finding(gpus.fault, "/proc/driver/nvidia/gpus"));
  }
  return findings.take();
}

std::vector<Finding> surroundings_findings(const Examination& examination,
                                           const Surroundings& around) {
  Findings findings;
  // Without a toolkit the diagnosis has told of these.
  if (examination.diagnosis.toolkit != nullptr) {
    for (const BrokenToolkit& broken : examination.facts.broken_toolkits) {
      findings.add(broken_toolkit_finding(broken, examination.facts.engine));
    }
  }
  findings.add(package_channels_finding(examination.facts.packages));
  add_compiler_findings(examination, around, findings);
  add_framework_findings(examination, around, findings);
  add_shell_findings(around, findings);
  add_library_path_findings(examination, around, findings);
  return findings.take();
}

std::vector<Framework> known_frameworks(const std::vector<FrameworkTrace>& traces) {
  std::vector<Framework> frameworks;
  for (const FrameworkTrace& trace : traces) {
    Framework found{trace.framework, build_of(trace), trace.evidence};
    const auto known =
        std::find_if(frameworks.begin(), frameworks.end(),
                     [&](const Framework& other) { return other.name == found.name; });
    if (known == frameworks.end()) {
      frameworks.push_back(std::move(found));
      continue;
    }
    const bool says_more = known->build.kind == FrameworkBuild::Kind::not_known &&
                           found.build.kind != FrameworkBuild::Kind::not_known;
    if (says_more) {
      // The framework's own version is that of the first, not that of a plugin.
      found.build.version =
          known->build.version.empty() ? found.build.version : known->build.version;
      *known = std::move(found);
    } else if (known->build.version.empty()) {
      known->build.version = found.build.version;
    }
  }
  return frameworks;
}

CompilerLimits known_limits(const VersionFact& version, const ObservedCompiler& observed,
                            const compat::Tables& tables) {
  CompilerLimits of_table = table_limits(version.version, tables);
  CompilerLimits own = parse_host_config(observed.limits_text);
  if (!own.known()) {
    return of_table;
  }
  own.remark = of_table.remark;
  own.evidence = observed.limits_path;
  return own;
}

std::optional<HostCompiler> known_compiler(const ObservedCompiler& observed) {
  const auto version = Version::parse(observed.version);
  if (!version || observed.kind == ObservedCompiler::Kind::not_known) {
    return std::nullopt;
  }
  const bool is_clang = observed.kind == ObservedCompiler::Kind::clang;
  return HostCompiler{is_clang ? HostCompiler::Kind::clang : HostCompiler::Kind::gcc,
                      version->major(), observed.version, observed.path};
}

void put_in_order(std::vector<Finding>& findings) {
  std::vector<Finding> once;
  for (Finding& finding : findings) {
    const bool is_told = std::any_of(once.begin(), once.end(), [&](const Finding& other) {
      return other.kind == finding.kind && other.what == finding.what;
    });
    if (!is_told) {
      once.push_back(std::move(finding));
    }
  }
  std::stable_sort(once.begin(), once.end(), [](const Finding& a, const Finding& b) {
    return a.kind->severity > b.kind->severity;
  });
  findings = std::move(once);
}

}  // namespace ces
