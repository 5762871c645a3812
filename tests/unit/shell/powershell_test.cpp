#include "shell/dialect.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

std::string text_for(const std::string& value) {
  return powershell_render({{{"X", value, false, {}, false}}, "", true}, Form::hook);
}

TEST(PowerShell, is_read_easily) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"PATH", "/e/t/bin:/usr/bin", true, {"/e/t/bin"}, true},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true}},
                      "",
                      true};
  EXPECT_EQ(powershell_render(script, Form::hook),
            "$Env:CUDA_HOME = '/e/t';\n"
            "$Env:PATH = '/e/t/bin:/usr/bin';\n"
            "$Env:CUDA_INC_PATH = $null;\n");
}

TEST(PowerShell, doubles_whatever_it_takes_for_a_single_quote) {
  EXPECT_EQ(text_for("it's"), "$Env:X = 'it''s';\n");
  EXPECT_EQ(text_for("'"), "$Env:X = '''';\n");
  EXPECT_EQ(text_for("\u2018a\u2019\u201A\u201B"),
            "$Env:X = '\u2018\u2018a\u2019\u2019\u201A\u201A\u201B\u201B';\n");
}

TEST(PowerShell, has_nothing_else_special_in_quotes) {
  EXPECT_EQ(text_for("$x `n \\ \"\n\t*\u201C\u00e4"), "$Env:X = '$x `n \\ \"\n\t*\u201C\u00e4';\n");
  EXPECT_EQ(text_for(""), "$Env:X = '';\n");
}

TEST(PowerShell, holds_text_that_it_can_read_line_by_line) {
  EXPECT_TRUE(powershell_holds("/k\u00e4se\n\t'", Form::hook));
  EXPECT_TRUE(powershell_holds("", Form::hook));
  EXPECT_FALSE(powershell_holds("/k\xe4se", Form::hook));
  EXPECT_FALSE(powershell_holds("a\rb", Form::hook));
  EXPECT_FALSE(powershell_holds("a\x1b[0m", Form::hook));
  EXPECT_FALSE(powershell_holds("a\x7f", Form::hook));
}

TEST(PowerShell, tells_a_message_on_stderr) {
  EXPECT_EQ(powershell_render({{}, "it's old", true}, Form::hook),
            "[Console]::Error.WriteLine('it''s old');\n");
}

TEST(PowerShell, throws_at_the_end_of_a_failure) {
  EXPECT_EQ(powershell_render({{{"X", std::nullopt, false, {}, true}}, "", false}, Form::by_hand),
            "$Env:X = $null;\nthrow 'cuda-env-resolve: nothing was switched';\n");
}

}  // namespace
}  // namespace ces
