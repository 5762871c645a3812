#include "shell/dialect.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

std::string text_for(const std::string& value, bool is_list = false) {
  return elvish_render({{{"X", value, is_list, {}, false}}, "", true}, Form::by_hand);
}

TEST(Elvish, is_read_easily) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"PATH", "/e/t/bin:/usr/bin", true, {"/e/t/bin"}, true},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true}},
                      "",
                      true};
  EXPECT_EQ(elvish_render(script, Form::by_hand),
            "set-env CUDA_HOME '/e/t'\n"
            "set-env PATH '/e/t/bin:/usr/bin'\n"
            "unset-env CUDA_INC_PATH\n");
}

TEST(Elvish, quotes_every_value) {
  EXPECT_EQ(text_for("~/a b *?[x]{y} $z `c` \"d\" \\e (f)"),
            "set-env X '~/a b *?[x]{y} $z `c` \"d\" \\e (f)'\n");
  EXPECT_EQ(text_for("/käse\n\t"), "set-env X '/käse\n\t'\n");
  EXPECT_EQ(text_for(""), "set-env X ''\n");
  EXPECT_EQ(text_for("-x"), "set-env X '-x'\n");
}

TEST(Elvish, doubles_a_quote) {
  EXPECT_EQ(text_for("it's"), "set-env X 'it''s'\n");
  EXPECT_EQ(text_for("'"), "set-env X ''''\n");
}

TEST(Elvish, writes_lists_as_they_are) {
  EXPECT_EQ(text_for("/a::/b c:", true), "set-env X '/a::/b c:'\n");
}

TEST(Elvish, writes_bytes_that_are_not_utf8_in_double_quotes) {
  EXPECT_EQ(text_for("/k\xe4se"), "set-env X \"/k\\xe4se\"\n");
  EXPECT_EQ(text_for("\xff$x \"\\'\n\x7f"), "set-env X \"\\xff$x \\x22\\x5c'\\x0a\\x7f\"\n");
  EXPECT_EQ(text_for("ä\xff"), "set-env X \"\\xc3\\xa4\\xff\"\n");
}

TEST(Elvish, holds_anything) {
  EXPECT_TRUE(elvish_holds("a\nb\xff", Form::hook));
  EXPECT_TRUE(elvish_holds("a\nb\xff", Form::by_hand));
}

TEST(Elvish, tells_a_message_on_stderr) {
  EXPECT_EQ(elvish_render({{}, "it's old", true}, Form::hook), "echo 'it''s old' >&2\n");
}

TEST(Elvish, ends_a_failure_in_an_exception) {
  EXPECT_EQ(elvish_render({{}, "", false}, Form::by_hand),
            "fail 'cuda-env-resolve: nothing was switched'\n");
}

TEST(Elvish, has_nothing_to_say_about_nothing) {
  EXPECT_EQ(elvish_render({{}, "", true}, Form::by_hand), "");
}

}  // namespace
}  // namespace ces
