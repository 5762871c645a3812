#include "judge/what_if.h"

#include "compat/lookup.h"
#include "judge/forward_compat.h"
#include "judge/verdict_finding.h"

#include <algorithm>
#include <utility>

namespace ces {

namespace {

using compat::Tables;

bool runs(const std::optional<Judgement>& judgement) {
  return !judgement || judgement->verdict == Verdict::native ||
         judgement->verdict == Verdict::minor_version ||
         judgement->verdict == Verdict::forward_compat;
}

bool takes(const std::optional<CompilerFit>& fit) {
  return !fit || *fit == CompilerFit::fits || *fit == CompilerFit::not_known;
}

bool is_jetson(const WhatIf& question) {
  return question.gpu && question.gpu->kind == compat::GpuKind::tegra;
}

// The part of a question that a verdict is about.
Question question_of(const WhatIf& what_if) {
  Question question;
  question.toolkit = what_if.toolkit;
  question.driver = what_if.driver;
  question.driver_text = what_if.driver_text;
  if (is_jetson(what_if)) {
    question.driver_unjudgeable = what_if.gpu->name +
                                  " is a Tegra, whose driver numbers are not those of other "
                                  "machines; its JetPack release says which CUDA it supports.";
  }
  return question;
}

// Return the toolkit's CUDA release; a bare major means its newest.
Version cuda_of(const Version& toolkit, const Tables& tables) {
  if (toolkit.count() > 1) {
    return toolkit.release();
  }
  Version newest = toolkit.release();
  for (const Version& cuda : compat::toolkit_cudas(tables)) {
    if (cuda.major() == toolkit.major()) {
      newest = cuda;
    }
  }
  return newest;
}

// ---- rows ---------------------------------------------------------------------------------------

ToolkitAnswer toolkit_answer(const WhatIf& what_if, const Version& toolkit, const Tables& tables) {
  ToolkitAnswer row;
  row.cuda = cuda_of(toolkit, tables);
  for (const compat::ToolkitRelease& release : tables.toolkits) {
    if (release.version.release() == row.cuda) {
      row.releases.push_back(&release);
    }
  }
  if (const compat::DriverBranch* branch = compat::first_branch_of(tables, row.cuda)) {
    row.native_branch = branch->branch;
  }
  row.ptx_isa = compat::ptx_isa_of(tables, row.cuda);
  row.compilers = table_limits(toolkit.count() > 2 ? toolkit : row.cuda, tables);
  for (const compat::GpuArchitecture& architecture : tables.architectures) {
    if (target_of(row.cuda, architecture.capability, tables) == GpuTarget::native) {
      row.capabilities.push_back(architecture.capability);
    }
  }
  Question question = question_of(what_if);
  question.toolkit = row.cuda;
  Judgement judgement = judge(question, tables);
  row.minimum_driver = judgement.needed_driver;
  if (what_if.driver) {
    row.judgement = std::move(judgement);
  }
  if (what_if.gpu && what_if.gpu->capability) {
    row.gpu = target_of(row.cuda, *what_if.gpu->capability, tables);
  }
  if (what_if.gcc) {
    row.gcc = fit_of(*what_if.gcc, row.compilers);
  }
  if (what_if.clang) {
    row.clang = fit_of(*what_if.clang, row.compilers);
  }
  return row;
}

// Return the first release of `branch` with the verdict that its newest has, empty if all have it.
std::string first_release_with(const Judgement& newest, std::uint32_t branch) {
  const auto needed = Version::parse(newest.needed_driver);
  return needed && needed->major() == branch && newest.verdict != Verdict::unsupported
             ? newest.needed_driver
             : "";
}

DriverAnswer driver_answer(const WhatIf& what_if, std::uint32_t branch, const Tables& tables) {
  DriverAnswer row;
  row.branch = branch;
  const compat::DriverBranch* known = compat::find_branch(tables, branch);
  const bool is_above = known != nullptr && branch > tables.branches.back().branch;
  if (known != nullptr && !is_above) {
    row.cuda = known->cuda;
  }
  Question question = question_of(what_if);
  if (what_if.toolkit) {
    if (!what_if.driver) {
      question.driver = Version::parse(std::to_string(branch));
      question.driver_text.clear();
    }
    row.judgement = judge(question, tables);
    // A toolkit that the branch supports by itself runs on every release of it.
    const bool is_own = row.cuda.count() > 0 && row.cuda >= cuda_of(*what_if.toolkit, tables) &&
                        cuda_of(*what_if.toolkit, tables).major() >= compat::k_first_family_major;
    row.from = what_if.driver || is_own ? "" : first_release_with(*row.judgement, branch);
  }
  if (what_if.gpu && what_if.gpu->capability && !is_jetson(what_if)) {
    row.gpu = driving_of(branch, *what_if.gpu->capability, tables);
    row.has_code_for_gpu =
        !what_if.toolkit || target_of(cuda_of(*what_if.toolkit, tables), *what_if.gpu->capability,
                                      tables) != GpuTarget::too_new;
  }
  return row;
}

GpuAnswer gpu_answer(const WhatIf& what_if, const compat::GpuArchitecture& architecture,
                     const Tables& tables) {
  GpuAnswer row;
  row.architecture = &architecture;
  if (what_if.toolkit) {
    row.toolkit = target_of(cuda_of(*what_if.toolkit, tables), architecture.capability, tables);
  }
  if (what_if.driver && !is_jetson(what_if)) {
    row.driver = driving_of(what_if.driver->major(), architecture.capability, tables);
  }
  return row;
}

// ---- findings -----------------------------------------------------------------------------------

void add(std::vector<Finding>& findings, std::optional<Finding> finding) {
  if (finding) {
    findings.push_back(std::move(*finding));
  }
}

std::string what_it_supports(const Version& driver, const Judgement& judgement,
                             const Tables& tables) {
  if (judgement.driver_cuda) {
    return " supports CUDA " + judgement.driver_cuda->str();
  }
  return compat::find_branch(tables, driver.major()) == nullptr ? " is older than the tables"
                                                                : " is newer than the tables";
}

void add_verdict_findings(const WhatIf& what_if, const Version& cuda, const Tables& tables,
                          std::vector<Finding>& findings) {
  // Without the GPU, about which there are findings of its own.
  const Judgement judgement = judge(question_of(what_if), tables);
  VerdictInWords words;
  words.cuda = cuda;
  words.driver =
      "driver " + what_if.driver_text + what_it_supports(*what_if.driver, judgement, tables);
  words.gpu = what_if.gpu;
  words.evidence = std::string(tables.minor_version_minima_source);
  words.unknown_evidence = words.evidence;
  add(findings, verdict_finding(words, judgement, tables));
  const bool may_need_package =
      judgement.verdict == Verdict::unsupported || judgement.verdict == Verdict::minor_version;
  if (may_need_package) {
    const bool is_needed = judgement.verdict == Verdict::unsupported;
    add(findings, compat_package_possible(cuda, {*what_if.driver, what_if.driver_text, is_needed},
                                          what_if.gpu, tables));
  }
}

std::vector<Finding> findings_of(const WhatIf& what_if, const Tables& tables) {
  std::vector<Finding> findings;
  const std::optional<Version> cuda =
      what_if.toolkit ? std::optional(cuda_of(*what_if.toolkit, tables)) : std::nullopt;
  if (cuda && what_if.driver) {
    add_verdict_findings(what_if, *cuda, tables, findings);
  }
  if (cuda && what_if.gpu) {
    add(findings, toolkit_gpu_finding(*cuda, *what_if.gpu, tables, tables.architectures_source));
  }
  if (what_if.driver && what_if.gpu && !is_jetson(what_if)) {
    add(findings, driver_gpu_finding(what_if.driver->major(), what_if.driver_text, *what_if.gpu,
                                     tables, tables.architectures_source));
  }
  if (cuda) {
    const CompilerLimits limits =
        table_limits(what_if.toolkit->count() > 2 ? *what_if.toolkit : *cuda, tables);
    for (const auto& compiler : {what_if.gcc, what_if.clang}) {
      if (compiler) {
        add(findings, host_compiler_finding(*cuda, *compiler, limits));
      }
    }
  }
  return findings;
}

}  // namespace

bool ToolkitAnswer::fits() const {
  return runs(judgement) && gpu != std::optional(GpuTarget::too_new) &&
         gpu != std::optional(GpuTarget::ptx_only) && takes(gcc) && takes(clang);
}

bool DriverAnswer::fits() const {
  return runs(judgement) && has_code_for_gpu && gpu != std::optional(GpuDriving::dropped) &&
         gpu != std::optional(GpuDriving::too_old);
}

WhatIfAnswer answer(const WhatIf& question, const Tables& tables) {
  WhatIfAnswer result;
  if (question.toolkit) {
    result.toolkits.push_back(toolkit_answer(question, *question.toolkit, tables));
  } else {
    for (const Version& cuda : compat::toolkit_cudas(tables)) {
      result.toolkits.push_back(toolkit_answer(question, cuda, tables));
    }
  }
  if (question.driver) {
    result.drivers.push_back(driver_answer(question, question.driver->major(), tables));
  } else {
    for (const compat::DriverBranch& row : tables.branches) {
      result.drivers.push_back(driver_answer(question, row.branch, tables));
    }
  }
  for (const compat::GpuArchitecture& architecture : tables.architectures) {
    if (!question.gpu || question.gpu->capability == std::optional(architecture.capability)) {
      result.gpus.push_back(gpu_answer(question, architecture, tables));
    }
  }
  if (question.toolkit && question.driver) {
    Question whole = question_of(question);
    whole.gpu = question.gpu;
    result.judgement = judge(whole, tables);
  }
  result.findings = findings_of(question, tables);
  return result;
}

}  // namespace ces
