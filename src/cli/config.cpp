// What is configured, and where each value came from.
#include "base/suggest.h"
#include "base/text.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "judge/config_findings.h"
#include "report/config_json.h"
#include "report/config_text.h"

#include <string>
#include <vector>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve config [KEY] [--prefix DIR] [--json] [OPTION]...

Shows the value of every key and where it came from, the files that were looked
for, and what in them cannot be followed. With KEY, its value alone.

  cuda-env-resolve config toolkit

The first of these that has a key decides:
  the variable CUDA_ENV_SWITCH_<KEY>
  the pin (cuda-env-resolve use): your own, then the environment's
  $CONDA_PREFIX/etc/cuda-env-switch/config.yaml
  ${XDG_CONFIG_HOME:-~/.config}/cuda-env-switch/config.yaml
  /etc/cuda-env-switch/config.yaml

A file has lines such as 'system: on'; docs/configuration.md has all keys.
Exit status: 0; 1 if there is no such key or environment.
)help";

Outcome no_such_key(const std::string& name) {
  std::vector<std::string_view> names;
  for (const KeyRow& row : key_table()) {
    names.push_back(row.name);
  }
  const std::string_view nearest = nearest_word(name, names);
  return {k_exit_problem, "",
          "cuda-env-resolve: there is no key '" + printable(name) + "'" +
              (nearest.empty() ? "; 'cuda-env-resolve config' shows all keys"
                               : "; did you mean '" + std::string(nearest) + "'?") +
              '\n'};
}

}  // namespace

Outcome run_config(const System& system, const Options& options, bool /*stdout_is_terminal*/) {
  const std::string prefix = prefix_of(system.environment(), options);
  if (options.prefix && system.kind(prefix) != FileKind::directory) {
    return {k_exit_problem, "",
            "cuda-env-resolve: there is no folder " + printable(prefix) + " (--prefix)\n"};
  }
  const Configuration configuration = configuration_of(system, options);
  const ConfigReport report{prefix, &configuration, config_findings(configuration)};
  if (options.arguments.empty()) {
    return {k_exit_ok, options.json ? config_json(report) : config_text(report), ""};
  }
  const std::string& name = options.arguments.front();
  const KeyRow* row = find_key(name);
  if (row == nullptr) {
    return no_such_key(name);
  }
  return {k_exit_ok,
          options.json ? config_json(report, row)
                       : printable(value_text(configuration.settings, *row)) + '\n',
          ""};
}

const CommandRow k_config_command = {.command = Command::config,
                                     .name = "config",
                                     .summary = "what is configured, and where",
                                     .help = k_help,
                                     .run = run_config,
                                     .arguments = "KEY",
                                     .most_arguments = 1};

}  // namespace ces
