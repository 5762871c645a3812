#include "cli/help.h"

#include "cli/command_table.h"
#include "cli/options.h"
#include "shell/dialect.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::contains;
using testing::lines_of;

// The whole tree of design §6; what the parser does not know yet need not be in the help.
constexpr std::string_view k_tree[] = {
    "activate", "deactivate", "status",    "doctor", "check",   "list",      "use",
    "config",   "compat",     "recommend", "exec",   "install", "uninstall", "completion"};
constexpr std::string_view k_options[] = {"--shell", "--prefix", "--root",    "--json",
                                          "--quiet", "-q",       "--verbose", "-v",
                                          "--color", "--help",   "-h",        "--version"};

// Return whether the parser knows `command`: its help is its own.
bool is_known(std::string_view command) {
  const Parsed parsed = parse_command_line({std::string(command), "--help"});
  return parsed.exit_code == 0 && parsed.output != help_text("");
}

// Return whether `word` stands in `text` with nothing of a word around it.
bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end]))) {
      return true;
    }
  }
  return false;
}

std::set<std::string> long_options_in(std::string_view text) {
  std::set<std::string> options;
  for (std::size_t at = text.find("--"); at != std::string_view::npos; at = text.find("--", at)) {
    std::size_t end = at + 2;
    while (end < text.size() &&
           (std::islower(static_cast<unsigned char>(text[end])) != 0 || text[end] == '-')) {
      ++end;
    }
    options.emplace(text.substr(at, end - at));
    at = end;
  }
  return options;
}

TEST(Help, has_every_command_that_the_parser_knows) {
  std::size_t known = 0;
  for (const std::string_view command : k_tree) {
    if (is_known(command)) {
      ++known;
      EXPECT_TRUE(has_word(help_text(""), command)) << command;
      EXPECT_TRUE(help_text(command).starts_with("Usage: cuda-env-resolve " + std::string(command)))
          << command;
    }
  }
  EXPECT_GE(known, 6U);
}

TEST(Help, has_no_command_that_the_parser_does_not_know) {
  bool in_commands = false;
  for (const std::string& line : lines_of(help_text(""))) {
    if (line == "Commands:") {
      in_commands = true;
    } else if (line.empty()) {
      in_commands = false;
    } else if (in_commands && line.starts_with("  ") && line[2] != ' ' && line[2] != '(') {
      const std::string command = line.substr(2, line.find(' ', 2) - 2);
      EXPECT_TRUE(is_known(command)) << command;
    }
  }
}

TEST(Help, has_every_option) {
  for (const std::string_view option : k_options) {
    EXPECT_TRUE(has_word(help_text(""), option)) << option;
  }
}

TEST(Help, has_no_option_that_the_parser_does_not_know) {
  for (const CommandRow* row : command_table()) {
    const std::string_view command = row->name;
    for (const std::string& option : long_options_in(help_text(command))) {
      std::vector<std::string> words = {option};
      if (!command.empty()) {
        words.insert(words.begin(), std::string(command));
      }
      const Parsed parsed = parse_command_line(words);
      EXPECT_FALSE(contains(parsed.error, "there is no option")) << option << " of " << command;
    }
  }
}

TEST(Help, names_every_shell) {
  for (const std::string_view name :
       {"sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "tcsh", "json"}) {
    EXPECT_TRUE(has_word(help_text(""), name)) << name;
  }
}

TEST(Help, tells_how_each_shell_calls_the_program) {
  for (const std::string_view name : {"bash", "fish", "tcsh"}) {
    EXPECT_TRUE(contains(help_text(""), find_dialect(name)->how_to_call)) << name;
  }
}

TEST(Help, fits_on_a_screen_of_80_columns) {
  for (const CommandRow* row : command_table()) {
    const std::string_view command = row->name;
    for (const std::string& line : lines_of(help_text(command))) {
      EXPECT_LE(line.size(), 80U) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
      EXPECT_EQ(line.find('\t'), std::string::npos) << line;
    }
    EXPECT_TRUE(help_text(command).ends_with('\n')) << command;
  }
}

TEST(Help, of_a_command_is_one_screen_of_24_lines) {
  for (const CommandRow* row : command_table()) {
    const std::string command(row->name);
    EXPECT_LE(lines_of(help_text(command)).size(), command.empty() ? 45U : 24U) << command;
  }
}

TEST(Help, has_an_example) {
  for (const CommandRow* row : command_table()) {
    const std::string_view command = row->name;
    const std::vector<std::string> lines = lines_of(help_text(command));
    const auto is_example = [](const std::string& line) {
      return line.starts_with("  ") && contains(line, "cuda-env-resolve");
    };
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), is_example)) << command;
  }
}

TEST(Help, of_an_unknown_command_is_the_programs) {
  EXPECT_EQ(help_text("frobnicate"), help_text(""));
}

}  // namespace
}  // namespace ces
