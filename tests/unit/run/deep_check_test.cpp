// The steps of doctor --deep, with toolkits that are scripts; the real nvcc is tried out in
// tests/packages/test_deep_check.py.
#include "run/deep_check.h"

#include "unit/support/whole_finding.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace ces {
namespace {

using namespace std::chrono_literals;
using testing::contains;
using testing::TempFolder;
using Kind = TrialStep::Kind;

// Long enough for a loaded machine; only what is to time out waits for it.
constexpr auto k_ample = 60s;

// An nvcc that writes what it is called with into calls, makes what -o names an executable script,
// and before that does `breaks` where its arguments match `when`.
class FakeToolkit {
 public:
  FakeToolkit(const std::string& when, const std::string& breaks,
              const std::string& program = "exit 0") {
    m_temp.folder("tmp");
    m_temp.program("bin/nvcc", "#!/bin/sh\necho \"$*\" >> " + m_temp.path("calls") +
                                   "\ncase \"$*\" in *\"" + when + "\"*) " + breaks +
                                   " ;; esac\n"
                                   "while [ $# -gt 0 ]; do if [ \"$1\" = -o ]; then\n"
                                   "printf '#!/bin/sh\\n%s\\n' '" +
                                   program + "' > \"$2\"; chmod +x \"$2\"; fi; shift; done\n");
  }

  [[nodiscard]] TrialRequest request() const {
    TrialRequest request;
    request.nvcc = m_temp.path("bin/nvcc");
    request.temporary_folder = m_temp.path("tmp");
    request.deadline = k_ample;
    return request;
  }
  [[nodiscard]] std::string calls() const { return testing::text_of_file(m_temp.path("calls")); }
  [[nodiscard]] bool is_clean() const { return std::filesystem::is_empty(m_temp.path("tmp")); }

 private:
  TempFolder m_temp;
};

struct Broken {
  Kind step;
  const char* when;
  const char* code;
};

class EachStep : public ::testing::TestWithParam<Broken> {};

TEST_P(EachStep, that_breaks_is_the_last_and_is_told_with_the_tools_words) {
  const Broken& broken = GetParam();
  const FakeToolkit toolkit(broken.when,
                            "echo warning: x; echo 'nvcc fatal   : it broke' >&2; exit 7");
  const Trial trial = try_toolkit(toolkit.request());
  ASSERT_FALSE(trial.steps.empty());
  const TrialStep& last = trial.steps.back();
  EXPECT_EQ(last.kind, broken.step);
  EXPECT_EQ(trial.steps.size(), static_cast<std::size_t>(broken.step) + 1);
  EXPECT_FALSE(last.succeeded);
  EXPECT_EQ(last.fault, "it ended with status 7: nvcc fatal   : it broke");
  ASSERT_TRUE(trial.finding);
  EXPECT_EQ(trial.finding->kind->code, broken.code);
  EXPECT_TRUE(contains(trial.finding->what, last.fault)) << trial.finding->what;
  EXPECT_TRUE(contains(trial.finding->evidence, broken.when)) << trial.finding->evidence;
  EXPECT_TRUE(testing::is_whole(*trial.finding));
  EXPECT_TRUE(toolkit.is_clean());
}

INSTANTIATE_TEST_SUITE_P(Trial, EachStep,
                         ::testing::Values(Broken{Kind::start, "--version", "CES701"},
                                           Broken{Kind::compile, "-ptx", "CES702"},
                                           Broken{Kind::assemble, "-cubin", "CES703"},
                                           Broken{Kind::host, "-c ", "CES704"},
                                           Broken{Kind::link, "program.o -o", "CES705"}),
                         [](const auto& test) {
                           return std::string(trial_step_word(test.param.step));
                         });

TEST(Trial, of_a_good_toolkit_takes_every_step_and_leaves_nothing) {
  const FakeToolkit toolkit("nothing", "exit 1");
  const Trial trial = try_toolkit(toolkit.request());
  EXPECT_FALSE(trial.finding);
  EXPECT_EQ(trial.steps.size(), 5U);
  EXPECT_EQ(
      trial.in_words(),
      "nvcc starts, compiles, assembles, compiles for the host, links; not run: no GPU is seen");
  EXPECT_FALSE(contains(toolkit.calls(), "-arch"));
  EXPECT_TRUE(toolkit.is_clean());
}

TEST(Trial, compiles_for_the_gpu_and_runs_on_it) {
  const FakeToolkit toolkit("nothing", "exit 1");
  TrialRequest request = toolkit.request();
  request.capability = Version(9, 0);
  request.has_gpu = true;
  const Trial trial = try_toolkit(request);
  EXPECT_FALSE(trial.finding);
  ASSERT_EQ(trial.steps.size(), 6U);
  EXPECT_TRUE(contains(toolkit.calls(), "-arch=sm_90 -ptx"));
  EXPECT_TRUE(trial.in_words().ends_with("links, makes programs that run")) << trial.in_words();
}

TEST(Trial, tells_cudas_own_error_of_a_program_that_fails) {
  const FakeToolkit toolkit("nothing", "exit 1",
                            "echo CUDA error 35: driver version is insufficient; exit 1");
  TrialRequest request = toolkit.request();
  request.has_gpu = true;
  const Trial trial = try_toolkit(request);
  ASSERT_TRUE(trial.finding);
  EXPECT_EQ(trial.finding->kind->code, "CES706");
  EXPECT_TRUE(testing::is_whole(*trial.finding));
  EXPECT_TRUE(contains(trial.finding->what, "CUDA error 35: driver version is insufficient"));
  EXPECT_TRUE(contains(trial.finding->remedy, "the driver is too old"));
}

TEST(Trial, ends_a_step_that_hangs_at_its_deadline) {
  const FakeToolkit toolkit("-ptx", "echo waiting; sleep 600");
  TrialRequest request = toolkit.request();
  request.deadline = 1500ms;
  const Trial trial = try_toolkit(request);
  ASSERT_TRUE(trial.finding);
  const std::string_view code = trial.finding->kind->code;
  // Under load the first step may be the slow one; either way it is told as late.
  EXPECT_TRUE(code == "CES702" || code == "CES701") << code;
  EXPECT_TRUE(contains(trial.finding->what, "it was not done within 1500 ms"));
  EXPECT_TRUE(toolkit.is_clean());
}

TEST(Trial, of_an_nvcc_that_is_not_there_does_not_start) {
  const TempFolder temp;
  TrialRequest request;
  request.nvcc = temp.path("nvcc");
  request.temporary_folder = temp.path();
  const Trial trial = try_toolkit(request);
  ASSERT_TRUE(trial.finding);
  EXPECT_EQ(trial.finding->kind->code, "CES701");
  EXPECT_TRUE(contains(trial.finding->what, "it cannot be started"));
  EXPECT_EQ(trial.in_words(), "nvcc does not start");
}

TEST(Trial, without_a_folder_to_work_in_is_told) {
  const TempFolder temp;
  temp.file("file");
  TrialRequest request;
  request.nvcc = "/bin/true";
  request.temporary_folder = temp.path("file/folder");
  const Trial trial = try_toolkit(request);
  ASSERT_TRUE(trial.finding);
  EXPECT_EQ(trial.finding->kind->code, "CES707");
  EXPECT_TRUE(testing::is_whole(*trial.finding));
  EXPECT_TRUE(trial.steps.empty());
}

TEST(TellingLine, is_the_one_that_says_what_is_wrong) {
  EXPECT_EQ(telling_line(""), "");
  EXPECT_EQ(telling_line("\n  a note\nmore\n"), "a note");
  EXPECT_EQ(telling_line("a note\nsh: 1: cicc: not found\nx\n"), "sh: 1: cicc: not found");
  EXPECT_EQ(telling_line("In file included from x:\n#error -- unsupported GNU version!\n"),
            "#error -- unsupported GNU version!");
  EXPECT_EQ(telling_line("ptxas fatal   : Unsupported .version 9.5; current version is '9.0'\n"),
            "ptxas fatal   : Unsupported .version 9.5; current version is '9.0'");
  EXPECT_EQ(telling_line("bell \a error\n"), "bell \\x07 error");
}

}  // namespace
}  // namespace ces
