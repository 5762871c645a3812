#include "shell/dialect.h"

#include <gtest/gtest.h>

namespace ces {
namespace {

TEST(XonshDialect, sets_and_unsets_in_the_environment_of_xonsh) {
  const Script script{{{"CUDA_HOME", "/e/my toolkit", false, {}, false},
                       {"PATH", "/e/bin:/usr/bin", true, {"/e/bin"}, true},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true}},
                      "",
                      true};
  const std::string text =
      "__xonsh__.env['CUDA_HOME'] = '/e/my toolkit'\n"
      "__xonsh__.env['PATH'] = '/e/bin:/usr/bin'\n"
      "__xonsh__.env.pop('CUDA_INC_PATH', None)\n";
  EXPECT_EQ(xonsh_render(script, Form::hook), text);
  EXPECT_EQ(xonsh_render(script, Form::by_hand), text);
}

TEST(XonshDialect, escapes_what_would_end_a_literal_or_a_line) {
  const Script script{{{"CUDA_HOME", "/it's \"a\"\\b\n`c`{d}", false, {}, false}}, "", true};
  EXPECT_EQ(xonsh_render(script, Form::hook),
            "__xonsh__.env['CUDA_HOME'] = '/it\\x27s \"a\"\\x5cb\\x0a`c`{d}'\n");
}

TEST(XonshDialect, decodes_bytes_as_the_environment_is_decoded) {
  const Script script{{{"CUDA_HOME", "/k\xc3\xa4se\xff", false, {}, false}}, "", true};
  EXPECT_EQ(xonsh_render(script, Form::hook),
            "__xonsh__.env['CUDA_HOME'] = __import__('os').fsdecode(b'/k\\xc3\\xa4se\\xff')\n");
}

TEST(XonshDialect, writes_an_empty_value) {
  const Script script{{{"CUDA_HOME", "", false, {}, false}}, "", true};
  EXPECT_EQ(xonsh_render(script, Form::hook), "__xonsh__.env['CUDA_HOME'] = ''\n");
}

TEST(XonshDialect, tells_a_message_and_a_failure) {
  EXPECT_EQ(xonsh_render({{}, "no 'toolkit'", false}, Form::by_hand),
            "print('no \\x27toolkit\\x27', file=__import__('sys').stderr)\n"
            "raise RuntimeError('cuda-env-resolve: nothing was switched')\n");
}

TEST(XonshDialect, of_nothing_is_empty) {
  EXPECT_EQ(xonsh_render({{}, "", true}, Form::hook), "");
}

TEST(XonshDialect, does_not_hold_what_xonsh_expands_in_lists) {
  for (const char* value : {"/a$HOME", "~/a", "/a:~/b", "/a=~/b"}) {
    EXPECT_FALSE(xonsh_holds(value, Form::hook)) << value;
    EXPECT_FALSE(xonsh_holds(value, Form::by_hand)) << value;
  }
  for (const char* value : {"", "/a~b", "/a/~", "/a*[b]?", "/a\nb", "/a`b`", "/k\xff", ":a::b:"}) {
    EXPECT_TRUE(xonsh_holds(value, Form::hook)) << value;
    EXPECT_TRUE(xonsh_holds(value, Form::by_hand)) << value;
  }
}

}  // namespace
}  // namespace ces
