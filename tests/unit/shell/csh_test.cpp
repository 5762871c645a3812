#include "shell/dialect.h"
#include "unit/support/hook_text.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::without_end;

std::string text_for(const std::string& value) {
  return without_end(csh_render({{{"X", value, false, {}, false}}, "", true}, Form::hook));
}

TEST(Csh, is_read_easily) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"PATH", "/e/t/bin:/usr/bin", true, {"/e/t/bin"}, true},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true}},
                      "",
                      true};
  EXPECT_EQ(without_end(csh_render(script, Form::hook)),
            "setenv CUDA_HOME /e/t;\n"
            "setenv PATH /e/t/bin:/usr/bin;\n"
            "unsetenv CUDA_INC_PATH;\n");
}

TEST(Csh, puts_ours_in_front_of_a_path_that_is_not_exported) {
  const Script script{{{"PATH", "/e/t b/bin", true, {"/e/t b/bin"}, false}}, "", true};
  EXPECT_EQ(without_end(csh_render(script, Form::hook)), "set path=(/e/t\\ b/bin $path:q);\n");
}

TEST(Csh, has_a_backslash_for_every_special_character) {
  EXPECT_EQ(text_for("/a b"), "setenv X /a\\ b;\n");
  EXPECT_EQ(text_for("a!b$c'd\"e`f\\g~h*i?j[k]"),
            "setenv X a\\!b\\$c\\'d\\\"e\\`f\\\\g\\~h\\*i\\?j\\[k\\];\n");
  EXPECT_EQ(text_for("a;b&c|d<e>f(g)h^i#j"), "setenv X a\\;b\\&c\\|d\\<e\\>f\\(g\\)h\\^i\\#j;\n");
  EXPECT_EQ(text_for(""), "setenv X \"\";\n");
}

TEST(Csh, needs_no_backslash_for_these) {
  EXPECT_EQ(text_for("/a-b_c.d+e@f,g:h%i=j"), "setenv X /a-b_c.d+e@f,g:h%i=j;\n");
}

TEST(Csh, prints_the_characters_that_no_backslash_carries_through) {
  EXPECT_EQ(text_for("\t"), "setenv X \"`printf '\\011'`\";\n");
  EXPECT_EQ(text_for("a{b}-%d"), "setenv X \"`printf 'a\\173b\\175\\055\\045d'`\";\n");
  EXPECT_EQ(text_for("/\u00fc/\xff"), "setenv X \"`printf '/\\303\\274/\\377'`\";\n");
}

TEST(Csh, prints_no_more_at_once_than_fits_a_buffer_of_tcsh) {
  const std::string printed_a = "\"`printf '" + std::string(1000, 'a') + "'`\"";
  EXPECT_EQ(text_for(std::string(2000, 'a') + "{"),
            "setenv X " + printed_a + printed_a + "\"`printf '\\173'`\";\n");
}

TEST(Csh, keeps_an_equals_sign_at_the_start_from_the_stack_of_folders) {
  EXPECT_EQ(text_for("=-"), "setenv X \\=-;\n");
  EXPECT_EQ(text_for("a=-"), "setenv X a=-;\n");
}

TEST(Csh, refuses_a_line_end_in_both_forms) {
  EXPECT_FALSE(csh_holds("a\nb", Form::hook));
  EXPECT_FALSE(csh_holds("a\nb", Form::by_hand));
  EXPECT_TRUE(csh_holds("a b\t{!}\xff", Form::hook));
}

TEST(Csh, arms_nothing_for_a_program_that_it_cannot_name) {
  Script script;
  script.one_shot = OneShot{"/a\nb/bin/cuda-env-resolve", "/t/bin", 0, ""};
  EXPECT_EQ(without_end(csh_render(script, Form::hook)), "");
}

TEST(Csh, tells_a_message_through_sh_since_it_cannot_redirect_stderr_alone) {
  EXPECT_EQ(without_end(csh_render({{}, "too old", true}, Form::hook)),
            "/bin/sh -c printf\\ \\'%s\\\\n\\'\\ \\\"\\$0\\\"\\ \\>\\&2 too\\ old;\n");
}

}  // namespace
}  // namespace ces
