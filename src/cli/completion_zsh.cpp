// For zsh: a function for its completion system, to be found on fpath or to be sourced.
#include "cli/completion.h"

namespace ces {

namespace {

// Return `text` inside single quotes, of which zsh takes everything as it is.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result + '\'';
}

// Return `text` with a backslash before what ends a description of _arguments or _describe.
std::string description(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ':' || c == ']' || c == '[' || c == '\\') {
      result += '\\';
    }
    result += c;
  }
  return result;
}

std::string action_of(const OfferedOption& option) {
  switch (option.value()) {
    case Offer::words:
      return '(' + joined(option.words) + ')';
    case Offer::folders:
      return "_files -/";
    case Offer::files:
      return "_files";
    case Offer::nothing:
      break;
  }
  return " ";
}

// Return the lines that describe `options` to _arguments.
std::string specifications(const std::vector<OfferedOption>& options, const std::string& indent) {
  std::string text;
  for (const OfferedOption& option : options) {
    const std::string value =
        option.takes_value() ? ':' + std::string(option.placeholder) + ':' + action_of(option) : "";
    const std::string summary = '[' + description(option.summary) + ']';
    const std::string equals = option.takes_value() ? "=" : "";
    if (option.letter.empty()) {
      text += indent + quoted(std::string(option.name) + equals + summary + value) + '\n';
      continue;
    }
    const std::string both = std::string(option.letter) + ' ' + std::string(option.name);
    text += indent + quoted('(' + both + ')' + std::string(option.letter) + summary + value) + '\n';
    text += indent +
            quoted('(' + both + ')' + std::string(option.name) + equals + summary + value) + '\n';
  }
  return text;
}

// Return the branch of one command: its own options, and what its words can be.
std::string branch_of(const CommandRow& row) {
  const std::string begin = "        " + std::string(row.name) + ")\n          ";
  const std::string end = "\n          ;;\n";
  if (row.takes_the_rest) {
    return begin + "_arguments -S $shared '*::: :_normal'" + end;
  }
  std::string own = specifications(offered_options(row), "            ");
  if (row.most_arguments > 0) {
    const std::string choices = joined({row.choices.begin(), row.choices.end()});
    const std::string action = choices.empty() ? " " : '(' + choices + ')';
    own += "            " + quoted("1:" + std::string(row.arguments) + ':' + action) + '\n';
  }
  if (own.empty()) {
    return begin + "_arguments -S $shared" + end;
  }
  return begin + "own=(\n" + own + "          )\n          _arguments -S $shared $own" + end;
}

}  // namespace

std::string zsh_completion() {
  std::string text =
      "#compdef cuda-env-resolve\n"
      "# zsh completion for cuda-env-resolve; made by: cuda-env-resolve completion zsh\n\n"
      "_cuda-env-resolve() {\n"
      "  local curcontext=\"$curcontext\" state\n"
      "  local -a line shared own commands\n"
      "  local -A opt_args\n"
      "  shared=(\n" +
      specifications(offered_options(), "    ") +
      "  )\n"
      "  commands=(\n";
  for (const CommandRow* row : named_commands()) {
    text += "    " + quoted(std::string(row->name) + ':' + description(row->summary)) + '\n';
  }
  text +=
      "  )\n"
      "  _arguments -C -S $shared '1: :->command' '*::: :->rest' && return\n"
      "  case $state in\n"
      "    command)\n"
      "      _describe -t commands command commands\n"
      "      ;;\n"
      "    rest)\n"
      "      words=(\"$line[1]\" \"${words[@]}\")\n"
      "      (( CURRENT += 1 ))\n"
      "      curcontext=\"${curcontext%:*:*}:cuda-env-resolve-$line[1]:\"\n"
      "      case $line[1] in\n";
  for (const CommandRow* row : named_commands()) {
    text += branch_of(*row);
  }
  return text +
         "      esac\n"
         "      ;;\n"
         "  esac\n"
         "}\n\n"
         "# Found on fpath, this file is the function; sourced, it defines it.\n"
         "if [[ $funcstack[1] == _cuda-env-resolve ]]; then\n"
         "  _cuda-env-resolve \"$@\"\n"
         "else\n"
         "  compdef _cuda-env-resolve cuda-env-resolve\n"
         "fi\n";
}

}  // namespace ces
