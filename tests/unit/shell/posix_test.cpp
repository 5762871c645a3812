#include "shell/dialect.h"
#include "unit/support/hook_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace ces {
namespace {

using testing::without_end;

Edit set(const std::string& name, const std::string& value) {
  return {name, value, false, {}, false};
}

std::string hook(const std::string& value) {
  return without_end(posix_render({{set("X", value)}, "", true}, Form::hook));
}

std::string by_hand(const std::string& value) {
  return posix_render({{set("X", value)}, "", true}, Form::by_hand);
}

Script all_kinds() {
  return {{set("CUDA_ENV_SWITCH_STATE", "1:on:/e:CUDA_HOME,set,u,/e/t:."),
           set("CUDA_HOME", "/opt/conda/envs/a/pkgs/cuda-toolkit"),
           {"PATH", "/e/bin:/usr/bin", true, {"/e/bin"}, true},
           {"CUDA_INC_PATH", std::nullopt, false, {}, true}},
          "",
          true};
}

// Return the text for `value` in the hook's form.
std::string in_hook(const std::string& value) {
  return "{\n\\command export X='" + value + "';\n} 2>/dev/null || :;\n";
}

// A readonly variable must not end dash and busybox ash, hence `command`.
TEST(PosixHook, is_read_easily) {
  EXPECT_EQ(without_end(posix_render(all_kinds(), Form::hook)),
            "{\n"
            "\\command export CUDA_ENV_SWITCH_STATE='1:on:/e:CUDA_HOME,set,u,/e/t:.';\n"
            "\\command export CUDA_HOME='/opt/conda/envs/a/pkgs/cuda-toolkit';\n"
            "\\command export PATH='/e/bin:/usr/bin';\n"
            "\\command unset CUDA_INC_PATH;\n"
            "} 2>/dev/null || :;\n");
}

// bash exports a readonly variable before it finds that it may not be set.
TEST(BashHook, takes_the_export_of_a_readonly_variable_back_where_there_may_be_one) {
  const auto text_of = [](const Edit& edit) {
    return without_end(bash_render({{edit}, "", true}, Form::hook));
  };
  Edit edit = set("X", "/a b");
  EXPECT_EQ(text_of(edit), "{\n\\builtin export X='/a b';\n} 2>/dev/null || :;\n");
  edit.unexported = Edit::Unexported::keep;
  EXPECT_EQ(text_of(edit),
            "{\n"
            "[[ -z ${X+x} ]] || __cuda_env_switch_X=\"$X\";\n"
            "\\builtin export X='/a b' || ! \\builtin export -n X;\n"
            "} 2>/dev/null || :;\n");
  edit = set("S", "1");
  edit.is_condition = true;
  EXPECT_EQ(text_of(edit),
            "{\n"
            "\\builtin export S='1' || ! \\builtin export -n S && {\n};\n"
            "} 2>/dev/null || :;\n");
  edit.was_exported = true;
  EXPECT_EQ(text_of(edit), "{\n\\builtin export S='1' && {\n};\n} 2>/dev/null || :;\n");
  EXPECT_EQ(bash_render(all_kinds(), Form::by_hand), posix_render(all_kinds(), Form::by_hand));
}

TEST(BashHook, does_in_one_command_what_needs_no_other) {
  Edit hidden = set("Y", "/y");
  hidden.unexported = Edit::Unexported::keep;
  const Script script{{set("A", "1"),
                       set("B", "2"),
                       hidden,
                       set("C", "3"),
                       {"U", std::nullopt, false, {}, true},
                       {"V", std::nullopt, false, {}, true, Edit::Unexported::give_back},
                       {"W", std::nullopt, false, {}, true},
                       {"X", std::nullopt, false, {}, true}},
                      "",
                      true};
  EXPECT_EQ(without_end(bash_render(script, Form::hook)),
            "{\n"
            "\\builtin export A='1' B='2';\n"
            "[[ -z ${Y+x} ]] || __cuda_env_switch_Y=\"$Y\";\n"
            "\\builtin export Y='/y' || ! \\builtin export -n Y;\n"
            "\\builtin export C='3';\n"
            "\\builtin unset U;\n"
            "if [[ -z ${__cuda_env_switch_V+x} ]]; then \\builtin unset V; "
            "else \\builtin printf -v V %s \"$__cuda_env_switch_V\" && \\builtin export -n V; "
            "\\builtin unset __cuda_env_switch_V; fi;\n"
            "\\builtin unset W X;\n"
            "} 2>/dev/null || :;\n");
}

// What is not recorded cannot be undone, and the record's variable may be readonly.
TEST(PosixTexts, make_no_edit_if_the_one_that_is_a_condition_fails) {
  Script script{{set("S", "1"), set("X", "2")}, "", true};
  script.edits.front().is_condition = true;
  EXPECT_EQ(without_end(posix_render(script, Form::hook)),
            "{\n\\command export S='1' && {\n\\command export X='2';\n};\n} 2>/dev/null || :;\n");
  EXPECT_EQ(posix_render(script, Form::by_hand), "export S=1 && {\nexport X=2;\n};\n");
}

TEST(PosixHook, keeps_a_value_aside_that_is_not_exported_and_gives_it_back) {
  Edit edit = set("X", "/a");
  edit.unexported = Edit::Unexported::keep;
  EXPECT_EQ(without_end(posix_render({{edit}, "", true}, Form::hook)),
            "{\n"
            "\\command test -z \"${X+x}\" || __cuda_env_switch_X=\"$X\";\n"
            "\\command export X='/a';\n"
            "} 2>/dev/null || :;\n");
  edit = {"X", std::nullopt, false, {}, true, Edit::Unexported::give_back};
  EXPECT_EQ(without_end(posix_render({{edit}, "", true}, Form::hook)),
            "{\n"
            "if \\command test -z \"${__cuda_env_switch_X+x}\"; then \\command unset X; "
            "else \\command unset X && X=\"$__cuda_env_switch_X\"; "
            "\\command unset __cuda_env_switch_X; fi;\n"
            "} 2>/dev/null || :;\n");
}

TEST(PosixHook, holds_anything_in_single_quotes) {
  for (const char* value :
       {"", "/a-b_c.d+e@f,g:h%i", "/a b", "~/x", "a=b", "$(x)`y`\"\\\n*", "/ä", "\xff"}) {
    EXPECT_EQ(hook(value), in_hook(value));
  }
  EXPECT_EQ(hook("it's"), in_hook("it'\\''s"));
  EXPECT_EQ(hook("'"), in_hook("'\\''"));
  EXPECT_EQ(hook("''a"), in_hook("'\\'''\\''a"));
  EXPECT_TRUE(posix_holds("a\nb\xff", Form::hook));
}

// zsh's `command` calls programs only, and a readonly variable drops the rest of the text.
TEST(ZshHook, asks_whether_a_variable_is_readonly) {
  const Script script{
      {set("CUDA_HOME", "/a b"), {"CUDA_INC_PATH", std::nullopt, false, {}, true}}, "old", true};
  EXPECT_EQ(without_end(zsh_render(script, Form::hook)),
            "{\n"
            "[[ ${(t)CUDA_HOME-} != *readonly* ]] && \\builtin export CUDA_HOME='/a b';\n"
            "[[ ${(t)CUDA_INC_PATH-} != *readonly* ]] && \\builtin unset CUDA_INC_PATH;\n"
            "} 2>/dev/null || :;\n"
            "\\builtin printf '%s\\n' 'old' >&2 || :;\n");
}

// dash and busybox ash end on a readonly variable, and ksh drops the rest, unless `command` is
// there.
TEST(DashByHand, goes_through_command) {
  EXPECT_EQ(dash_render({{set("X", "/a b"), {"Y", std::nullopt, false, {}, true}}, "", true},
                        Form::by_hand),
            "command export X=/a\\ b;\ncommand unset Y;\n");
  EXPECT_EQ(without_end(dash_render(all_kinds(), Form::hook)),
            without_end(posix_render(all_kinds(), Form::hook)));
}

TEST(ZshByHand, is_that_of_the_other_posix_shells) {
  EXPECT_EQ(zsh_render(all_kinds(), Form::by_hand), posix_render(all_kinds(), Form::by_hand));
}

TEST(PosixHook, tells_a_message_on_stderr_and_goes_on) {
  EXPECT_EQ(without_end(posix_render({{}, "the driver's old [CES101]", true}, Form::hook)),
            "\\command printf '%s\\n' 'the driver'\\''s old [CES101]' >&2 || :;\n");
}

TEST(PosixByHand, refers_to_the_old_value) {
  const Script script{{{"PATH", "/e/bin:/usr/bin", true, {"/e/bin"}, true},
                       {"LD_LIBRARY_PATH", "/e/lib64", true, {"/e/lib64"}, false},
                       {"MANPATH", "/x:/y:/old", true, {"/x", "/y"}, true}},
                      "",
                      true};
  EXPECT_EQ(posix_render(script, Form::by_hand),
            "export PATH=/e/bin:\"$PATH\";\n"
            "export LD_LIBRARY_PATH=/e/lib64;\n"
            "export MANPATH=/x:/y:\"$MANPATH\";\n");
}

TEST(PosixByHand, writes_a_value_out_where_something_was_taken_from_it) {
  const Script script{{{"PATH", "/usr/bin:/my bin", true, {}, true}}, "", true};
  EXPECT_EQ(posix_render(script, Form::by_hand), "export PATH=/usr/bin:/my\\ bin;\n");
}

TEST(PosixByHand, puts_ours_in_front_of_a_path_that_is_not_exported) {
  const Script script{{{"PATH", "/e/bin", true, {"/e/bin"}, false}}, "", true};
  EXPECT_EQ(posix_render(script, Form::by_hand), "export PATH=/e/bin\"${PATH:+:$PATH}\";\n");
  EXPECT_EQ(without_end(posix_render(script, Form::hook)),
            "{\n\\command export PATH='/e/bin'\"${PATH:+:$PATH}\";\n} 2>/dev/null || :;\n");
}

TEST(PosixByHand, puts_no_backslash_behind_a_byte_that_is_not_ascii) {
  EXPECT_EQ(by_hand("/\xB0|x"), "export X=\"`printf '/\\\\260\\\\174x'`\";\n");
  EXPECT_EQ(by_hand("/\xB0x|"), "export X=/\xB0x\\|;\n");
}

TEST(PosixHook, hides_nothing_from_ksh) {
  const auto text_of = [](const char* value) {
    return without_end(posix_render({{{"X", value, false, {}, false}}, "", true}, Form::hook));
  };
  const std::string printed = R"(export X="`printf '/\\260\\174x'`")";
  EXPECT_TRUE(text_of("/\xB0|x").find(printed + ";") != std::string::npos) << text_of("/\xB0|x");
  EXPECT_TRUE(text_of("/\xB0|x\n").find(printed + "'\n';") != std::string::npos);
}

TEST(PosixByHand, has_backslashes_for_special_characters) {
  EXPECT_EQ(by_hand("/a b"), "export X=/a\\ b;\n");
  EXPECT_EQ(by_hand("/a  b"), "export X=/a\\ \\ b;\n");
  EXPECT_EQ(by_hand("it's"), "export X=it\\'s;\n");
  EXPECT_EQ(by_hand("$a`b\"c\\d;e&f|g<h>i#j=k^l"),
            "export X=\\$a\\`b\\\"c\\\\d\\;e\\&f\\|g\\<h\\>i\\#j\\=k\\^l;\n");
  EXPECT_EQ(by_hand(""), "export X='';\n");
  EXPECT_EQ(by_hand("/ä"), "export X=/ä;\n");
}

TEST(PosixByHand, prints_what_no_backslash_carries_through) {
  const std::pair<const char*, const char*> cases[] = {
      {"a\tb", "\"`printf 'a\\\\011b'`\""},
      {"a*", "\"`printf 'a\\\\052'`\""},
      {"?", "\"`printf '\\\\077'`\""},
      {"[x]", "\"`printf '\\\\133x\\\\135'`\""},
      {"{a,b}", "\"`printf '\\\\173a,b\\\\175'`\""},
      {"~", "\"`printf '\\\\176'`\""},
      {"!", "\"`printf '\\\\041'`\""},
      {"-a*", "\"`printf '\\\\055a\\\\052'`\""},  // no option to printf
      {"(%)", "\"`printf '\\\\050\\\\045\\\\051'`\""},
      {"\x01\x7f", "\"`printf '\\\\001\\\\177'`\""},
      {"* '\\", "\"`printf '\\\\052\\\\040\\\\047\\\\134'`\""},
      {"*\xff", "\"`printf '\\\\052\\\\377'`\""}};
  for (const auto& [value, text] : cases) {
    EXPECT_EQ(by_hand(value), "export X=" + std::string(text) + ";\n");
  }
}

// What the shell splits and globs must not hang on quotes: outside the fixed text there is no blank
// that a backslash or the text's own syntax does not account for, and no pattern character.
TEST(PosixByHand, has_no_pattern_and_no_quoted_blank_for_any_byte) {
  for (int i = 1; i < 256; ++i) {
    const std::string value = "/a" + std::string(1, static_cast<char>(i)) + "b";
    std::string text = by_hand(value);
    EXPECT_EQ(text.find_first_of("*?["), std::string::npos) << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
    EXPECT_EQ(text.find('\t'), std::string::npos) << text;
  }
}

TEST(PosixByHand, holds_anything) {
  for (const char* value : {"a\n", "\na\nb", "a\rb\t\x01\xff", ""}) {
    EXPECT_TRUE(posix_holds(value, Form::by_hand));
  }
}

// Backquotes drop it.
TEST(PosixByHand, puts_a_dot_behind_a_line_end_and_takes_it_away) {
  EXPECT_EQ(by_hand("a\n"),
            "export X=\"`printf '\\\\012.'`\";\nexport X=\"${X%.}\";\nexport X=a\"$X\";\n");
}

}  // namespace
}  // namespace ces
