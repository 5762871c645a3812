#include "shell/dialect.h"
#include "unit/support/hook_text.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::without_end;

std::string text_for(const std::string& value, bool is_list = false) {
  return without_end(fish_render({{{"X", value, is_list, {}, false}}, "", true}, Form::hook));
}

TEST(Fish, is_read_easily) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"PATH", "/e/t/bin:/usr/bin", true, {"/e/t/bin"}, true},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true}},
                      "",
                      true};
  EXPECT_EQ(without_end(fish_render(script, Form::hook)),
            "set -gx CUDA_HOME /e/t;\n"
            "set -gx PATH /e/t/bin /usr/bin;\n"
            "set -eg CUDA_INC_PATH;\n");
}

TEST(Fish, writes_lists_element_by_element_and_keeps_empty_ones) {
  EXPECT_EQ(text_for("/a::/b c", true), "set -gx X /a '' '/b c';\n");
  EXPECT_EQ(text_for(":", true), "set -gx X '' '';\n");
  EXPECT_EQ(text_for("", true), "set -gx X '';\n");
  EXPECT_EQ(text_for("/a:/b", false), "set -gx X /a:/b;\n");
}

TEST(Fish, quotes_only_what_needs_it) {
  EXPECT_EQ(text_for("/a-b_c.d+e@f,g"), "set -gx X /a-b_c.d+e@f,g;\n");
  EXPECT_EQ(text_for("/a b"), "set -gx X '/a b';\n");
  EXPECT_EQ(text_for("~/x"), "set -gx X '~/x';\n");
  EXPECT_EQ(text_for("%self"), "set -gx X '%self';\n");
  EXPECT_EQ(text_for(""), "set -gx X '';\n");
}

TEST(Fish, does_not_take_a_value_for_an_option) {
  EXPECT_EQ(text_for("-x"), "set -gx X '-x';\n");
}

TEST(Fish, has_two_special_characters_in_quotes) {
  EXPECT_EQ(text_for("it's"), "set -gx X 'it\\'s';\n");
  EXPECT_EQ(text_for("a\\b"), "set -gx X 'a\\\\b';\n");
  EXPECT_EQ(text_for("$x (y) \"\n*"), "set -gx X '$x (y) \"\n*';\n");
}

TEST(Fish, puts_no_backslash_behind_a_byte_that_is_not_ascii) {
  EXPECT_EQ(text_for("/\xD5\\x"), "set -gx X '/\xD5'\"\\\\\"'x';\n");
  EXPECT_EQ(text_for("\xD5's"), "set -gx X '\xD5'\"'\"'s';\n");
  EXPECT_EQ(text_for("\xD5x's"), "set -gx X '\xD5x\\'s';\n");
}

TEST(Fish, puts_ours_in_front_of_a_path_that_is_not_exported) {
  EXPECT_EQ(without_end(
                fish_render({{{"PATH", "/e/bin", true, {"/e/bin"}, false}}, "", true}, Form::hook)),
            "set -gx PATH /e/bin $PATH;\n");
}

// One that is universal is shadowed by ours, and is there again once ours is erased.
TEST(Fish, makes_no_global_copy_of_a_value_that_is_there_without_ours) {
  EXPECT_EQ(without_end(fish_render({{{"X", "/a b", false, {}, true}}, "", true}, Form::hook)),
            "if not set -ql X;\n"
            "set -eg X; set -qx X; and test \"$X\" = '/a b'; or set -gx X '/a b'; true;\n"
            "end;\n");
}

TEST(Fish, keeps_a_value_aside_that_is_not_exported) {
  Edit edit{"X", "/a", false, {}, false, Edit::Unexported::keep};
  EXPECT_EQ(without_end(fish_render({{edit}, "", true}, Form::hook)),
            "set -qg X; and set -g __cuda_env_switch_X $X;\nset -gx X /a;\n");
  edit = {"X", std::nullopt, false, {}, true, Edit::Unexported::give_back};
  EXPECT_EQ(without_end(fish_render({{edit}, "", true}, Form::hook)),
            "set -eg X;\n"
            "set -qg __cuda_env_switch_X; and set -g X $__cuda_env_switch_X; and "
            "set -eg __cuda_env_switch_X;\n");
}

TEST(Fish, holds_anything) {
  EXPECT_TRUE(fish_holds("a\nb\xff", Form::hook));
  EXPECT_TRUE(fish_holds("a\nb\xff", Form::by_hand));
}

TEST(Fish, tells_a_message_on_stderr) {
  EXPECT_EQ(without_end(fish_render({{}, "it's old", true}, Form::hook)),
            "echo 'it\\'s old' >&2;\n");
}

}  // namespace
}  // namespace ces
