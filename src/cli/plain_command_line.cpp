#include "cli/options.h"

#include <string_view>

namespace ces {

namespace {

// Take `--name value` or `--name=value` at `i`. Return whether it was there.
bool take_option(const std::vector<std::string>& arguments, std::size_t& i, std::string_view name,
                 std::optional<std::string>& value) {
  const std::string_view argument = arguments[i];
  if (!argument.starts_with(name) || value.has_value()) {
    return false;
  }
  const std::string_view rest = argument.substr(name.size());
  if (rest.starts_with('=') && rest.size() > 1) {
    value = rest.substr(1);
    return true;
  }
  const bool has_next = i + 1 < arguments.size() && !arguments[i + 1].empty();
  if (!rest.empty() || !has_next || arguments[i + 1][0] == '-') {
    return false;
  }
  value = arguments[++i];
  return true;
}

}  // namespace

std::optional<Options> parse_plain_command_line(const std::vector<std::string>& arguments) {
  Options options;
  std::size_t i = 0;
  if (!arguments.empty() && arguments[0] == "activate") {
    options.command = Command::activate;
    ++i;
  } else if (!arguments.empty() && arguments[0] == "deactivate") {
    options.command = Command::deactivate;
    ++i;
  }
  const bool may_say_set = options.command == Command::activate;
  for (; i < arguments.size(); ++i) {
    if (!take_option(arguments, i, "--shell", options.shell) &&
        !take_option(arguments, i, "--prefix", options.prefix) &&
        !(may_say_set && take_option(arguments, i, "--set", options.set))) {
      return std::nullopt;
    }
  }
  return options;
}

}  // namespace ces
