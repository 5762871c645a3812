// The commands as functions, on the fixture machines.
#include "cli/program.h"

#include "cli/exit_codes.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::contains;
using testing::machine;

Options options_for(Command command, const char* shell = "bash") {
  Options options;
  options.command = command;
  options.shell = shell;
  return options;
}

std::vector<std::string> active(const std::string& environment) {
  const std::string prefix = "/opt/conda/envs/" + environment;
  return {"CONDA_PREFIX=" + prefix, "PATH=" + prefix + "/bin:/usr/bin:/bin"};
}

std::vector<std::string> with(std::vector<std::string> entries, const std::string& entry) {
  entries.insert(entries.begin(), entry);
  return entries;
}

// ---- the bare call ----------------------------------------------------------------------------

TEST(Resolve, prints_the_switch_and_nothing_else) {
  const Outcome outcome =
      run_resolve(machine("h100-r535", active("dev117")), options_for(Command::resolve), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_EQ(outcome.error, "");
  const std::string root = "/opt/conda/envs/dev117/pkgs/cuda-toolkit";
  EXPECT_TRUE(outcome.output.starts_with("export CUDA_ENV_SWITCH_STATE=1:on:"));
  EXPECT_TRUE(contains(outcome.output, "export CUDA_HOME=" + root + ";\n"));
  EXPECT_TRUE(contains(outcome.output, "export PATH=" + root + "/bin:\"$PATH\";\n"));
  EXPECT_TRUE(contains(outcome.output, "export LD_LIBRARY_PATH=" + root + "/lib64;\n"));
}

TEST(Resolve, says_in_one_line_that_the_driver_is_too_old_and_switches_all_the_same) {
  const Outcome outcome =
      run_resolve(machine("h100-r470", active("split124")), options_for(Command::resolve), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_TRUE(contains(outcome.output, "export CUDA_HOME=/opt/conda/envs/split124;\n"));
  EXPECT_TRUE(contains(outcome.error, "[CES101]")) << outcome.error;
  EXPECT_EQ(testing::lines_of(outcome.error).size(), 1U) << outcome.error;
  Options quiet = options_for(Command::resolve);
  quiet.quiet = true;
  EXPECT_EQ(run_resolve(machine("h100-r470", active("split124")), quiet, false).error, "");
}

TEST(Resolve, does_not_speak_of_notes) {
  EXPECT_EQ(
      run_resolve(machine("h100-r535", active("split124")), options_for(Command::resolve), false)
          .error,
      "");
}

TEST(Resolve, is_false_without_environment_toolkit_or_prefix) {
  const std::vector<std::string> plain = active("plain");
  const std::vector<std::string> gone = {"CONDA_PREFIX=/gone"};
  for (const std::vector<std::string>& entries :
       {std::vector<std::string>{}, std::vector<std::string>{"CONDA_PREFIX="}, plain, gone}) {
    const Outcome outcome =
        run_resolve(machine("h100-r535", entries), options_for(Command::resolve), false);
    EXPECT_EQ(outcome.exit_code, k_exit_problem);
    EXPECT_EQ(outcome.output, "false;\n");
    EXPECT_TRUE(outcome.error.starts_with("cuda-env-resolve: ")) << outcome.error;
    EXPECT_EQ(testing::lines_of(outcome.error).size(), 1U) << outcome.error;
  }
}

TEST(Resolve, says_what_there_is_in_place_of_a_toolkit) {
  const auto told = [](const char* name) {
    return run_resolve(machine("workstation", active(name)), options_for(Command::resolve, "bash"),
                       false)
        .error;
  };
  EXPECT_TRUE(contains(told("plain"), "plain; install one: conda install"));
  EXPECT_TRUE(contains(told("runtime118"), "runtime118, but runtime only (CUDA 11.8), no nvcc"));
  EXPECT_TRUE(contains(told("wheels13"), "used only where it is asked for; to compile: "));
}

TEST(Resolve, is_false_for_an_unknown_shell) {
  const Outcome outcome = run_resolve(machine("h100-r535", active("dev117")),
                                      options_for(Command::resolve, "bahs"), false);
  EXPECT_EQ(outcome.exit_code, k_exit_problem);
  EXPECT_EQ(outcome.output, "false;\n");
  EXPECT_TRUE(contains(outcome.error, "bash"));
}

TEST(Resolve, on_a_terminal_says_first_how_to_call_it) {
  const Outcome outcome =
      run_resolve(machine("h100-r535", active("dev117")), options_for(Command::resolve), true);
  EXPECT_TRUE(contains(outcome.error, "eval \"$(cuda-env-resolve)\"")) << outcome.error;
  const Outcome failing =
      run_resolve(machine("h100-r535"), options_for(Command::resolve, "fish"), true);
  EXPECT_TRUE(contains(testing::lines_of(failing.error).at(0), "cuda-env-resolve | source"));
}

TEST(Resolve, takes_back_and_fails_where_it_is_switched_off) {
  const Outcome outcome =
      run_resolve(machine("h100-r535", with(active("dev117"), "CUDA_ENV_SWITCH_DISABLE=1")),
                  options_for(Command::resolve), false);
  EXPECT_EQ(outcome.exit_code, k_exit_problem);
  EXPECT_EQ(outcome.output, "false;\n");
  EXPECT_TRUE(contains(outcome.error, "CUDA_ENV_SWITCH_DISABLE"));
}

TEST(Resolve, does_not_care_for_a_package_build) {
  EXPECT_EQ(run_resolve(machine("h100-r535", with(active("dev117"), "CONDA_BUILD=1")),
                        options_for(Command::resolve), false)
                .exit_code,
            k_exit_ok);
}

TEST(Resolve, looks_at_the_prefix_it_is_given) {
  Options options = options_for(Command::resolve);
  options.prefix = "/opt/conda/envs/split130";
  const Outcome outcome = run_resolve(machine("h100-r580", active("x")), options, false);
  EXPECT_TRUE(contains(outcome.output, "export CUDA_HOME=/opt/conda/envs/split130;\n"))
      << outcome.error;
}

TEST(Resolve, tells_what_it_found_where_it_is_asked_to) {
  Options options = options_for(Command::resolve);
  options.verbose = true;
  const Outcome outcome = run_resolve(machine("h100-r535", active("dev117")), options, false);
  EXPECT_TRUE(contains(outcome.error, "535.104.05")) << outcome.error;
  EXPECT_TRUE(outcome.output.starts_with("export CUDA_ENV_SWITCH_STATE=")) << outcome.output;
}

// ---- the hooks --------------------------------------------------------------------------------

TEST(Activate, carries_its_warning_inside_the_text) {
  const Outcome outcome = run_activate(machine("h100-r470", active("split124")),
                                       options_for(Command::activate, "sh"), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(contains(outcome.output, "[CES101]' >&2 || :;\n")) << outcome.output;
}

TEST(Activate, prints_nothing_where_there_is_nothing_to_do) {
  for (const std::vector<std::string>& entries :
       {std::vector<std::string>{}, active("plain"), active("gone"),
        with(active("dev117"), "CUDA_ENV_SWITCH_DISABLE=1"),
        with(active("dev117"), "CONDA_BUILD=1")}) {
    const Outcome outcome =
        run_activate(machine("h100-r535", entries), options_for(Command::activate, "sh"), false);
    EXPECT_EQ(outcome.exit_code, k_exit_ok);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.error, "");
  }
}

TEST(Activate, is_silent_where_the_toolkit_fits_or_merely_is_newer) {
  for (const char* environment : {"dev117", "split124"}) {
    const Outcome outcome = run_activate(machine("h100-r535", active(environment)),
                                         options_for(Command::activate, "sh"), false);
    EXPECT_FALSE(contains(outcome.output, ">&2")) << outcome.output;
    EXPECT_TRUE(contains(outcome.output, "export CUDA_HOME=")) << outcome.output;
  }
}

TEST(Activate, gives_json_even_of_nothing) {
  Options options = options_for(Command::activate);
  options.json = true;
  EXPECT_EQ(run_activate(machine("h100-r535"), options, false).output,
            "{\n  \"set\": {},\n  \"unset\": []\n}\n");
}

TEST(Activate, with_a_shell_that_does_not_exist_is_called_wrongly) {
  const Outcome outcome = run_activate(machine("h100-r535", active("dev117")),
                                       options_for(Command::activate, "bahs"), false);
  EXPECT_EQ(outcome.exit_code, k_exit_usage);
  EXPECT_EQ(outcome.output, "");
}

TEST(Deactivate, prints_nothing_where_nothing_is_in_force) {
  const Outcome outcome = run_deactivate(machine("h100-r535", active("dev117")),
                                         options_for(Command::deactivate, "sh"), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(outcome.error, "");
}

TEST(Deactivate, takes_back_what_the_record_says_even_where_it_is_switched_off) {
  const std::string record =
      "CUDA_ENV_SWITCH_STATE=1:on:/opt/conda/envs/dev117:CUDA_HOME,set,u,/t:.";
  for (const char* more : {"X=1", "CUDA_ENV_SWITCH_DISABLE=1", "CONDA_BUILD=1"}) {
    const Outcome outcome = run_deactivate(
        machine("h100-r535", with(with(with(active("dev117"), record), "CUDA_HOME=/t"), more)),
        options_for(Command::deactivate, "sh"), false);
    EXPECT_EQ(outcome.output,
              "{\n"
              "\\command unset CUDA_HOME;\n"
              "\\command unset CUDA_ENV_SWITCH_STATE;\n"
              "} 2>/dev/null || :;\n: cuda-env-switch;\n")
        << more;
  }
}

TEST(Deactivate, tells_what_stays_unless_the_configuration_keeps_it_silent) {
  const std::string record =
      "CUDA_ENV_SWITCH_STATE=1:on:/opt/conda/envs/dev117:CUDA_HOME,set,v/a+0ab,/t:.";
  const auto told = [&](const char* more) {
    const std::vector<std::string> entries =
        with(with(with(active("dev117"), record), "CUDA_HOME=/t"), more);
    return contains(run_deactivate(machine("h100-r535", entries),
                                   options_for(Command::deactivate, "tcsh"), false)
                        .output,
                    "CES301");
  };
  EXPECT_TRUE(told("X=1"));
  EXPECT_FALSE(told("CUDA_ENV_SWITCH_QUIET=1"));
  EXPECT_FALSE(told("CUDA_ENV_SWITCH_SILENCE=CES301"));
}

TEST(Deactivate, of_an_environment_above_the_owner_prints_nothing) {
  const Outcome outcome = run_deactivate(
      machine("h100-r535", with(with(active("dev117"), "CONDA_PREFIX_1=/below"),
                                "CUDA_ENV_SWITCH_STATE=1:on:/below:CUDA_HOME,set,u,/t:.")),
      options_for(Command::deactivate, "sh"), false);
  EXPECT_EQ(outcome.output, "");
}

TEST(Deactivate, for_a_program_is_by_hand_and_leaves_nothing_behind) {
  const std::string record =
      "CUDA_ENV_SWITCH_STATE=1:on:/opt/conda/envs/dev117:PATH,add,v,/t/bin,0:.";
  std::vector<std::string> entries = with(active("dev117"), record);
  entries.back() = "PATH=/t/bin:/opt/conda/envs/dev117/bin:/usr/bin";
  const Outcome outcome = run_deactivate(machine("h100-r535", entries),
                                         options_for(Command::deactivate, "env0"), false);
  const std::string path = "PATH=/opt/conda/envs/dev117/bin:/usr/bin";
  EXPECT_EQ(outcome.output, path + '\0' + "CUDA_ENV_SWITCH_STATE" + '\0');
}

// ---- in process -------------------------------------------------------------------------------

TEST(InProcess, answers_as_the_program_does) {
  const std::string root = "--root=" + testing::source_path("tests/machines/h100-r535");
  const Outcome outcome =
      run_in_process({"--shell", "env0", root}, Environment(active("dev117")), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(outcome.output.starts_with("CUDA_ENV_SWITCH_STATE=1:on:")) << outcome.output;
}

TEST(InProcess, answers_a_wrong_call_and_a_question_for_help) {
  EXPECT_EQ(run_in_process({"--perfix", "x"}, Environment(), false).exit_code, k_exit_usage);
  EXPECT_TRUE(run_in_process({"--help"}, Environment(), false).output.starts_with("Usage: "));
}

TEST(InProcess, does_not_take_the_process_for_the_program) {
  const Outcome outcome = run_in_process({"install", "--prefix", "/nowhere"}, Environment(), false);
  EXPECT_EQ(outcome.exit_code, k_exit_usage);
  EXPECT_TRUE(contains(outcome.error, "needs a process of its own")) << outcome.error;
}

TEST(InProcess, sees_no_variable_but_those_it_is_given) {
  const Outcome outcome = run_in_process(
      {"status", "--root=" + testing::source_path("tests/machines/laptop")}, Environment(), false);
  EXPECT_TRUE(contains(outcome.output, "none is active")) << outcome.output;
}

// ---- status -----------------------------------------------------------------------------------

TEST(Status, of_a_prefix_that_does_not_exist_is_a_problem) {
  Options options = options_for(Command::status);
  options.prefix = "/gone";
  const Outcome outcome = run_status(machine("h100-r535"), options, false);
  EXPECT_EQ(outcome.exit_code, k_exit_problem);
  EXPECT_EQ(outcome.output, "");
  EXPECT_TRUE(contains(outcome.error, "/gone (--prefix)")) << outcome.error;
}

TEST(Status, without_environment_is_no_problem) {
  const Outcome outcome = run_status(machine("laptop"), options_for(Command::status), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_TRUE(contains(outcome.output, "550.90.07")) << outcome.output;
}

TEST(Status, is_colored_on_a_terminal_unless_told_otherwise) {
  const auto is_colored = [](ColorChoice color, const char* entry, bool is_terminal) {
    Options options = options_for(Command::status);
    options.color = color;
    return contains(run_status(machine("laptop", {entry}), options, is_terminal).output, "\x1b[");
  };
  EXPECT_TRUE(is_colored(ColorChoice::automatic, "X=1", true));
  EXPECT_FALSE(is_colored(ColorChoice::automatic, "X=1", false));
  EXPECT_FALSE(is_colored(ColorChoice::automatic, "NO_COLOR=1", true));
  EXPECT_TRUE(is_colored(ColorChoice::automatic, "NO_COLOR=", true));
  EXPECT_TRUE(is_colored(ColorChoice::always, "NO_COLOR=1", false));
  EXPECT_FALSE(is_colored(ColorChoice::never, "X=1", true));
}

}  // namespace
}  // namespace ces
