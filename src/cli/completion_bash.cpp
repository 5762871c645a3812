// For bash: one function that looks at the words before the cursor. It needs nothing of the package
// bash-completion, and works under set -u and with any IFS.
#include "cli/completion.h"

#include <algorithm>
#include <iterator>

namespace ces {

namespace {

constexpr std::string_view k_begin =
    R"bash(# bash completion for cuda-env-resolve; made by: cuda-env-resolve completion bash

_cuda_env_resolve() {
  local IFS=$' \t\n' current="${COMP_WORDS[COMP_CWORD]-}" previous="${COMP_WORDS[COMP_CWORD - 1]-}"
  local command='' argument='' words='' i
  COMPREPLY=()
  # To bash, --prefix=DIR is three words.
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = && $COMP_CWORD -gt 2 ]]; then
    previous="${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "${COMP_WORDS[i]}" in
)bash";

constexpr std::string_view k_words =
    R"bash(        i=$((i + 1))
        [[ ${COMP_WORDS[i]-} != = ]] || i=$((i + 1))
        ;;
      -* | =) ;;
      *) if [[ -z $command ]]; then command="${COMP_WORDS[i]}"; else argument="${COMP_WORDS[i]}"; fi ;;
    esac
  done
)bash";

constexpr std::string_view k_end =
    R"bash(  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -F _cuda_env_resolve cuda-env-resolve
)bash";

// Return the answer of compgen with `arguments`, as the last thing the function does.
std::string answer(const std::string& indent, const std::string& arguments, bool are_files) {
  std::string text;
  if (are_files) {
    text += indent + "compopt -o filenames 2>/dev/null || :\n";
  }
  return text + indent + "mapfile -t COMPREPLY < <(compgen " + arguments + " -- \"$current\")\n" +
         indent + "return\n";
}

// Return every option of every command, each name once.
std::vector<OfferedOption> all_options() {
  std::vector<OfferedOption> options = offered_options();
  for (const CommandRow* row : named_commands()) {
    for (OfferedOption& option : offered_options(*row)) {
      const bool is_known =
          std::any_of(options.begin(), options.end(),
                      [&](const OfferedOption& known) { return known.name == option.name; });
      if (!is_known) {
        options.push_back(std::move(option));
      }
    }
  }
  return options;
}

// Return what to offer after an option that takes a value.
std::string case_of_value(const OfferedOption& option) {
  std::string text = "    " + joined(names_with_value({option}), " | ") + ")\n";
  switch (option.value()) {
    case Offer::words:
      return text + answer("      ", "-W '" + joined(option.words) + '\'', false) + "      ;;\n";
    case Offer::folders:
      return text + answer("      ", "-d", true) + "      ;;\n";
    case Offer::files:
      return text + answer("      ", "-f", true) + "      ;;\n";
    case Offer::nothing:
      break;
  }
  return text + "      return\n      ;;\n";
}

std::string names_of(const std::vector<OfferedOption>& options) {
  std::vector<std::string_view> names;
  for (const OfferedOption& option : options) {
    names.push_back(option.name);
    if (!option.letter.empty()) {
      names.push_back(option.letter);
    }
  }
  return joined(names);
}

// Return what to offer after a command that runs another one: a program, then its files.
std::string case_of_rest(const CommandRow& row) {
  return "  if [[ $command == " + std::string(row.name) + " && -n $argument ]]; then\n" +
         answer("    ", "-f", true) + "  elif [[ $command == " + std::string(row.name) +
         " && $current != -* ]]; then\n" + answer("    ", "-c", false) + "  fi\n";
}

}  // namespace

std::string bash_completion() {
  const std::vector<OfferedOption> options = all_options();
  const std::string valued = "      " + joined(names_with_value(options), " | ") + ")\n";
  std::string text = std::string(k_begin) + valued + std::string(k_words);
  for (const CommandRow* row : named_commands()) {
    text += row->takes_the_rest ? case_of_rest(*row) : "";
  }
  text += "  case \"$previous\" in\n";
  for (const OfferedOption& option : options) {
    text += option.takes_value() ? case_of_value(option) : "";
  }
  text += "  esac\n  case \"$command\" in\n";
  std::vector<std::string_view> commands;
  for (const CommandRow* row : named_commands()) {
    commands.push_back(row->name);
    const std::string own = names_of(offered_options(*row));
    if (!own.empty() || !row->choices.empty()) {
      const std::string choices = joined({row->choices.begin(), row->choices.end()});
      text += "    " + std::string(row->name) + ") [[ $current == -* ]] && words='" + own +
              "' || words='" + choices + "' ;;\n";
    }
  }
  text += "    '') words='" + joined(commands) + "' ;;\n  esac\n";
  text += "  [[ -z $argument || $current == -* ]] || words=''\n";
  text += "  [[ $current != -* ]] || words=\"${words} " + names_of(offered_options()) + "\"\n";
  return text + std::string(k_end);
}

}  // namespace ces
