#include "judge/diagnosis.h"

#include "judge/config_findings.h"
#include "judge/install_command.h"
#include "judge/toolkit_findings.h"
#include "judge/verdict_finding.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ces {

namespace {

// Return why the driver that was seen says nothing about the CUDA it supports, empty if it does.
std::string reason_not_to_judge(const Driver& driver) {
  using Place = Driver::Place;
  switch (driver.place) {
    case Place::none:
      return driver.evidence.empty()
                 ? "no NVIDIA driver was found (neither /sys/module/nvidia/version nor "
                   "/proc/driver/nvidia/version is there): programs can be compiled, but not run"
                 : driver.evidence + " is empty, which tells conda that there is no driver";
    case Place::wsl:
      return "this is WSL (" + driver.evidence +
             "), where Windows' driver serves and its version stands in no file";
    case Place::windows:
      return "this is Windows (" + driver.evidence +
             "), whose driver's version is not looked up in this version";
    case Place::tegra:
      return "this is a Tegra machine (" + driver.evidence +
             "), whose driver numbers are not those of other machines";
    case Place::unreadable:
      return driver.evidence + " has no driver release that could be read";
    case Place::override:
      return driver.cuda ? "" : "CONDA_OVERRIDE_CUDA is no version number such as 12.4";
    case Place::linux_:
      return {};
  }
  return {};
}

Question question_for(const std::optional<VersionFact>& version, const Driver& driver) {
  Question question;
  if (version) {
    question.toolkit = version->version;
  }
  question.driver_unjudgeable = reason_not_to_judge(driver);
  if (driver.l4t) {
    question.l4t = driver.l4t->version;
  }
  if (driver.place == Driver::Place::override) {
    question.driver_cuda = driver.cuda ? std::optional(driver.cuda->version) : std::nullopt;
  } else if (driver.release) {
    question.driver = driver.release->version;
    question.driver_text = driver.release->text;
  }
  return question;
}

std::string driver_in_words(const Driver& driver, const Judgement& judgement) {
  if (driver.place == Driver::Place::override) {
    return "CONDA_OVERRIDE_CUDA gives it CUDA " + driver.cuda->text;
  }
  if (driver.l4t) {
    return "this Jetson (L4T " + driver.l4t->text + ") supports CUDA " +
           judgement.driver_cuda->str();
  }
  return "this machine has driver " + driver.release->text +
         (judgement.driver_cuda ? " (CUDA " + judgement.driver_cuda->str() + ")" : "");
}

// Return the command that installs cudatoolkit-dev anew in the words of who installed it.
std::string reinstall_cudatoolkit_dev(Engine engine) {
  return engine == Engine::pixi ? "pixi reinstall --run-post-link-scripts cudatoolkit-dev"
                                : "conda install --force-reinstall cudatoolkit-dev";
}

Finding wrapper_without_toolkit(const BrokenToolkit& broken) {
  using Fault = BrokenToolkit::Fault;
  Finding finding = finding_of(finding_kinds::k_wrapper_without_toolkit);
  const std::string wrapper = broken.path + " is a script that runs the nvcc of CUDA_HOME";
  if (broken.fault == Fault::wrapper_unset) {
    finding.what = wrapper + ", which is not set";
  } else if (broken.fault == Fault::wrapper_loops) {
    finding.what = wrapper + ", and " + broken.leads_to + " leads back to it";
    finding.why = "it would call itself forever";
  } else {
    finding.what = wrapper + ", and " + broken.leads_to + " has none";
  }
  finding.remedy =
      "set CUDA_HOME to a complete toolkit (/usr/local/cuda-X.Y) before the environment is "
      "activated";
  return finding;
}

Finding nvcc_alone(const std::string& nvcc, const std::string& leads_to) {
  Finding finding = finding_of(finding_kinds::k_nvcc_alone);
  finding.what = nvcc + " has no nvcc.profile beside it: it tells its version and compiles nothing";
  finding.why = "nvcc finds its parts beside the path it is called by, and follows no link";
  finding.remedy = leads_to.empty() ? "install the toolkit again"
                                    : "remove it, and use the toolkit it belongs to: " + leads_to;
  return finding;
}

Finding named_without_nvcc(const BrokenToolkit& broken) {
  Finding finding = finding_of(finding_kinds::k_named_without_nvcc);
  finding.what = broken.path + " has no nvcc that could be run, so it is no toolkit";
  finding.remedy = broken.leads_to.empty() ? "name the folder that has bin/nvcc"
                                           : "name " + broken.leads_to + " instead";
  return finding;
}

Finding tree_missing(const BrokenToolkit& broken, Engine engine) {
  Finding finding = finding_of(finding_kinds::k_tree_missing);
  finding.what = "cudatoolkit-dev is installed, but its toolkit " + broken.path + " is missing";
  finding.why = engine == Engine::pixi
                    ? "its post-link script fetches the toolkit, and pixi runs no such scripts "
                      "unless told to"
                    : "its post-link script, which fetches the toolkit, failed or was not run, or "
                      "a second installation removed it";
  finding.remedy =
      "install it again where its script may run: " + reinstall_cudatoolkit_dev(engine);
  return finding;
}

Finding broken_toolkit(const BrokenToolkit& broken, Engine engine) {
  using Fault = BrokenToolkit::Fault;
  const std::string reinstall = "install the toolkit again: " + reinstall_cudatoolkit_dev(engine);
  Finding finding;
  switch (broken.fault) {
    case Fault::tree_missing:
      finding = tree_missing(broken, engine);
      break;
    case Fault::nvcc_dangling:
      finding.kind = &finding_kinds::k_nvcc_dangling;
      finding.what = broken.path + " is a link to a file that does not exist";
      finding.why = "the toolkit it belongs to was removed or moved, or the environment was cloned";
      finding.remedy = reinstall;
      break;
    case Fault::nvcc_unusable:
      finding.kind = &finding_kinds::k_nvcc_unusable;
      finding.what = broken.path + " is no program that this user may run";
      finding.remedy = reinstall;
      break;
    case Fault::nvcc_denied:
      finding.kind = &finding_kinds::k_nvcc_unusable;
      finding.what = broken.path + " cannot be looked at: permission denied";
      finding.why = "a folder on the way to it may not be entered by this user";
      finding.remedy = "ask its owner to let you in (chmod o+x for each folder on the way)";
      break;
    case Fault::nvcc_alone:
      finding = nvcc_alone(broken.path, broken.leads_to);
      break;
    case Fault::wrapper_unset:
    case Fault::wrapper_loops:
    case Fault::wrapper_dangles:
      finding = wrapper_without_toolkit(broken);
      break;
    case Fault::no_nvcc:
      finding = named_without_nvcc(broken);
      break;
  }
  finding.evidence = broken.evidence;
  return finding;
}

std::optional<Finding> versions_differ(const Toolkit& toolkit) {
  const auto judged = judged_version(toolkit);
  for (const auto& other : {toolkit.nvcc_version, toolkit.headers_version}) {
    if (judged && other && other->version.release() != judged->version.release()) {
      Finding finding = finding_of(finding_kinds::k_versions_differ);
      finding.what = other->evidence + " is of CUDA " + other->version.release().str() + ", " +
                     judged->evidence + " of CUDA " + judged->version.release().str();
      finding.why = "packages of different releases were installed over each other";
      finding.remedy = "install all CUDA packages of one release, with cuda-version pinned";
      finding.evidence = other->evidence + ", " + judged->evidence;
      return finding;
    }
  }
  return std::nullopt;
}

void add_verdict_finding(const Facts& facts, const compat::Tables& tables, Diagnosis& diagnosis) {
  const auto version = judged_version(*diagnosis.toolkit);
  const bool is_known = diagnosis.judgement.verdict != Verdict::unknown;
  // A machine without a driver is no fault; the verdict's reason says it all.
  if (!is_known && facts.driver.place == Driver::Place::none) {
    return;
  }
  VerdictInWords words;
  words.unknown_evidence = facts.driver.evidence;
  if (is_known) {
    words.cuda = version->version.release();
    words.driver = driver_in_words(facts.driver, diagnosis.judgement);
    words.evidence = version->evidence + ", " + facts.driver.evidence;
  }
  if (facts.driver.place == Driver::Place::override) {
    words.how_to_change = "unset CONDA_OVERRIDE_CUDA or update the driver";
  }
  if (facts.driver.l4t) {
    words.how_to_change = "update JetPack";
  }
  if (auto finding = verdict_finding(words, diagnosis.judgement, tables)) {
    diagnosis.findings.push_back(std::move(*finding));
  }
}

void add_findings_without_toolkit(const Facts& facts, const compat::Tables& tables,
                                  Diagnosis& diagnosis) {
  diagnosis.judgement.reasons = {"there is no toolkit to judge"};
  if (diagnosis.choice.result == Choice::Result::switched_off) {
    return;
  }
  for (const BrokenToolkit& broken : facts.broken_toolkits) {
    diagnosis.findings.push_back(broken_toolkit(broken, facts.engine));
  }
  if (auto finding = no_nvcc_finding(facts, tables)) {
    diagnosis.findings.push_back(std::move(*finding));
  }
}

}  // namespace

Diagnosis diagnose(const Facts& facts, const compat::Tables& tables,
                   const Configuration& configuration) {
  const Settings& settings = configuration.settings;
  Diagnosis diagnosis;
  diagnosis.choice = choose_toolkit(facts, settings);
  diagnosis.toolkit = diagnosis.choice.toolkit;
  const auto version =
      diagnosis.toolkit != nullptr ? judged_version(*diagnosis.toolkit) : std::nullopt;
  diagnosis.judgement = judge(question_for(version, facts.driver), tables);
  diagnosis.findings = choice_findings(facts, settings, diagnosis.choice);
  if (diagnosis.toolkit == nullptr) {
    add_findings_without_toolkit(facts, tables, diagnosis);
  } else {
    add_verdict_finding(facts, tables, diagnosis);
    if (auto finding = versions_differ(*diagnosis.toolkit)) {
      diagnosis.findings.push_back(std::move(*finding));
    }
    for (Finding& finding : toolkit_findings(facts, *diagnosis.toolkit)) {
      diagnosis.findings.push_back(std::move(finding));
    }
  }
  std::vector<Finding> of_config = config_findings(configuration);
  std::move(of_config.begin(), of_config.end(), std::back_inserter(diagnosis.findings));
  drop_silenced(diagnosis.findings, settings.silence.value);
  return diagnosis;
}

}  // namespace ces
