#include "cli/target_shell.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::contains;

TEST(TargetShell, is_the_one_that_was_named) {
  Options options;
  options.shell = "csh";
  EXPECT_EQ(find_target_shell(options).dialect, find_dialect("tcsh"));
}

TEST(TargetShell, is_json_whatever_else_was_named) {
  Options options;
  options.shell = "bash";
  options.json = true;
  EXPECT_EQ(find_target_shell(options).dialect, find_dialect("json"));
}

TEST(TargetShell, that_is_unknown_is_told_with_the_nearest_and_all_choices) {
  Options options;
  options.shell = "bahs";
  const TargetShell target = find_target_shell(options);
  EXPECT_EQ(target.dialect, nullptr);
  EXPECT_TRUE(contains(target.error, "unknown shell 'bahs', did you mean 'bash'?")) << target.error;
  for (const std::string_view name : dialect_names()) {
    EXPECT_TRUE(contains(target.error, name)) << name;
  }
}

TEST(TargetShell, that_is_unknown_and_near_nothing_is_told_in_two_sentences) {
  Options options;
  options.shell = "xonsh-of-the-future";
  const std::string error = find_target_shell(options).error;
  EXPECT_TRUE(contains(error, "unknown shell 'xonsh-of-the-future'. Choose from ")) << error;
}

TEST(TargetShell, whose_name_holds_anything_is_told_on_one_line) {
  Options options;
  options.shell = "a\nb\x1b[0m";
  EXPECT_EQ(find_target_shell(options).error.find_first_of("\n\x1b"), std::string::npos);
}

}  // namespace
}  // namespace ces
