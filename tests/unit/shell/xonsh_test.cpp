#include "shell/dialect.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

namespace ces {
namespace {

using testing::contains;

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

TEST(XonshDialect, shows_elements_that_xonsh_would_expand_as_they_are) {
  const Script script{{{"CUDA_HOME", "/a$HOME", false, {}, false},
                       {"PATH", "/a$HOME:~/b::/c's", true, {}, false},
                       {"MANPATH", "/plain:/b", true, {}, false}},
                      "",
                      true};
  const std::string text = xonsh_render(script, Form::hook);
  EXPECT_TRUE(
      text.starts_with("__xonsh__.env['CUDA_HOME'] = '/a$HOME'\n"
                       "__xonsh__.env['PATH'] = (lambda known, elements: "))
      << text;
  EXPECT_TRUE(contains(text, ", ['/a$HOME', '~/b', '', '/c\\x27s'])\n")) << text;
  EXPECT_TRUE(text.ends_with("__xonsh__.env['MANPATH'] = '/plain:/b'\n")) << text;
}

TEST(XonshDialect, holds_everything) {
  for (const char* value :
       {"", "/a$HOME", "~/a", "/a=~/b", "/a*[b]?", "/a\nb", "/k\xff", ":a::b:"}) {
    EXPECT_TRUE(xonsh_holds(value, Form::hook)) << value;
    EXPECT_TRUE(xonsh_holds(value, Form::by_hand)) << value;
  }
}

}  // namespace
}  // namespace ces
