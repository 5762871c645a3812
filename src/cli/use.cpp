// Pins a toolkit for the environment, and prints the switch to it.
#include "base/path.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/by_hand.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/target_shell.h"
#include "edit/switch.h"
#include "judge/config_findings.h"
#include "run/pin.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve use SPEC|PATH|system|wheels|--auto|--off [OPTION]...

Pins a toolkit for the environment: from now on its activation switches to that
one. Prints the switch, so that evaluating it puts the pin in force at once.

  eval "$(cuda-env-resolve use 12)"        the newest CUDA 12 there is
  eval "$(cuda-env-resolve use 11.8)"      wherever it is: environment or system
  cuda-env-resolve use '>=12.4,<13'        specs as conda has them; quote them
  cuda-env-resolve use /usr/local/cuda-12.4
  cuda-env-resolve use system              the machine's default toolkit
  cuda-env-resolve use wheels              the one of the Python wheels
  cuda-env-resolve use --auto              the environment's own, as without pin
  cuda-env-resolve use --off               none

fish: cuda-env-resolve use 12 | source     tcsh: eval `cuda-env-resolve use 12`

The pin is $CONDA_PREFIX/etc/cuda-env-switch/pin; where you may not write, it is
a file of yours, which counts for you alone. 'cuda-env-resolve list' shows what
there is. Exit status: 0; 1 if nothing fits, or no pin can be written: then the
pin stays as it was.
)help";

// A relative path is meant from the folder one is in.
std::string from_here(const std::string& path) {
  const bool is_relative =
      path == "." || path == ".." || path.starts_with("./") || path.starts_with("../") ||
      (!is_absolute(path) && !path.starts_with('~') && path.find('/') != std::string::npos);
  const std::string folder = is_relative ? current_folder() : "";
  return folder.empty() ? path : normalise_path(join_path(folder, path));
}

// Return what the command line asks for, as a pin spells it; nothing if it does not ask for one
// thing.
std::optional<std::string> asked_for(const Options& options) {
  const std::size_t count =
      options.arguments.size() + (options.automatic ? 1 : 0) + (options.off ? 1 : 0);
  if (count != 1) {
    return std::nullopt;
  }
  if (options.automatic) {
    return "auto";
  }
  return options.off ? "none" : from_here(options.arguments.front());
}

// Return why nothing can be pinned for this environment, empty if it can.
std::string reason_against_prefix(const System& system, const std::string& prefix,
                                  const Options& options) {
  if (prefix.empty()) {
    return "no conda environment is active (CONDA_PREFIX is not set), so there is none to pin a "
           "toolkit for; activate one or name one (--prefix DIR)";
  }
  if (system.kind(prefix) != FileKind::directory) {
    return "there is no folder " + printable(prefix) + " (" +
           (options.prefix ? "--prefix" : "CONDA_PREFIX") +
           "); name or activate an environment that exists";
  }
  return {};
}

std::string reason_nothing_fits(const Facts& facts, const Wish& wish) {
  const std::string there = toolkits_in_words(facts);
  return "nothing fits '" + printable(wish.text) + "', so the pin stays as it was; " +
         (there.empty() ? "no CUDA toolkit was found" : "there is " + printable(there)) +
         "; 'cuda-env-resolve list' shows everything";
}

// Return what was pinned, for people.
std::string what_was_pinned(const Situation& situation, const PinResult& pin) {
  const Toolkit* toolkit = situation.diagnosis.toolkit;
  const auto version = toolkit != nullptr ? judged_version(*toolkit) : std::nullopt;
  const std::string& text = situation.settings().toolkit.value.text;
  std::string line = "cuda-env-resolve: pinned '" + text + "'";
  if (toolkit != nullptr) {
    line += ": CUDA " + (version ? version->text : "of unknown version") + " in " + toolkit->root;
  } else if (situation.diagnosis.choice.result == Choice::Result::switched_off) {
    line += ": nothing is switched";
  } else {
    line += ", but the environment has no toolkit of its own";
  }
  if (pin.is_users) {
    line += " (in " + pin.path + ", for you alone, since the environment may not be written)";
  }
  return printable(line) + '\n';
}

// Return a warning if something outranks the pin, so that the next activation will not follow it.
std::string what_outranks(const Settings& before) {
  const Source& source = before.toolkit.source;
  return source.level == Level::variable ? "cuda-env-resolve: " + source.place +
                                               " is set and outranks the pin at the next "
                                               "activation; unset it\n"
                                         : "";
}

// Return the switch to what was pinned, with what there is to say of it.
Outcome switched(const System& system, const Dialect& dialect, const Situation& situation) {
  const Settings& settings = situation.settings();
  Plan plan = plan_activation(
      system.environment(),
      activation_of(situation, settings.disable.value, capability_of(dialect, Form::by_hand)));
  std::vector<Finding> findings = situation.diagnosis.findings;
  findings.insert(findings.end(), plan.findings.begin(), plan.findings.end());
  drop_silenced(findings, settings.silence.value);
  Outcome outcome = deliver(system.environment(), dialect, std::move(plan.edits));
  if (settings.disable.value) {
    outcome.error += "cuda-env-resolve: " + why_disabled(settings) + '\n';
  } else if (!settings.quiet.value) {
    outcome.error += line_of_most_severe(findings);
  }
  return outcome;
}

}  // namespace

Outcome run_use(const System& system, const Options& options, bool stdout_is_terminal) {
  const TargetShell target = find_target_shell(options);
  if (target.dialect == nullptr) {
    return failure(nullptr, {}, target.error);
  }
  const auto fail = [&](int exit_code, const std::string& why) {
    Outcome outcome = failure(target.dialect, {}, why);
    outcome.exit_code = exit_code;
    return outcome;
  };
  const auto text = asked_for(options);
  if (!text) {
    return fail(k_exit_usage,
                "use takes one of SPEC, PATH, system, wheels, --auto and --off; see "
                "cuda-env-resolve use --help");
  }
  if (!system.root().empty()) {
    return fail(k_exit_usage, "use pins on this machine only, so it goes without --root");
  }
  const std::string prefix = prefix_of(system.environment(), options);
  if (const std::string why = reason_against_prefix(system, prefix, options); !why.empty()) {
    return fail(k_exit_problem, why);
  }
  const auto wish = parse_wish(*text, system.environment().get("HOME").value_or(""));
  if (!wish) {
    return fail(k_exit_problem, fmt::format("'{}' names no toolkit; say {}, --auto or --off",
                                            printable(*text), expected_values(KeyRow::Kind::wish)));
  }
  Configuration configuration = configuration_of(system, options);
  const std::string outranks = what_outranks(configuration.settings);
  configuration.settings.toolkit = {*wish, {Level::command_line, "use", 0}};
  Request request = request_for(configuration.settings, Request::Detail::activation);
  request.versions = true;  // to tell what was pinned
  const Situation situation =
      look_for(system, options, std::move(configuration), std::move(request));
  if (situation.diagnosis.choice.result == Choice::Result::none_fits) {
    return fail(k_exit_problem, reason_nothing_fits(situation.facts, *wish));
  }
  const PinResult pin = write_pin(system.environment(), prefix, wish->text);
  if (!pin.fault.empty()) {
    return fail(k_exit_problem, printable(pin.fault));
  }
  Outcome outcome = switched(system, *target.dialect, situation);
  if (!options.quiet) {
    outcome.error.insert(0, what_was_pinned(situation, pin) +
                                hint_for_terminal(*target.dialect, options, stdout_is_terminal) +
                                outranks);
  }
  return outcome;
}

namespace {

constexpr FlagOption k_flags[] = {{"--auto", &Options::automatic}, {"--off", &Options::off}};

}  // namespace

const CommandRow k_use_command = {.command = Command::use,
                                  .name = "use",
                                  .summary = "pin a toolkit for the environment",
                                  .help = k_help,
                                  .is_evaluated = true,
                                  .run = run_use,
                                  .flags = k_flags,
                                  .arguments = "SPEC",
                                  .most_arguments = 1};

}  // namespace ces
