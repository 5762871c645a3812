#include "run/exec.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using Strings = std::vector<std::string>;

Edit set(const std::string& name, std::optional<std::string> value) {
  Edit edit;
  edit.name = name;
  edit.value = std::move(value);
  return edit;
}

TEST(Edited, changes_what_the_edits_say_and_nothing_else) {
  const Environment environment({"A=1", "B=2", "A=again", "odd", "=x", "AB=3", "E="});
  EXPECT_EQ(edited(environment, {set("A", "new"), set("B", std::nullopt), set("C", "")}),
            Strings({"odd", "=x", "AB=3", "E=", "A=new", "C="}));
  EXPECT_EQ(edited(environment, {}), Strings({"A=1", "B=2", "A=again", "odd", "=x", "AB=3", "E="}));
  EXPECT_EQ(value_in({"AB=3", "A=1"}, "A"), "1");
  EXPECT_EQ(value_in({"AB=3"}, "A"), std::nullopt);
}

// Return the status with which a child ends that becomes the program.
int status_of(const ProgramCall& call) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(become(call).exit_code);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST(Become, gives_the_programs_own_status) {
  EXPECT_EQ(status_of({{"/bin/sh", "-c", "exit 7"}, {}}), 7);
  EXPECT_EQ(status_of({{"/bin/sh", "-c", "kill -TERM $$"}, {}}), 1015);
}

TEST(Become, looks_for_the_program_on_the_new_path) {
  const testing::TempFolder folder;
  folder.program("new/tool", "#!/bin/sh\nexit 5\n");
  EXPECT_EQ(status_of({{"tool"}, {"PATH=" + folder.path("new") + ":/usr/bin:/bin"}}), 5);
  EXPECT_EQ(status_of({{"tool"}, {"PATH=/usr/bin:/bin"}}), 127);
  EXPECT_EQ(status_of({{"sh", "-c", "exit 4"}, {}}), 4) << "without PATH the system's own";
}

TEST(Become, runs_a_script_without_a_first_line_as_a_shell_does) {
  const testing::TempFolder folder;
  folder.program("tool", "exit 6\n");
  EXPECT_EQ(status_of({{folder.path("tool")}, {"PATH=/usr/bin:/bin"}}), 6);
}

TEST(Become, tells_missing_from_unusable) {
  const testing::TempFolder folder;
  folder.file("file", "text");
  folder.program("bad", "#!/no/such/interpreter\n");
  folder.folder("folder");
  const Strings path = {"PATH=" + folder.path()};
  EXPECT_EQ(status_of({{"nope"}, path}), 127);
  EXPECT_EQ(status_of({{folder.path("nope")}, path}), 127);
  for (const char* name : {"file", "bad", "folder"}) {
    EXPECT_EQ(status_of({{folder.path(name)}, path}), 126) << name;
    EXPECT_EQ(status_of({{name}, path}), 126) << name;
  }
}

}  // namespace
}  // namespace ces
