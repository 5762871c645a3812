#include "cli/shared_options.h"

#include "cli/options.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

TEST(SharedOptions, are_all_known_to_the_parser) {
  for (const SharedOption& option : shared_options()) {
    const bool has_choices = !choices_of(option).empty();
    const std::string value =
        option.placeholder.empty()
            ? ""
            : '=' + std::string(has_choices ? choices_of(option).front() : "x");
    const Parsed parsed = parse_command_line({std::string(option.name) + value});
    EXPECT_EQ(parsed.error, "") << option.name;
    if (!option.letter.empty()) {
      EXPECT_EQ(parse_command_line({std::string(option.letter)}).error, "") << option.letter;
    }
  }
}

TEST(SharedOptions, may_be_given_to_every_command_and_flags_twice) {
  const Parsed parsed = parse_command_line({"-q", "status", "-q", "--json", "--json"});
  ASSERT_TRUE(parsed.options) << parsed.error;
  EXPECT_TRUE(parsed.options->quiet);
  EXPECT_TRUE(parsed.options->json);
}

TEST(SharedOptions, take_every_choice_they_name) {
  for (const SharedOption& option : shared_options()) {
    for (const std::string_view choice : choices_of(option)) {
      const Parsed parsed = parse_command_line({std::string(option.name), std::string(choice)});
      EXPECT_TRUE(parsed.options) << option.name << ' ' << choice << ": " << parsed.error;
    }
  }
}

}  // namespace
}  // namespace ces
