// list, use, config and exec as functions, on machines made for one test.
#include "cli/exit_codes.h"
#include "cli/options.h"
#include "cli/program.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::contains;
using Words = std::vector<std::string>;

// An environment with a toolkit of 11.7 in a folder of this machine.
class ChoiceCommands : public ::testing::Test {
 protected:
  ChoiceCommands() {
    world.folder("home");
    add_toolkit("env/pkgs/cuda-toolkit", "11.7.1");
  }
  void add_toolkit(const std::string& root, const std::string& version) const {
    world.program(root + "/bin/nvcc");
    world.folder(root + "/include");
    world.folder(root + "/lib64");
    world.file(root + "/version.json", R"({"cuda": {"version": ")" + version + "\"}}");
  }
  [[nodiscard]] System system(Words more = {}) const {
    more.push_back("HOME=" + world.path("home"));
    more.push_back("CONDA_PREFIX=" + world.path("env"));
    more.push_back("PATH=" + world.path("env/bin") + ":/usr/bin:/bin");
    return testing::system_at("/", std::move(more));
  }
  static Options options(Command command, Words arguments = {}) {
    Options made;
    made.command = command;
    made.shell = "bash";
    made.arguments = std::move(arguments);
    return made;
  }
  Outcome use(const std::string& what, Words more = {}, bool stdout_is_terminal = false) const {
    return run_use(system(std::move(more)), options(Command::use, {what}), stdout_is_terminal);
  }
  [[nodiscard]] std::string pin() const {
    const std::string path = world.path("env/etc/cuda-env-switch/pin");
    return std::filesystem::exists(path) ? testing::text_of_file(path) : "none";
  }
  [[nodiscard]] std::string root() const { return world.path("env/pkgs/cuda-toolkit"); }
  [[nodiscard]] Outcome bare(Words more = {}) const {
    return run_resolve(system(std::move(more)), options(Command::resolve), false);
  }

  testing::TempFolder world;
};

// ---- use --------------------------------------------------------------------------------------

TEST_F(ChoiceCommands, use_writes_the_pin_and_prints_the_switch) {
  const Outcome outcome = use("11.7");
  EXPECT_EQ(outcome.exit_code, k_exit_ok) << outcome.error;
  EXPECT_EQ(pin(), "11.7\n");
  EXPECT_TRUE(contains(outcome.output, "export CUDA_HOME=" + root() + ";\n")) << outcome.output;
  EXPECT_EQ(outcome.error, "cuda-env-resolve: pinned '11.7': CUDA 11.7.1 in " + root() + '\n');
}

TEST_F(ChoiceCommands, use_of_what_is_not_there_changes_nothing_and_says_what_there_is) {
  ASSERT_EQ(use("11").exit_code, k_exit_ok);
  for (const char* what : {"11.8", "14", "/no/such/folder", "wheels", "banana", "./x"}) {
    const Outcome outcome = use(what);
    EXPECT_EQ(outcome.exit_code, k_exit_problem) << what;
    EXPECT_EQ(outcome.output, "false;\n") << what;
    EXPECT_EQ(testing::lines_of(outcome.error).size(), 1U) << outcome.error;
    EXPECT_EQ(pin(), "11\n") << what;
  }
  EXPECT_TRUE(contains(use("11.8").error, "there is CUDA 11.7.1 (" + root() + ")"))
      << use("11.8").error;
}

TEST_F(ChoiceCommands, use_takes_a_path_to_a_toolkit_its_nvcc_or_an_environment) {
  add_toolkit("cuda-12.4", "12.4.1");
  add_toolkit("other/pkgs/cuda-toolkit", "11.4.0");
  EXPECT_TRUE(contains(use(world.path("cuda-12.4")).output,
                       "export CUDA_HOME=" + world.path("cuda-12.4") + ";\n"));
  EXPECT_EQ(pin(), world.path("cuda-12.4") + '\n');
  EXPECT_TRUE(contains(use(world.path("cuda-12.4/bin/nvcc")).output,
                       "export CUDA_HOME=" + world.path("cuda-12.4") + ";\n"));
  EXPECT_TRUE(contains(use(world.path("other")).output,
                       "export CUDA_HOME=" + world.path("other/pkgs/cuda-toolkit") + ";\n"));
  EXPECT_TRUE(contains(use(root()).output, "export CUDA_HOME=" + root() + ";\n"));
}

TEST_F(ChoiceCommands, use_is_followed_by_the_bare_call_and_activation) {
  add_toolkit("cuda-12.4", "12.4.1");
  ASSERT_EQ(use(world.path("cuda-12.4")).exit_code, k_exit_ok);
  const std::string line = "CUDA_HOME=" + world.path("cuda-12.4");
  EXPECT_TRUE(contains(bare().output, line)) << bare().error;
  const std::string hook = run_activate(system(), options(Command::activate), false).output;
  EXPECT_TRUE(contains(hook, "CUDA_HOME='" + world.path("cuda-12.4") + '\'')) << hook;
  Options automatic = options(Command::use);
  automatic.automatic = true;
  const Outcome outcome = run_use(system(), automatic, false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_EQ(pin(), "auto\n");
  EXPECT_TRUE(contains(outcome.output, "CUDA_HOME=" + root()));
  EXPECT_TRUE(contains(bare().output, "CUDA_HOME=" + root()));
}

TEST_F(ChoiceCommands, use_off_takes_back_what_is_in_force) {
  testing::ShellModel shell;
  const Toolkit toolkit = testing::dev_toolkit(world.path("env"));
  shell.activate(world.path("env"), &toolkit);
  Words entries;
  for (const auto& [name, value] : shell.variables) {
    entries.push_back(name + '=' + value);
  }
  Options off = options(Command::use);
  off.off = true;
  const Outcome outcome = run_use(system(entries), off, false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_TRUE(contains(outcome.output, "unset CUDA_HOME;\n")) << outcome.output;
  EXPECT_EQ(pin(), "none\n");
  // From then on nothing is switched, and that is no warning at activation.
  const Outcome activation = run_activate(system(), options(Command::activate), false);
  EXPECT_EQ(activation.output, "");
  EXPECT_EQ(bare().exit_code, k_exit_problem);
  EXPECT_TRUE(contains(bare().error, "pin:1 asks for no toolkit")) << bare().error;
}

TEST_F(ChoiceCommands, use_takes_one_thing) {
  Options options_of_both = options(Command::use, {"12"});
  options_of_both.automatic = true;
  Options options_with_root = options(Command::use, {"12"});
  for (const Options& wrong : {options(Command::use), options_of_both}) {
    const Outcome outcome = run_use(system(), wrong, false);
    EXPECT_EQ(outcome.exit_code, k_exit_usage);
    EXPECT_EQ(outcome.output, "false;\n");
  }
  const Outcome elsewhere = run_use(testing::system_at(world.path()), options_with_root, false);
  EXPECT_EQ(elsewhere.exit_code, k_exit_usage);
  EXPECT_TRUE(contains(elsewhere.error, "--root")) << elsewhere.error;
}

TEST_F(ChoiceCommands, use_needs_an_environment) {
  for (const Words& entries : {Words{}, Words{"CONDA_PREFIX="}, Words{"CONDA_PREFIX=/no/such"}}) {
    const Outcome outcome =
        run_use(testing::system_at("/", entries), options(Command::use, {"12"}), false);
    EXPECT_EQ(outcome.exit_code, k_exit_problem);
    EXPECT_EQ(outcome.output, "false;\n");
  }
}

TEST_F(ChoiceCommands, use_tells_a_person_how_to_put_it_in_force) {
  EXPECT_TRUE(contains(use("11", {}, true).error, "eval \"$(cuda-env-resolve)\""));
  EXPECT_TRUE(contains(use("11", {"CUDA_ENV_SWITCH_TOOLKIT=11.7"}).error,
                       "CUDA_ENV_SWITCH_TOOLKIT is set and outranks the pin"));
  Options quiet = options(Command::use, {"11"});
  quiet.quiet = true;
  EXPECT_EQ(run_use(system(), quiet, true).error, "");
}

TEST_F(ChoiceCommands, use_where_it_is_switched_off_pins_all_the_same) {
  const Outcome outcome = use("11", {"CUDA_ENV_SWITCH_DISABLE=1"});
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_EQ(outcome.output, "");
  EXPECT_TRUE(contains(outcome.error, "CUDA_ENV_SWITCH_DISABLE")) << outcome.error;
  EXPECT_EQ(pin(), "11\n");
}

// ---- a pin that nothing fits any more ---------------------------------------------------------

TEST_F(ChoiceCommands, a_pin_that_nothing_fits_switches_nothing_and_says_so) {
  world.file("env/etc/cuda-env-switch/pin", "14\n");
  const Outcome outcome = run_activate(system(), options(Command::activate), false);
  EXPECT_FALSE(contains(outcome.output, "CUDA_HOME")) << outcome.output;
  EXPECT_TRUE(contains(outcome.output, "[CES405]")) << outcome.output;
  EXPECT_TRUE(contains(outcome.output, "11.7.1")) << "what there is";
  EXPECT_EQ(bare().exit_code, k_exit_problem);
  EXPECT_TRUE(contains(bare().error, "[CES405]")) << bare().error;
  EXPECT_EQ(bare({"CUDA_ENV_SWITCH_TOOLKIT=auto"}).exit_code, k_exit_ok);
  world.file("home/.config/cuda-env-switch/config.yaml", "silence: CES405\n");
  EXPECT_EQ(run_activate(system(), options(Command::activate), false).output, "");
}

TEST_F(ChoiceCommands, a_pin_is_no_reason_to_leave_the_toolkit_below_in_force) {
  testing::ShellModel shell({{"CONDA_SHLVL", "2"}, {"CONDA_STACKED_2", "true"}});
  const Toolkit below = testing::dev_toolkit("/below");
  shell.activate("/below", &below);
  Words entries;
  for (const auto& [name, value] : shell.variables) {
    if (name != "PATH") {
      entries.push_back(name + '=' + value);
    }
  }
  world.file("env/etc/cuda-env-switch/pin", "none\n");
  EXPECT_TRUE(contains(run_activate(system(entries), options(Command::activate), false).output,
                       "unset CUDA_HOME"));
}

TEST_F(ChoiceCommands, quiet_by_configuration_is_quiet) {
  world.file("env/etc/cuda-env-switch/pin", "14\n");
  EXPECT_EQ(
      run_activate(system({"CUDA_ENV_SWITCH_QUIET=1"}), options(Command::activate), false).output,
      "");
}

// ---- config -----------------------------------------------------------------------------------

TEST_F(ChoiceCommands, config_shows_every_key_and_where_it_came_from) {
  world.file("home/.config/cuda-env-switch/config.yaml", "system: on\ntolkit: 12\n");
  const Outcome outcome =
      run_config(system({"CUDA_ENV_SWITCH_QUIET=1"}), options(Command::config), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  const std::string file = world.path("home/.config/cuda-env-switch/config.yaml");
  EXPECT_TRUE(contains(outcome.output, "\nsystem              on     " + file + ":1\n"))
      << outcome.output;
  EXPECT_TRUE(contains(outcome.output, "\nquiet               on     CUDA_ENV_SWITCH_QUIET\n"));
  EXPECT_TRUE(contains(outcome.output, "\ntoolkit             auto   default\n"));
  EXPECT_TRUE(contains(outcome.output,
                       file + ":2: there is no key 'tolkit'; did you mean toolkit? [CES402]"));
  for (const KeyRow& row : key_table()) {
    EXPECT_TRUE(contains(outcome.output, '\n' + std::string(row.name) + ' ')) << row.name;
  }
}

TEST_F(ChoiceCommands, config_is_one_object_for_programs) {
  world.file("env/etc/cuda-env-switch/config.yaml", "silence: [CES101]\nwheels: 3\n");
  Options json = options(Command::config);
  json.json = true;
  const auto object = nlohmann::json::parse(run_config(system(), json, false).output);
  EXPECT_EQ(object["schema"], 1);
  EXPECT_EQ(object["keys"].size(), key_table().size());
  EXPECT_EQ(object["keys"]["silence"]["value"][0], "CES101");
  EXPECT_EQ(object["keys"]["silence"]["level"], "environment");
  EXPECT_EQ(object["keys"]["silence"]["line"], 1);
  EXPECT_EQ(object["keys"]["wheels"]["value"], false);
  EXPECT_EQ(object["keys"]["wheels"]["level"], "default");
  EXPECT_EQ(object["findings"][0]["code"], "CES403");
  EXPECT_EQ(object["files"].size(), 5U);
}

TEST_F(ChoiceCommands, config_shows_one_key_alone) {
  EXPECT_EQ(run_config(system(), options(Command::config, {"toolkit"}), false).output, "auto\n");
  const Outcome wrong = run_config(system(), options(Command::config, {"tolkit"}), false);
  EXPECT_EQ(wrong.exit_code, k_exit_problem);
  EXPECT_TRUE(contains(wrong.error, "did you mean 'toolkit'?"));
}

// ---- list -------------------------------------------------------------------------------------

TEST_F(ChoiceCommands, list_needs_a_prefix_that_exists) {
  Options gone = options(Command::list);
  gone.prefix = "/no/such";
  EXPECT_EQ(run_list(system(), gone, false).exit_code, k_exit_problem);
  EXPECT_EQ(run_list(system(), options(Command::list), false).exit_code, k_exit_ok);
}

// ---- exec -------------------------------------------------------------------------------------

TEST_F(ChoiceCommands, exec_gives_the_command_the_switched_environment) {
  const Outcome outcome = run_exec(system({"X=1"}), options(Command::exec, {"make", "-j2"}), false);
  ASSERT_TRUE(outcome.program) << outcome.error;
  EXPECT_EQ(outcome.program->words, Words({"make", "-j2"}));
  const auto& entries = outcome.program->environment;
  EXPECT_EQ(value_in(entries, "CUDA_HOME"), root());
  EXPECT_EQ(value_in(entries, "PATH"), root() + "/bin:" + world.path("env/bin") + ":/usr/bin:/bin");
  EXPECT_EQ(value_in(entries, "X"), "1");
  EXPECT_TRUE(value_in(entries, "CUDA_ENV_SWITCH_STATE"));
}

TEST_F(ChoiceCommands, exec_puts_the_bin_of_a_named_environment_on_path) {
  Options named = options(Command::exec, {"x"});
  named.prefix = world.path("env");
  const System elsewhere = testing::system_at("/", {"PATH=/usr/bin:/bin"});
  const Outcome outcome = run_exec(elsewhere, named, false);
  ASSERT_TRUE(outcome.program) << outcome.error;
  EXPECT_EQ(value_in(outcome.program->environment, "PATH"),
            root() + "/bin:" + world.path("env/bin") + ":/usr/bin:/bin");
}

TEST_F(ChoiceCommands, exec_runs_nothing_where_there_is_nothing_to_switch_to) {
  world.file("env/etc/cuda-env-switch/pin", "14\n");
  for (const Outcome& outcome :
       {run_exec(system(), options(Command::exec, {"x"}), false),
        run_exec(testing::system_at("/"), options(Command::exec, {"x"}), false),
        run_exec(testing::system_at(world.path()), options(Command::exec, {"x"}), false)}) {
    EXPECT_EQ(outcome.exit_code, k_exit_own_fault);
    EXPECT_FALSE(outcome.program);
    EXPECT_EQ(testing::lines_of(outcome.error).size(), 1U) << outcome.error;
  }
}

TEST_F(ChoiceCommands, exec_runs_without_a_switch_where_none_is_wanted) {
  world.file("env/etc/cuda-env-switch/pin", "none\n");
  for (const Outcome& outcome :
       {run_exec(system(), options(Command::exec, {"x"}), false),
        run_exec(system({"CUDA_ENV_SWITCH_DISABLE=1", "CUDA_ENV_SWITCH_TOOLKIT=auto"}),
                 options(Command::exec, {"x"}), false)}) {
    ASSERT_TRUE(outcome.program) << outcome.error;
    EXPECT_FALSE(value_in(outcome.program->environment, "CUDA_HOME"));
  }
}

TEST(ExecCommandLine, leaves_the_commands_own_words_alone) {
  const auto words = [](const Words& arguments) {
    const Parsed parsed = parse_command_line(arguments);
    EXPECT_TRUE(parsed.options) << parsed.error;
    return parsed.options.value_or(Options());
  };
  EXPECT_EQ(words({"exec", "make", "-j2", "--json", "--bogus", "", "--"}).arguments,
            Words({"make", "-j2", "--json", "--bogus", "", "--"}));
  EXPECT_EQ(words({"exec", "--", "-x", "--help"}).arguments, Words({"-x", "--help"}));
  EXPECT_EQ(words({"exec", "--", "--", "x"}).arguments, Words({"--", "x"}));
  const Options all = words({"--prefix", "/e", "exec", "--quiet", "--root=/r", "status", "use"});
  EXPECT_EQ(all.command, Command::exec);
  EXPECT_EQ(all.prefix, "/e");
  EXPECT_EQ(all.root, "/r");
  EXPECT_TRUE(all.quiet);
  EXPECT_FALSE(all.json);
  EXPECT_EQ(all.arguments, Words({"status", "use"}));
  EXPECT_TRUE(words({"exec"}).arguments.empty());
  EXPECT_EQ(parse_command_line({"exec", "--bogus", "make"}).exit_code, k_exit_usage);
  EXPECT_TRUE(contains(parse_command_line({"exec", "--help"}).output, "exec"));
}

TEST(UseCommandLine, takes_one_spec) {
  const Parsed parsed = parse_command_line({"use", ">=12,<13"});
  ASSERT_TRUE(parsed.options) << parsed.error;
  EXPECT_EQ(parsed.options->arguments, Words({">=12,<13"}));
  EXPECT_TRUE(parse_command_line({"use", "--auto"}).options->automatic);
  EXPECT_TRUE(parse_command_line({"use", "--off"}).options->off);
  const Parsed two = parse_command_line({"use", "12", "13"});
  EXPECT_EQ(two.exit_code, k_exit_usage);
  EXPECT_EQ(two.output, "false;\n");
  EXPECT_TRUE(contains(two.error, "'13' is one too many")) << two.error;
  EXPECT_TRUE(contains(parse_command_line({"--auto"}).error, "there is no option --auto"));
}

}  // namespace
}  // namespace ces
