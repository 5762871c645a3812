#include "shell/dialect.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace ces {
namespace {

TEST(Dialects, are_found_by_name_and_alias) {
  for (const char* name : {"sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "tcsh", "json"}) {
    ASSERT_NE(find_dialect(name), nullptr) << name;
    EXPECT_EQ(find_dialect(name)->name, name);
  }
  EXPECT_EQ(find_dialect("posix"), find_dialect("sh"));
  EXPECT_EQ(find_dialect("csh"), find_dialect("tcsh"));
  EXPECT_EQ(find_dialect("mksh"), find_dialect("ksh"));
}

TEST(Dialects, are_not_found_by_anything_else) {
  for (const char* name : {"", "BASH", "bash ", "ba", "/bin/bash", "cmd.exe", "python3"}) {
    EXPECT_EQ(find_dialect(name), nullptr) << name;
  }
}

TEST(Dialects, are_listed_once_each_and_all_found) {
  std::set<std::string_view> seen;
  for (const std::string_view name : dialect_names()) {
    EXPECT_TRUE(seen.insert(name).second) << name;
    EXPECT_NE(find_dialect(name), nullptr) << name;
  }
  EXPECT_GE(seen.size(), 9U);
}

TEST(Dialects, say_how_to_call_the_program_by_hand) {
  EXPECT_EQ(find_dialect("bash")->how_to_call, "eval \"$(cuda-env-resolve)\"");
  EXPECT_EQ(find_dialect("fish")->how_to_call, "cuda-env-resolve | source");
  EXPECT_EQ(find_dialect("tcsh")->how_to_call, "eval `cuda-env-resolve`");
}

TEST(Capability, depends_on_the_form) {
  const Dialect& bash = *find_dialect("bash");
  EXPECT_TRUE(capability_of(bash, Form::hook).keeps_unexported);
  EXPECT_FALSE(capability_of(bash, Form::by_hand).keeps_unexported);
  EXPECT_FALSE(capability_of(bash, Form::hook).refers_to_old_value);
  EXPECT_TRUE(capability_of(bash, Form::by_hand).refers_to_old_value);
}

TEST(Capability, of_a_shell_without_references_never_refers) {
  for (const char* name : {"fish", "tcsh", "json"}) {
    EXPECT_FALSE(capability_of(*find_dialect(name), Form::by_hand).refers_to_old_value) << name;
  }
}

TEST(EveryDialect, writes_nothing_for_nothing_but_json) {
  for (const std::string_view name : dialect_names()) {
    for (const Form form : {Form::hook, Form::by_hand}) {
      const std::string text = find_dialect(name)->render({{}, "", true}, form);
      EXPECT_EQ(text.empty(), find_dialect(name)->render != json_render) << name;
    }
  }
}

TEST(EveryDialect, ends_a_failure_in_something_false) {
  for (const char* name : {"sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "tcsh"}) {
    EXPECT_EQ(find_dialect(name)->render({{}, "", false}, Form::by_hand), "false;\n") << name;
  }
  // Those that have exceptions raise one; the others are read by programs, which see the status.
  EXPECT_TRUE(find_dialect("xonsh")->render({{}, "", false}, Form::by_hand).starts_with("raise "));
  EXPECT_TRUE(find_dialect("elvish")->render({{}, "", false}, Form::by_hand).starts_with("fail "));
  EXPECT_TRUE(
      find_dialect("powershell")->render({{}, "", false}, Form::by_hand).starts_with("throw "));
}

TEST(EveryDialect, ends_every_text_with_a_line_end_or_nul) {
  const Script script{{{"X", "1", false, {}, false}}, "a message", true};
  for (const std::string_view name : dialect_names()) {
    const char end = is_for_programs(*find_dialect(name)) ? '\0' : '\n';
    EXPECT_TRUE(find_dialect(name)->render(script, Form::hook).ends_with(end)) << name;
  }
}

}  // namespace
}  // namespace ces
