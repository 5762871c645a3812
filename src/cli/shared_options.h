// The options that every command takes. Command line, help of misspellings, completions and manual
// read this one list.
#pragma once

#include "cli/options.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ces {

// What an option fills in; nothing for those that print something and end.
using OptionTarget = std::variant<std::monostate, std::optional<std::string> Options::*,
                                  std::string Options::*, bool Options::*, ColorChoice Options::*>;

struct SharedOption {
  std::string_view name;         // "--quiet"
  std::string_view letter;       // "-q"; empty if it has none
  std::string_view placeholder;  // "DIR"; empty if it takes no value
  std::string_view summary;      // one line, without a full stop
  OptionTarget target = {};
  std::vector<std::string_view> (*choices)() = nullptr;  // the values there are, if they are few
};

// Return all of them, in the order of the help.
std::span<const SharedOption> shared_options();

// Return the values of `option` that a shell can offer; nothing where any text will do.
std::vector<std::string_view> choices_of(const SharedOption& option);

}  // namespace ces
