// The whole command line, by CLI11. The tables list the commands and the options.
#include "base/suggest.h"
#include "base/text.h"
#include "cli/command_table.h"
#include "cli/completion.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/shared_options.h"
#include "shell/dialect.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace ces {

namespace {

ColorChoice color_choice_of(const std::string& word) {
  if (word == "auto") {
    return ColorChoice::automatic;
  }
  return word == "always" ? ColorChoice::always : ColorChoice::never;
}

// Tells the parser where an option's value goes; the parser has --help and --version of its own.
struct Binding {
  CLI::App& app;
  Options& options;
  std::string names;  // "-q,--quiet"
  const SharedOption& option;

  void operator()(std::monostate /*nothing*/) const {}
  void operator()(bool Options::*flag) const { app.add_flag(names, options.*flag); }
  void operator()(ColorChoice Options::*color) const {
    const std::vector<std::string_view> choices = choices_of(option);
    const auto set = [&chosen = options.*color](const std::string& word) {
      chosen = color_choice_of(word);
    };
    app.add_option_function<std::string>(names, set)
        ->check(CLI::IsMember(std::vector<std::string>(choices.begin(), choices.end())));
  }
  template <typename Text>
  void operator()(Text Options::*text) const {
    app.add_option(names, options.*text);
  }
};

void add_shared_options(CLI::App& app, Options& options) {
  for (const SharedOption& option : shared_options()) {
    const std::string letter = option.letter.empty() ? "" : std::string(option.letter) + ',';
    std::visit(Binding{app, options, letter + std::string(option.name), option}, option.target);
  }
  app.get_option("--verbose")->excludes("--quiet");
}

void add_command(CLI::App& app, const CommandRow& row, Options& options) {
  CLI::App* command = app.add_subcommand(std::string(row.name));
  command->callback([&options, &row] { options.command = row.command; });
  for (const ValueOption& option : row.values) {
    command->add_option(std::string(option.name), options.*option.value);
  }
  for (const FlagOption& option : row.flags) {
    command->add_flag(std::string(option.name), options.*option.flag);
  }
  if (row.most_arguments > 0) {
    // However many there are, so that it is we who say which one is too many.
    command->add_option(std::string(row.arguments), options.arguments)->expected(0, -1);
  }
}

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const CommandRow* row : named_commands()) {
    names.emplace_back(row->name);
  }
  return names;
}

std::vector<std::string_view> names_of(const std::vector<OfferedOption>& options) {
  std::vector<std::string_view> names;
  names.reserve(options.size());
  for (const OfferedOption& option : options) {
    names.push_back(option.name);
  }
  return names;
}

std::vector<std::string_view> option_names() {
  std::vector<std::string_view> names = names_of(offered_options());
  for (const CommandRow* row : command_table()) {
    const std::vector<std::string_view> own = names_of(offered_options(*row));
    names.insert(names.end(), own.begin(), own.end());
  }
  return names;
}

// Return the commands that have the option, with commas between, empty if there are none.
std::string commands_with(std::string_view option) {
  std::vector<std::string_view> commands;
  for (const CommandRow* row : named_commands()) {
    const std::vector<std::string_view> own = names_of(offered_options(*row));
    if (std::find(own.begin(), own.end(), option) != own.end()) {
      commands.emplace_back(row->name);
    }
  }
  return joined(commands, ", ");
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view nearest = nearest_word(word, known);
  return nearest.empty() ? "" : "; did you mean '" + std::string(nearest) + "'?";
}

// Return where the words of a command that takes the rest begin: behind its name and its options,
// and behind "--" if that is there; nothing if there is no such command. CLI11 would look for
// options of ours among them.
std::optional<std::size_t> begin_of_the_rest(const std::vector<std::string>& arguments) {
  bool has_command = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const bool is_option = word.size() > 1 && word.starts_with('-') && word != "--";
    if (is_option) {
      constexpr std::string_view k_with_values[] = {"--shell", "--prefix", "--root", "--color"};
      const bool has_value = std::find(std::begin(k_with_values), std::end(k_with_values), word) !=
                             std::end(k_with_values);
      i += has_value ? 1U : 0U;
      continue;
    }
    if (has_command) {
      return word == "--" ? i + 1 : i;
    }
    const CommandRow* row = find_command(word);
    if (row == nullptr || !row->takes_the_rest) {
      return std::nullopt;
    }
    has_command = true;
  }
  return std::nullopt;
}

// CLI11 says "The following argument was not expected: X". Say what was probably meant.
std::string message_for_extras(const std::vector<std::string>& extras, const CommandRow& row) {
  const std::string& word = extras.front();
  const std::string command(row.name);
  if (word.starts_with('-')) {
    const std::string name = word.substr(0, word.find('='));
    const std::string others = commands_with(name);
    if (others.empty()) {
      return "there is no option " + name + did_you_mean(name, option_names());
    }
    return "there is no option " + name +
           (command.empty() ? " without a command" : " of " + command) + "; it is one of " + others;
  }
  const std::vector<std::string_view> commands = command_names();
  if (std::find(commands.begin(), commands.end(), word) != commands.end()) {
    return "one command at a time: '" + word + "' is one too many";
  }
  if (!command.empty()) {
    return command + " takes no '" + word + "'";
  }
  if (word == "help" || word == "version") {
    return "there is no command '" + word + "'; did you mean '--" + word + "'?";
  }
  return "there is no command '" + word + "'" + did_you_mean(word, commands);
}

// Return what the shell gets of a wrong call: where the text is evaluated, it must be false. Only
// of the commands whose output nobody evaluates, and of those that never fail, it gets nothing.
std::string code_of_wrong_call(const std::vector<std::string>& arguments) {
  const auto has = [&](std::string_view word) {
    return std::find(arguments.begin(), arguments.end(), word) != arguments.end();
  };
  for (const CommandRow* row : command_table()) {
    if (!row->name.empty() && !row->is_evaluated && has(row->name)) {
      return {};
    }
  }
  return has("--json") ? find_dialect("json")->render({{}, "", false}, Form::by_hand) : "false;\n";
}

Parsed usage_error(const std::string& message, const std::vector<std::string>& arguments) {
  return {std::nullopt, k_exit_usage, code_of_wrong_call(arguments),
          "cuda-env-resolve: " + printable(message) + "\nSee cuda-env-resolve --help\n"};
}

// Return the option that is given an empty value, as an unset variable of a script leaves it; empty
// if there is none. It must not be taken for "here" or "anything".
std::string option_with_empty_value(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument.starts_with("--") && argument.ends_with('=')) {
      return argument.substr(0, argument.size() - 1);
    }
    if (argument.empty()) {
      return i > 0 ? arguments[i - 1] : "the command line";
    }
  }
  return {};
}

Parsed parse_own(const std::vector<std::string>& arguments) {
  if (const std::string option = option_with_empty_value(arguments); !option.empty()) {
    return usage_error(option + " is given an empty value", arguments);
  }
  Options options;
  CLI::App app("", "cuda-env-resolve");
  app.set_version_flag("--version", "cuda-env-resolve " CES_VERSION);
  app.allow_extras();
  app.fallthrough();
  app.require_subcommand(0, 1);
  add_shared_options(app, options);
  for (const CommandRow* row : command_table()) {
    if (!row->name.empty()) {
      add_command(app, *row, options);
    }
  }
  // CLI11 takes them from the end.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    const std::string command = chosen.empty() ? std::string() : chosen.front()->get_name();
    return {std::nullopt, k_exit_ok, std::string(help_text(command)), ""};
  } catch (const CLI::CallForVersion& version) {
    return {std::nullopt, k_exit_ok, std::string(version.what()) + '\n', ""};
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();
    return usage_error(text.substr(0, text.find(':')) + " needs a value", arguments);
  } catch (const CLI::ValidationError&) {
    return usage_error("--color is auto, always or never", arguments);
  } catch (const CLI::ExcludesError&) {
    return usage_error("--quiet and --verbose exclude each other", arguments);
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what(), arguments);
  }
  if (const auto extras = app.remaining(true); !extras.empty()) {
    return usage_error(message_for_extras(extras, row_of(options.command)), arguments);
  }
  const CommandRow& row = row_of(options.command);
  if (options.arguments.size() > row.most_arguments) {
    return usage_error("'" + options.arguments[row.most_arguments] + "' is one too many: " +
                           std::string(row.name) + " takes one " + std::string(row.arguments),
                       arguments);
  }
  return {std::move(options), k_exit_ok, "", ""};
}

}  // namespace

Parsed parse_command_line(const std::vector<std::string>& arguments) {
  if (const auto begin = begin_of_the_rest(arguments)) {
    const auto middle = arguments.begin() + static_cast<std::ptrdiff_t>(*begin);
    std::vector<std::string> own(arguments.begin(), middle);
    if (own.back() == "--") {
      own.pop_back();
    }
    Parsed parsed = parse_own(own);
    if (parsed.options) {
      parsed.options->arguments.assign(middle, arguments.end());
    }
    return parsed;
  }
  return parse_own(arguments);
}

}  // namespace ces
