#include "cli/checkup.h"

#include "base/path.h"
#include "choose/choose.h"
#include "cli/target_shell.h"
#include "cli/toolkit_trial.h"
#include "config/switches.h"
#include "edit/switch.h"
#include "edit/taken_back.h"
#include "judge/client_findings.h"
#include "judge/driver_presence.h"
#include "judge/install_command.h"
#include "judge/not_in_force.h"
#include "run/driver_probe.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace ces {

namespace {

using std::chrono::milliseconds;

// nvidia-smi takes seconds where the driver has to wake a GPU up, and ten without the module.
constexpr milliseconds k_probe_deadline(20'000);
constexpr milliseconds k_compiler_deadline(5'000);

void add_all(std::vector<Finding>& findings, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

Examination examination_of(const Checkup& checkup, const compat::Tables& tables) {
  const Situation& situation = checkup.situation;
  return {situation.facts, situation.diagnosis, tables, situation.settings()};
}

// Look at what the verdict rests on.
Checkup begin(const System& system, const Options& options) {
  Checkup checkup;
  Configuration configuration = configuration_of(system, options);
  checkup.tables_file = read_tables_file(system, configuration.settings.compat_tables.value);
  Request request = request_for(configuration.settings, Request::Detail::everything);
  request.gpus = true;
  request.compat_packages = true;
  checkup.situation = look_for(system, options, std::move(configuration), std::move(request),
                               checkup.tables_file.tables());
  return checkup;
}

void add_diagnosis(const System& system, const compat::Tables& tables, Checkup& checkup) {
  const Diagnosis& diagnosis = checkup.situation.diagnosis;
  add_all(checkup.findings, checkup.tables_file.faults);
  add_all(checkup.findings, diagnosis.findings);
  add_all(checkup.findings, driver_and_gpu_findings(examination_of(checkup, tables)));
  if (diagnosis.toolkit != nullptr) {
    add_all(checkup.findings, client_findings(*diagnosis.toolkit, checkup.situation.settings()));
  }
  // What taking the switch back would meet is worth telling before.
  const Capability anything{[](std::string_view) { return true; }, false};
  add_all(checkup.findings,
          plan_deactivation(system.environment(), {checkup.situation.facts.prefix, true, anything})
              .findings);
}

// Commands are in the words of who made the environment, and name it where it is not the active
// one.
void finish(const System& system, Checkup& checkup) {
  const Situation& situation = checkup.situation;
  const Facts& facts = situation.facts;
  const std::string prefix = is_active(system, facts) ? "" : facts.prefix;
  drop_silenced(checkup.findings, situation.settings().silence.value);
  for (Finding& finding : checkup.findings) {
    finding.remedy = in_words_of(facts.engine, std::move(finding.remedy), prefix);
    if (!prefix.empty()) {
      finding.remedy = for_environment(std::move(finding.remedy), prefix);
      finding.verify = for_environment(std::move(finding.verify), prefix);
    }
  }
  put_in_order(checkup.findings);
}

// ---- the shell ----------------------------------------------------------------------------------

// What switching here and now would meet: another nvcc that comes first, a value that cannot be
// written, a record that cannot be read, what the user changed since.
std::vector<Finding> switch_findings(const System& system, const Options& options,
                                     const Situation& situation) {
  Options of_shell = options;
  of_shell.json = false;  // that is the form of the answer, no shell
  const TargetShell target = find_target_shell(of_shell);
  Capability shell{[](std::string_view) { return true; }, false};
  if (target.dialect != nullptr) {
    shell = capability_of_shell(*target.dialect, Form::hook, situation.facts.prefix);
  }
  return plan_activation(system.environment(), activation_of(situation, false, std::move(shell)))
      .findings;
}

// Return that the toolkit should be in force in this shell and is not, unless somebody wanted so.
std::optional<Finding> not_in_force(const System& system, const Checkup& checkup) {
  const Situation& situation = checkup.situation;
  const StatusReport report = checkup.status_report(system);
  const bool is_wanted = situation.diagnosis.toolkit != nullptr &&
                         !situation.settings().disable.value &&
                         !is_package_build(system.environment());
  if (!is_wanted || report.is_switched()) {
    return std::nullopt;
  }
  return not_in_force_finding(*situation.diagnosis.toolkit, report.why_not_switched(),
                              situation.facts.hook_installed);
}

// ---- --deep -------------------------------------------------------------------------------------

// Return the nvidia-smi that a shell would run, or WSL's, which is on no PATH; empty if there is
// none.
std::string nvidia_smi(const System& system) {
  std::vector<std::string> folders;
  for (const std::string_view element : split_list(system.environment().get("PATH").value_or(""))) {
    folders.emplace_back(element);
  }
  folders.emplace_back("/usr/lib/wsl/lib");
  for (const std::string& folder : folders) {
    std::string path = join_path(folder, "nvidia-smi");
    if (is_absolute(folder) && system.is_program(path)) {
      return path;
    }
  }
  return {};
}

// Ask nvidia-smi, and judge anew where it knows what no file tells.
void ask_driver(const System& system, Checkup& checkup) {
  const std::string path = nvidia_smi(system);
  if (path.empty()) {
    checkup.deep.push_back({"nvidia-smi", std::nullopt, "there is none on PATH", ""});
    return;
  }
  const DriverProbe probe = probe_driver(path, k_probe_deadline);
  const NvidiaSmiAnswer& answer = probe.answer;
  DeepStep step{"nvidia-smi", probe.end == DriverProbe::End::answered, probe.fault, path};
  if (probe.end == DriverProbe::End::answered) {
    step.text = "driver " + answer.driver_text +
                (answer.cuda_text.empty() ? "" : ", CUDA " + answer.cuda_text);
  }
  checkup.deep.push_back(std::move(step));
  if (answer.cuda) {
    Situation& situation = checkup.situation;
    situation.facts.driver.asked_cuda = VersionFact{*answer.cuda, answer.cuda_text, "nvidia-smi"};
    situation.diagnosis =
        diagnose(situation.facts, checkup.tables_file.tables(), situation.configuration);
  }
}

// Compile, assemble and link with the chosen toolkit. What is wrong with it is told by a finding.
void try_out_toolkit(const System& system, Checkup& checkup) {
  auto trial = try_chosen_toolkit(system, checkup.situation, checkup.tables_file.tables());
  if (!trial) {
    checkup.deep.push_back({"nvcc", std::nullopt, "there is no toolkit to try out", ""});
    return;
  }
  for (TrialStep& step : trial->steps) {
    checkup.deep.push_back({std::string(trial_step_word(step.kind)), step.succeeded,
                            step.succeeded ? "done" : std::move(step.fault),
                            std::move(step.command)});
  }
  if (trial->finding) {
    checkup.findings.push_back(*std::move(trial->finding));
  }
}

// Programs of another root are not run.
void go_deep(const System& system, Checkup& checkup) {
  if (system.root().empty()) {
    ask_driver(system, checkup);
    try_out_toolkit(system, checkup);
  } else {
    checkup.deep.push_back(
        {"nvidia-smi", std::nullopt, "programs of another root are not run", ""});
  }
}

// Return what is wrong if nvidia-smi failed, and nothing else tells why.
std::optional<Finding> silent_driver(const Checkup& checkup) {
  const auto is_why = [](const Finding& finding) {
    return finding.kind == &finding_kinds::k_driver_parts_differ ||
           finding.kind == &finding_kinds::k_gpu_without_driver;
  };
  if (std::any_of(checkup.findings.begin(), checkup.findings.end(), is_why)) {
    return std::nullopt;
  }
  for (const DeepStep& step : checkup.deep) {
    if (step.name == "nvidia-smi" && step.is_good == std::optional(false)) {
      return driver_silent_finding(step.text, step.evidence);
    }
  }
  return std::nullopt;
}

}  // namespace

bool Checkup::has_error() const {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.kind->severity == Severity::error;
  });
}

StatusReport Checkup::status_report(const System& system) const {
  return {&system, &situation.facts, &situation.diagnosis, &situation.settings(), findings};
}

Checkup look_at_verdict(const System& system, const Options& options) {
  Checkup checkup = begin(system, options);
  add_diagnosis(system, checkup.tables_file.tables(), checkup);
  finish(system, checkup);
  return checkup;
}

Checkup look_at_everything(const System& system, const Options& options) {
  Checkup checkup = begin(system, options);
  if (options.deep) {
    go_deep(system, checkup);
  }
  const compat::Tables tables = checkup.tables_file.tables();
  const Situation& situation = checkup.situation;
  checkup.surroundings = observe_surroundings(system, situation.facts, situation.diagnosis.toolkit,
                                              k_compiler_deadline);
  // What our switch has put on PATH is not the user's doing.
  const Environment& environment = system.environment();
  checkup.surroundings.idle_on_path =
      idle_cuda_elements(system, value_with(environment, values_taken_back(environment), "PATH"));
  add_diagnosis(system, tables, checkup);
  add_all(checkup.findings,
          surroundings_findings(examination_of(checkup, tables), checkup.surroundings));
  if (is_active(system, situation.facts)) {
    add_all(checkup.findings, switch_findings(system, options, situation));
    if (auto finding = not_in_force(system, checkup)) {
      checkup.findings.push_back(*std::move(finding));
    }
  }
  if (auto finding = silent_driver(checkup)) {
    checkup.findings.push_back(*std::move(finding));
  }
  finish(system, checkup);
  return checkup;
}

}  // namespace ces
