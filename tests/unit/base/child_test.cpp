#include "base/child.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <string>

namespace ces {
namespace {

using namespace std::chrono_literals;
using End = ChildResult::End;
using testing::TempFolder;

// Long enough for a loaded machine; nothing here waits for it but what is to time out.
constexpr auto k_ample = 60s;
constexpr auto k_short = 300ms;

ChildResult run_script(const std::string& script, std::chrono::milliseconds deadline = k_ample) {
  const TempFolder temp;
  temp.program("program", "#!/bin/sh\n" + script);
  return run_program({temp.path("program")}, deadline);
}

TEST(Program, gives_its_output_and_status) {
  const ChildResult result = run_script("echo out; echo err >&2; exit 3");
  EXPECT_EQ(result.end, End::exited);
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(result.output, "out\nerr\n");
  EXPECT_FALSE(result.succeeded());
  EXPECT_TRUE(run_script("").succeeded());
}

TEST(Program, has_arguments_and_nothing_on_stdin) {
  const TempFolder temp;
  temp.program("program", "#!/bin/sh\ncat; printf '%s.' \"$@\"\n");
  EXPECT_EQ(run_program({temp.path("program"), "a b", "", "c"}, k_ample).output, "a b..c.");
}

TEST(Program, that_is_not_there_is_told) {
  EXPECT_EQ(run_program({"/no/such/program"}, k_ample).end, End::not_started);
  const TempFolder temp;
  temp.file("text", "no program\n");
  EXPECT_EQ(run_program({temp.path("text")}, k_ample).end, End::not_started);
}

TEST(Program, that_is_killed_is_told) {
  const ChildResult result = run_script("kill -TERM $$");
  EXPECT_EQ(result.end, End::killed);
  EXPECT_EQ(result.status, SIGTERM);
}

TEST(Program, that_hangs_is_ended_at_the_deadline_with_what_it_started) {
  const TempFolder temp;
  temp.program("program", "#!/bin/sh\necho started\nsleep 600 &\necho $! > " + temp.path("child") +
                              "\nwait\n");
  const ChildResult result = run_program({temp.path("program")}, k_short);
  EXPECT_EQ(result.end, End::timed_out);
  const std::string child = testing::text_of_file(temp.path("child"));
  // Ended, though init may not have taken it up yet.
  const std::string status = "/proc/" + child.substr(0, child.find('\n')) + "/stat";
  for (int tries = 0; tries < 200 && std::filesystem::exists(status); ++tries) {
    const std::string stat = testing::text_of_file(status);
    if (stat.find(") Z") != std::string::npos) {
      break;
    }
    ::usleep(10'000);
  }
  if (std::filesystem::exists(status)) {
    EXPECT_NE(testing::text_of_file(status).find(") Z"), std::string::npos);
  }
}

TEST(Program, that_closes_its_output_and_hangs_is_ended) {
  EXPECT_EQ(run_script("exec >&- 2>&-; sleep 600", k_short).end, End::timed_out);
}

TEST(Program, that_writes_without_end_is_cut_and_ended) {
  const ChildResult result = run_script("yes", 2s);
  EXPECT_GE(result.output.size(), 200'000U);
  EXPECT_LE(result.output.size(), 300'000U);
  EXPECT_NE(result.end, End::exited);
}

TEST(Work, gives_its_text) {
  EXPECT_EQ(run_in_child([] { return std::string(100'000, 'x'); }, k_ample).output,
            std::string(100'000, 'x'));
  EXPECT_TRUE(run_in_child([] { return std::string(); }, k_ample).succeeded());
}

TEST(Work, that_hangs_is_ended_at_the_deadline) {
  const ChildResult result = run_in_child(
      [] {
        ::pause();
        return std::string("late");
      },
      k_short);
  EXPECT_EQ(result.end, End::timed_out);
  EXPECT_EQ(result.output, "");
}

}  // namespace
}  // namespace ces
