#include "shell/dialect.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

Script script_of(const Edit& edit) {
  return {{edit}, "", true};
}

TEST(Github, has_variables_in_one_file_and_folders_in_the_other) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"LD_LIBRARY_PATH", "/e/l:/x", true, {"/e/l"}, true},
                       {"PATH", "/e/t/bin:/usr/bin", true, {"/e/t/bin"}, true}},
                      "",
                      true};
  EXPECT_EQ(github_render(script, Form::by_hand),
            "CUDA_HOME<<cuda-env-switch\n/e/t\ncuda-env-switch\n"
            "LD_LIBRARY_PATH<<cuda-env-switch\n/e/l:/x\ncuda-env-switch\n");
  EXPECT_EQ(github_path_lines(script), "/e/t/bin\n");
}

TEST(Github, writes_the_folder_last_that_is_to_be_in_front) {
  const Script script = script_of({"PATH", "/a:/b:/usr/bin", true, {"/a", "/b"}, true});
  EXPECT_EQ(github_path_lines(script), "/b\n/a\n");
  EXPECT_EQ(github_render(script, Form::by_hand), "");
}

TEST(Github, sets_path_whole_if_it_changes_otherwise_than_in_front) {
  const Script script = script_of({"PATH", "/usr/bin", true, {}, true});
  EXPECT_EQ(github_path_lines(script), "");
  EXPECT_EQ(github_render(script, Form::by_hand),
            "PATH<<cuda-env-switch\n/usr/bin\ncuda-env-switch\n");
}

TEST(Github, sets_path_whole_if_a_folder_is_no_line) {
  const Script script = script_of({"PATH", "/a\nb:/usr/bin", true, {"/a\nb"}, true});
  EXPECT_EQ(github_path_lines(script), "");
  EXPECT_EQ(github_render(script, Form::by_hand),
            "PATH<<cuda-env-switch\n/a\nb:/usr/bin\ncuda-env-switch\n");
}

TEST(Github, takes_a_delimiter_that_the_value_has_not) {
  const Edit edit{"X", "a\ncuda-env-switch\ncuda-env-switch-\nY=1", false, {}, false};
  EXPECT_EQ(github_render(script_of(edit), Form::by_hand),
            "X<<cuda-env-switch--\n" + *edit.value + "\ncuda-env-switch--\n");
}

TEST(Github, sets_to_nothing_what_it_cannot_unset) {
  EXPECT_EQ(github_render(script_of({"X", std::nullopt, false, {}, true}), Form::by_hand),
            "X<<cuda-env-switch\n\ncuda-env-switch\n");
}

TEST(Github, holds_utf8_without_carriage_returns) {
  EXPECT_TRUE(github_holds("k\u00e4se\n$'\\", Form::by_hand));
  EXPECT_FALSE(github_holds("a\rb", Form::by_hand));
  EXPECT_FALSE(github_holds("k\xe4se", Form::by_hand));
}

}  // namespace
}  // namespace ces
