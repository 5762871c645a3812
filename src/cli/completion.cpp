#include "cli/completion.h"

#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/shared_options.h"

#include <array>
#include <span>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve completion bash|zsh|fish

Prints the code that completes this command line in a shell. The package brings
it to where the shells look; without the package:

  bash   source <(cuda-env-resolve completion bash)      in ~/.bashrc
  zsh    source <(cuda-env-resolve completion zsh)       in ~/.zshrc, after
                                                         compinit
  fish   cuda-env-resolve completion fish | source       in config.fish

Exit status: 0; 2 for another shell.
)help";

struct Writer {
  std::string_view shell;
  std::string (*write)();
};

constexpr std::array<Writer, 3> k_writers = {
    {{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}}};
constexpr std::array<std::string_view, 3> k_shells = {"bash", "zsh", "fish"};

std::string fault_of(const std::string& shell) {
  if (shell.empty()) {
    return "completion needs the name of a shell: bash, zsh or fish";
  }
  const std::string_view nearest = nearest_word(shell, {k_shells.begin(), k_shells.end()});
  return "there is no completion for '" + printable(shell) + "'" +
         (nearest.empty() ? "" : ", did you mean '" + std::string(nearest) + "'?") +
         (nearest.empty() ? ": " : " ") + "choose from bash, zsh and fish";
}

}  // namespace

Offer OfferedOption::value() const {
  if (!words.empty()) {
    return Offer::words;
  }
  if (placeholder == "DIR") {
    return Offer::folders;
  }
  return placeholder == "FILE" ? Offer::files : Offer::nothing;
}

std::vector<OfferedOption> offered_options() {
  std::vector<OfferedOption> options;
  for (const SharedOption& option : shared_options()) {
    options.push_back(
        {option.name, option.letter, option.summary, option.placeholder, choices_of(option)});
  }
  return options;
}

std::vector<OfferedOption> offered_options(const CommandRow& row) {
  std::vector<OfferedOption> options;
  for (const ValueOption& option : row.values) {
    options.push_back({option.name, "", option.summary, option.placeholder});
  }
  for (const FlagOption& option : row.flags) {
    options.push_back({option.name, "", option.summary, ""});
  }
  return options;
}

std::vector<const CommandRow*> named_commands() {
  std::vector<const CommandRow*> rows;
  for (const CommandRow* row : command_table()) {
    if (!row->name.empty()) {
      rows.push_back(row);
    }
  }
  return rows;
}

std::string joined(const std::vector<std::string_view>& words, std::string_view separator) {
  std::string text;
  for (const std::string_view word : words) {
    text += text.empty() ? "" : separator;
    text += word;
  }
  return text;
}

std::vector<std::string_view> names_with_value(const std::vector<OfferedOption>& options) {
  std::vector<std::string_view> names;
  for (const OfferedOption& option : options) {
    if (option.takes_value()) {
      names.push_back(option.name);
      if (!option.letter.empty()) {
        names.push_back(option.letter);
      }
    }
  }
  return names;
}

Outcome run_completion(const System& /*system*/, const Options& options,
                       bool /*stdout_is_terminal*/) {
  const std::string shell = options.arguments.empty() ? "" : options.arguments.front();
  for (const Writer& writer : k_writers) {
    if (writer.shell == shell) {
      return {k_exit_ok, writer.write(), ""};
    }
  }
  return {k_exit_usage, "", "cuda-env-resolve: " + fault_of(shell) + '\n'};
}

const CommandRow k_completion_command = {
    .command = Command::completion,
    .name = "completion",
    .summary = "code that completes the command line in bash, zsh or fish",
    .help = k_help,
    .run = run_completion,
    .arguments = "SHELL",
    .most_arguments = 1,
    .choices = k_shells};

}  // namespace ces
