#include "judge/diagnosis.h"

#include "base/text.h"
#include "judge/config_findings.h"
#include "judge/install_command.h"
#include "judge/known_gpu.h"
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

// Return the command that installs cudatoolkit-dev anew in the words of who installed it.
std::string reinstall_cudatoolkit_dev(Engine engine) {
  return engine == Engine::pixi ? "pixi reinstall --run-post-link-scripts cudatoolkit-dev"
                                : "conda install --force-reinstall cudatoolkit-dev";
}

Finding wrapper_without_toolkit(const BrokenToolkit& broken) {
  using Fault = BrokenToolkit::Fault;
  Finding finding = finding_of(finding_kinds::k_wrapper_without_toolkit);
  const std::string wrapper = broken.path + " is a script that runs the nvcc of CUDA_HOME";
  finding.why = "conda-forge's nvcc_linux-64 has no toolkit of its own, and runs the machine's";
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
  finding.impact = "nvcc compiles nothing";
  finding.verify = "nvcc --version";
  return finding;
}

Finding nvcc_alone(const std::string& nvcc, const std::string& leads_to) {
  Finding finding = finding_of(finding_kinds::k_nvcc_alone);
  finding.what = nvcc + " has no nvcc.profile beside it: it tells its version and compiles nothing";
  finding.why = "nvcc finds its parts beside the path it is called by, and follows no link";
  finding.remedy = leads_to.empty() ? "install the toolkit again"
                                    : "remove it, and use the toolkit it belongs to: " + leads_to;
  finding.impact = "compiling ends with \"cuda_runtime.h: No such file or directory\"";
  finding.verify = "cuda-env-resolve doctor --deep";
  return finding;
}

Finding named_without_nvcc(const BrokenToolkit& broken) {
  Finding finding = finding_of(finding_kinds::k_named_without_nvcc);
  finding.what = broken.path + " has no nvcc that could be run, so it is no toolkit";
  finding.why = "a toolkit's folder has bin/nvcc, a program";
  finding.impact = "nothing is switched to it";
  finding.remedy = broken.leads_to.empty() ? "name the folder that has bin/nvcc"
                                           : "name " + broken.leads_to + " instead";
  finding.verify = "cuda-env-resolve list";
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
  finding.impact = "the environment has no nvcc, so that nothing is switched";
  finding.verify = "cuda-env-resolve status";
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
      finding.impact = k_impact_of_mixed_releases;
      finding.verify = "cuda-env-resolve status";
      finding.remedy = "install all CUDA packages of one release, with cuda-version pinned";
      finding.evidence = other->evidence + ", " + judged->evidence;
      return finding;
    }
  }
  return std::nullopt;
}

// Return the verdict with each of the packages until one makes it forward-compat.
Judgement judge_with_packages(Question question, const std::vector<CompatPackage>& packages,
                              const compat::Tables& tables, const CompatPackage** used) {
  Judgement judgement = judge(question, tables);
  for (const CompatPackage& package : packages) {
    if (judgement.verdict != Verdict::unsupported) {
      break;
    }
    question.compat_package = package;
    Judgement with_package = judge(question, tables);
    if (with_package.verdict == Verdict::forward_compat) {
      *used = &package;
      return with_package;
    }
    // Why the first does not fit is worth a reason.
    if (&package == &packages.front()) {
      judgement.reasons = std::move(with_package.reasons);
    }
  }
  return judgement;
}

void judge_toolkit(const Facts& facts, const compat::Tables& tables, const Settings& settings,
                   Diagnosis& diagnosis) {
  const auto version =
      diagnosis.toolkit != nullptr ? judged_version(*diagnosis.toolkit) : std::nullopt;
  Question question = question_for(version, facts, diagnosis.gpus);
  question.compat_is_asked_for = settings.compat.value != When::off;
  diagnosis.judgement = judge_with_packages(std::move(question), facts.compat_packages, tables,
                                            &diagnosis.compat_package);
  if (diagnosis.compat_package != nullptr && settings.compat.value != When::off) {
    diagnosis.compat_folder = diagnosis.compat_package->folder;
  }
}

// Return the verdict as it were if the GPU did run the toolkit's programs.
Judgement judge_without_gpu(const Facts& facts, const compat::Tables& tables,
                            const Settings& settings, const Diagnosis& diagnosis) {
  std::vector<Gpu> gpus = diagnosis.gpus;
  if (gpus.empty()) {
    return diagnosis.judgement;
  }
  Question question = question_for(judged_version(*diagnosis.toolkit), facts, gpus);
  if (question.gpu) {
    question.gpu->capability.reset();
  }
  question.compat_is_asked_for = settings.compat.value != When::off;
  const CompatPackage* used = nullptr;
  return judge_with_packages(std::move(question), facts.compat_packages, tables, &used);
}

void add_verdict_finding(const Facts& facts, const compat::Tables& tables, const Settings& settings,
                         Diagnosis& diagnosis) {
  const auto version = judged_version(*diagnosis.toolkit);
  // About the GPU there are findings of its own.
  const Judgement judgement = judge_without_gpu(facts, tables, settings, diagnosis);
  const bool is_known = judgement.verdict != Verdict::unknown;
  // A machine without a driver is no fault; the verdict's reason says it all.
  if (!is_known && facts.driver.place == Driver::Place::none) {
    return;
  }
  VerdictInWords words;
  words.unknown_evidence = facts.driver.evidence;
  words.platform = facts.platform;
  if (is_known) {
    words.cuda = version->version.release();
    words.driver = driver_in_words(facts.driver, judgement.driver_cuda);
    words.gpu = deciding_gpu(diagnosis.gpus);
    words.evidence = version->evidence + ", " + facts.driver.evidence;
  }
  if (facts.driver.place == Driver::Place::override) {
    words.how_to_change = "unset CONDA_OVERRIDE_CUDA or update the driver";
  }
  if (facts.driver.l4t) {
    words.how_to_change = "update JetPack";
  } else if (!facts.driver.container.empty()) {
    words.how_to_change = "update the driver on the host, outside of this container";
  }
  if (auto finding = verdict_finding(words, judgement, tables)) {
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
    diagnosis.findings.push_back(broken_toolkit_finding(broken, facts.engine));
  }
  if (auto finding = no_nvcc_finding(facts, tables)) {
    diagnosis.findings.push_back(std::move(*finding));
  }
}

}  // namespace

Question question_for(const std::optional<VersionFact>& version, const Facts& facts,
                      const std::vector<Gpu>& gpus) {
  const Driver& driver = facts.driver;
  Question question;
  if (version) {
    question.toolkit = version->version;
  }
  question.driver_unjudgeable = reason_not_to_judge(driver);
  question.gpu = deciding_gpu(gpus);
  if (driver.l4t) {
    question.l4t = driver.l4t->version;
  }
  if (driver.place == Driver::Place::override) {
    question.driver_cuda = driver.cuda ? std::optional(driver.cuda->version) : std::nullopt;
  } else if (driver.asked_cuda && !driver.l4t && !question.driver_unjudgeable.empty()) {
    question.driver_cuda = driver.asked_cuda->version;
    question.driver_cuda_by = driver.asked_cuda->evidence;
  } else if (driver.release) {
    question.driver = driver.release->version;
    question.driver_text = driver.release->text;
  }
  return question;
}

std::string driver_in_words(const Driver& driver, const std::optional<Version>& cuda) {
  if (driver.place == Driver::Place::override) {
    return "CONDA_OVERRIDE_CUDA gives it CUDA " + driver.cuda->text;
  }
  if (driver.l4t) {
    return "this Jetson (L4T " + driver.l4t->text + ")" +
           (cuda ? " supports CUDA " + cuda->str() : "");
  }
  if (!driver.release) {
    return "nvidia-smi shows CUDA " + (cuda ? cuda->str() : std::string("of unknown version"));
  }
  return "this machine has driver " + driver.release->text +
         (cuda ? " (CUDA " + cuda->str() + ")" : "");
}

Finding broken_toolkit_finding(const BrokenToolkit& broken, Engine engine) {
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
      finding.why = "it is no regular file, or its permissions forbid it";
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
  if (finding.impact.empty()) {
    finding.impact = "the toolkit compiles nothing, so that nothing is switched to it";
    finding.verify = "ls -lL " + shell_word(broken.path);
  }
  finding.evidence = broken.evidence;
  return finding;
}

Diagnosis diagnose(const Facts& facts, const compat::Tables& tables,
                   const Configuration& configuration) {
  const Settings& settings = configuration.settings;
  Diagnosis diagnosis;
  diagnosis.choice = choose_toolkit(facts, settings);
  diagnosis.toolkit = diagnosis.choice.toolkit;
  for (const ObservedGpu& gpu : facts.gpus.gpus) {
    diagnosis.gpus.push_back(known_gpu(gpu));
  }
  judge_toolkit(facts, tables, settings, diagnosis);
  diagnosis.findings = choice_findings(facts, settings, diagnosis.choice);
  if (diagnosis.toolkit == nullptr) {
    add_findings_without_toolkit(facts, tables, diagnosis);
  } else {
    add_verdict_finding(facts, tables, settings, diagnosis);
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
