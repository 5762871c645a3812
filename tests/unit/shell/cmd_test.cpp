#include "shell/dialect.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

TEST(CmdDialect, writes_a_line_for_each_variable) {
  const Script script{{{"CUDA_HOME", "C:\\a b\\(x86) & \"c\" ^%PATH%!", false, {}, false},
                       {"CUDA_PATH", std::nullopt, false, {}, true},
                       {"CUDA_INC_PATH", "", false, {}, true}},
                      "",
                      true};
  const std::string text =
      "CUDA_HOME=C:\\a b\\(x86) & \"c\" ^%PATH%!\nCUDA_PATH=\nCUDA_INC_PATH=\n";
  EXPECT_EQ(cmd_render(script, Form::hook), text);
  EXPECT_EQ(cmd_render(script, Form::by_hand), text);
}

TEST(CmdDialect, says_nothing_and_fails_by_a_name_that_no_variable_has) {
  EXPECT_EQ(cmd_render({{}, "a message", true}, Form::hook), "");
  EXPECT_EQ(cmd_render({{}, "a message", false}, Form::by_hand),
            "cuda-env-resolve: nothing was switched\n");
}

TEST(CmdDialect, does_not_hold_what_ends_a_line_or_the_text) {
  for (const char* value : {"a\nb", "a\r", "a\x1a", "a\xff"}) {
    EXPECT_FALSE(cmd_holds(value, Form::hook)) << value;
  }
  for (const char* value :
       {"", "a\rb", "%a% !b!", "a\"b\"", "=a", "  ", "\x01\x1b[", "k\xc3\xa4se"}) {
    EXPECT_TRUE(cmd_holds(value, Form::hook)) << value;
  }
}

TEST(CmdDialect, holds_lines_as_long_as_cmd_counts_them) {
  EXPECT_TRUE(cmd_holds(std::string(8100, 'x'), Form::hook));
  EXPECT_FALSE(cmd_holds(std::string(8101, 'x'), Form::hook));
  std::string wide;        // one character each
  std::string surrogates;  // two each
  for (int i = 0; i < 4050; ++i) {
    wide += "\xc3\xa4\xe7\xa0\x81";
    surrogates += "\xf0\x9f\x98\x80";
  }
  EXPECT_TRUE(cmd_holds(wide, Form::hook));
  EXPECT_FALSE(cmd_holds(wide + "x", Form::hook));
  EXPECT_TRUE(cmd_holds(surrogates, Form::hook));
  EXPECT_FALSE(cmd_holds(surrogates + "x", Form::hook));
}

}  // namespace
}  // namespace ces
