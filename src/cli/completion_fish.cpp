// For fish: one line for each command and option, with a function that finds the command.
#include "cli/completion.h"

namespace ces {

namespace {

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') {
      result += '\\';
    }
    result += c;
  }
  return result + '\'';
}

const std::string k_complete = "complete -c cuda-env-resolve";

// Return `-n` with the condition that the first word is `command` (for `only`: and no word stands
// after it); an empty name means that there is no word yet.
std::string condition(std::string_view how, std::string_view command) {
  return " -n " +
         quoted("__cuda_env_resolve_words " + std::string(how) + " '" + std::string(command) + "'");
}

std::string line_of(const OfferedOption& option, const std::string& when) {
  std::string text = k_complete + when + " -l " + std::string(option.name.substr(2));
  text += option.letter.empty() ? "" : " -s " + std::string(option.letter.substr(1));
  switch (option.takes_value() ? option.value() : Offer::nothing) {
    case Offer::words:
      text += " -x -a " + quoted(joined(option.words));
      break;
    case Offer::folders:
      text += " -x -a '(__fish_complete_directories (commandline -ct))'";
      break;
    case Offer::files:
      text += " -r -F";
      break;
    case Offer::nothing:
      text += option.takes_value() ? " -x" : "";
      break;
  }
  return text + (option.summary.empty() ? "" : " -d " + quoted(option.summary)) + '\n';
}

// Return the function that looks at the words before the cursor.
std::string command_function() {
  std::vector<std::string_view> valued = names_with_value(offered_options());
  for (const CommandRow* row : named_commands()) {
    for (const std::string_view name : names_with_value(offered_options(*row))) {
      valued.push_back(name);
    }
  }
  return "# Whether the words before the cursor, without options, begin with one, or are only "
         "that.\n"
         "function __cuda_env_resolve_words\n"
         "    set -l words (commandline -opc)\n"
         "    set -e words[1]\n"
         "    set -l plain\n"
         "    while set -q words[1]\n"
         "        switch $words[1]\n"
         "            case " +
         joined(valued) +
         "\n"
         "                set -e words[1]\n"
         "            case '-*'\n"
         "            case '*'\n"
         "                set -a plain $words[1]\n"
         "        end\n"
         "        set -e words[1]\n"
         "    end\n"
         "    switch $argv[1]\n"
         "        case first\n"
         "            test \"$plain[1]\" = \"$argv[2]\"\n"
         "        case only\n"
         "            test \"$plain\" = \"$argv[2]\"\n"
         "    end\n"
         "end\n\n";
}

}  // namespace

std::string fish_completion() {
  std::string text =
      "# fish completion for cuda-env-resolve; made by: cuda-env-resolve completion fish\n\n" +
      command_function() + k_complete + " -f\n";
  for (const OfferedOption& option : offered_options()) {
    text += line_of(option, "");
  }
  for (const CommandRow* row : named_commands()) {
    text += k_complete + condition("only", "") + " -a " + std::string(row->name) + " -d " +
            quoted(row->summary) + '\n';
    const std::string name(row->name);
    for (const OfferedOption& option : offered_options(*row)) {
      text += line_of(option, condition("first", name));
    }
    if (!row->choices.empty()) {
      const std::string choices = joined({row->choices.begin(), row->choices.end()});
      text += k_complete + condition("only", name) + " -a " + quoted(choices) + '\n';
    }
    if (row->takes_the_rest) {
      text += k_complete + condition("first", name) + " -x -a '(__fish_complete_subcommand)'\n";
    }
  }
  return text;
}

}  // namespace ces
