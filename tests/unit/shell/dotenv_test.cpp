#include "shell/dialect.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

std::string text_for(const std::string& value) {
  return dotenv_render({{{"X", value, false, {}, false}}, "", true}, Form::by_hand);
}

TEST(Dotenv, is_read_easily_and_leaves_out_what_is_unset) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true},
                       {"PATH", "/e/t/bin:/usr/my bin", true, {"/e/t/bin"}, true}},
                      "",
                      true};
  EXPECT_EQ(dotenv_render(script, Form::by_hand),
            "CUDA_HOME=/e/t\n"
            "PATH='/e/t/bin:/usr/my bin'\n");
}

TEST(Dotenv, quotes_only_what_needs_it) {
  EXPECT_EQ(text_for("/a-b_c.d+e@f,g:h"), "X=/a-b_c.d+e@f,g:h\n");
  EXPECT_EQ(text_for(""), "X=\n");
  EXPECT_EQ(text_for("a #\"b\" `c`"), "X='a #\"b\" `c`'\n");
  EXPECT_EQ(text_for("\u00e4"), "X='\u00e4'\n");
  EXPECT_EQ(text_for("it's #a"), "X=\"it's #a\"\n");
}

TEST(Dotenv, holds_what_all_readers_take_from_quotes) {
  EXPECT_TRUE(dotenv_holds("a b\t\"`#!*=\u00e4", Form::by_hand));
  EXPECT_TRUE(dotenv_holds("it's #!*=\u00e4", Form::by_hand));
  EXPECT_TRUE(dotenv_holds("", Form::by_hand));
  for (const char* value :
       {"it's \"so\"", "it's `so`", "a\\b", "a\nb", "a\rb", "$x", "${x}", "k\xe4se"}) {
    EXPECT_FALSE(dotenv_holds(value, Form::by_hand)) << value;
  }
}

TEST(Dotenv, of_a_failure_is_empty) {
  EXPECT_EQ(dotenv_render({{}, "", false}, Form::by_hand), "");
}

}  // namespace
}  // namespace ces
