#include "cli/by_hand.h"

#include "base/text.h"
#include "cli/exit_codes.h"
#include "compat/tables.h"
#include "judge/environment_kind.h"
#include "run/github_files.h"

#include <utility>

namespace ces {

std::string hint_for_terminal(const Dialect& dialect, const Options& options,
                              bool stdout_is_terminal) {
  const bool is_wanted = stdout_is_terminal && !options.json && !options.quiet;
  return is_wanted ? "cuda-env-resolve: this only prints the switch; to make it: " +
                         std::string(dialect.how_to_call) + '\n'
                   : "";
}

Outcome failure(const Dialect* dialect, std::vector<Edit> edits, const std::string& why) {
  if (dialect != nullptr && writes_files(*dialect)) {
    return {k_exit_problem, "", "cuda-env-resolve: " + why + '\n'};
  }
  const Script script{std::move(edits), "", false};
  return {k_exit_problem, dialect != nullptr ? dialect->render(script, Form::by_hand) : "false;\n",
          "cuda-env-resolve: " + why + '\n'};
}

Outcome deliver(const Environment& environment, const Dialect& dialect, std::vector<Edit> edits) {
  const Script script{std::move(edits), "", true};
  if (!writes_files(dialect)) {
    return {k_exit_ok, dialect.render(script, Form::by_hand), ""};
  }
  const std::string fault = append_to_github_files(
      environment, dialect.render(script, Form::by_hand), github_path_lines(script));
  return fault.empty()
             ? Outcome{k_exit_ok, "", ""}
             : Outcome{k_exit_problem, "", "cuda-env-resolve: " + printable(fault) + '\n'};
}

namespace {

// Return how the sentence about an environment without a toolkit goes on.
std::string what_is_there(const Facts& facts) {
  const EnvironmentKind kind = environment_kind(facts, compat::builtin_tables());
  if (kind.word == "none") {
    return "; install one: conda install -c conda-forge cuda-nvcc (12 and later) or "
           "cudatoolkit-dev (up to 11.7)";
  }
  return ", but " + printable(kind.what) +
         (kind.remedy.empty() ? "" : "; to compile: " + printable(kind.remedy));
}

}  // namespace

std::string reason_for_nothing(const System& system, const Options& options,
                               const Situation& situation) {
  const auto& [configuration, facts, diagnosis] = situation;
  if (facts.prefix.empty()) {
    return "no conda environment is active (CONDA_PREFIX is not set); activate one (conda activate "
           "NAME) or name one (--prefix DIR)";
  }
  if (!facts.prefix_exists) {
    return no_such_prefix(facts);
  }
  if (diagnosis.toolkit != nullptr) {
    return {};
  }
  if (diagnosis.choice.result == Choice::Result::switched_off) {
    return place_in_words(configuration.settings.toolkit.source) +
           " asks for no toolkit, so nothing is switched; to switch again: cuda-env-resolve use "
           "--auto";
  }
  const bool is_explained =
      diagnosis.choice.result == Choice::Result::none_fits || !facts.broken_toolkits.empty();
  if (is_explained && !diagnosis.findings.empty()) {
    const Finding& finding = diagnosis.findings.front();
    return "no CUDA toolkit to switch to: " + printable(finding.what) + "; " +
           printable(finding.remedy) + " [" + std::string(finding.kind->code) + ']';
  }
  const Situation whole = look_around(system, options, Request::Detail::everything);
  return "there is no CUDA toolkit in " + printable(facts.prefix) + what_is_there(whole.facts);
}

std::string line_of_most_severe(const std::vector<Finding>& findings) {
  const Finding* told = most_severe(findings);
  return told != nullptr ? finding_line(*told) + '\n' : "";
}

std::string why_disabled(const Settings& settings) {
  const Source& source = settings.disable.source;
  return source.level == Level::variable
             ? source.place + " is set, so nothing is switched; unset it to switch"
             : "'disable' is on (" + printable(place_in_words(source)) +
                   "), so nothing is switched; CUDA_ENV_SWITCH_DISABLE=0 overrides it";
}

}  // namespace ces
