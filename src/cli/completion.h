// The code that completes the command line of cuda-env-resolve, made from the tables of commands
// and options; one file per shell.
#pragma once

#include "cli/command_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace ces {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

// What can stand in a place of the command line.
enum class Offer {
  nothing,  // any text, so that there is nothing to offer
  words,    // one of a few
  folders,
  files,
};

// An option as the completions need it: those of all commands and those of one look alike.
struct OfferedOption {
  std::string_view name;    // "--prefix"
  std::string_view letter;  // "-q", or empty
  std::string_view summary;
  std::string_view placeholder;  // "DIR"; empty if it takes no value
  std::vector<std::string_view> words = {};

  [[nodiscard]] bool takes_value() const { return !placeholder.empty(); }
  // Return what its value can be. The placeholder says so: DIR is a folder, FILE a file.
  [[nodiscard]] Offer value() const;
};

// Return the options of all commands.
std::vector<OfferedOption> offered_options();

// Return the options that `row` alone has.
std::vector<OfferedOption> offered_options(const CommandRow& row);

// Return the commands that have a name, in the order of the help.
std::vector<const CommandRow*> named_commands();

// Return `words` with `separator` between them.
std::string joined(const std::vector<std::string_view>& words, std::string_view separator = " ");

// Return the names and letters of those of `options` that take a value.
std::vector<std::string_view> names_with_value(const std::vector<OfferedOption>& options);

}  // namespace ces
