#include "cli/shared_options.h"

#include "shell/dialect.h"

#include <array>

namespace ces {

namespace {

std::vector<std::string_view> color_words() {
  return {"auto", "always", "never"};
}

constexpr std::array<SharedOption, 9> k_options = {{
    {"--shell", "", "NAME", "the shell to write for", &Options::shell, dialect_names},
    {"--prefix", "", "DIR", "the environment to look at", &Options::prefix},
    {"--root", "", "DIR", "look at the machine whose files lie in a folder", &Options::root},
    {"--json", "", "", "JSON for programs", &Options::json},
    {"--quiet", "-q", "", "no warnings on stderr", &Options::quiet},
    {"--verbose", "-v", "", "tell what was found on stderr", &Options::verbose},
    {"--color", "", "WHEN", "whether to color what people read", &Options::color, color_words},
    {"--help", "-h", "", "how to call it"},
    {"--version", "", "", "the version"},
}};

}  // namespace

std::span<const SharedOption> shared_options() {
  return k_options;
}

std::vector<std::string_view> choices_of(const SharedOption& option) {
  return option.choices != nullptr ? option.choices() : std::vector<std::string_view>();
}

}  // namespace ces
