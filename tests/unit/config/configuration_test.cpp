#include "config/configuration.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using testing::contains;
using Kind = ConfigFault::Kind;

const std::string k_prefix = "/opt/env";
constexpr const char* k_site = "etc/cuda-env-switch/config.yaml";
constexpr const char* k_user = "home/u/.config/cuda-env-switch/config.yaml";
constexpr const char* k_environment = "opt/env/etc/cuda-env-switch/config.yaml";
constexpr const char* k_pin = "opt/env/etc/cuda-env-switch/pin";
constexpr const char* k_user_pin = "home/u/.config/cuda-env-switch/pins/+opt+env";

class ConfigurationTest : public ::testing::Test {
 protected:
  Configuration read(std::vector<std::string> entries = {}) {
    entries.emplace_back("HOME=/home/u");
    return read_configuration(testing::system_at(world.path(), std::move(entries)), k_prefix);
  }
  // Return what the only fault says, after looking that there is one.
  std::string only_fault(const Configuration& configuration, Kind kind) {
    EXPECT_EQ(configuration.faults.size(), 1U);
    if (configuration.faults.empty()) {
      return "";
    }
    const ConfigFault& fault = configuration.faults.front();
    EXPECT_EQ(fault.kind, kind);
    EXPECT_FALSE(fault.remedy.empty());
    return fault.place + ": " + fault.what + "; " + fault.remedy;
  }

  testing::TempFolder world;
};

TEST_F(ConfigurationTest, without_files_is_the_built_in_one) {
  const Configuration configuration = read();
  EXPECT_TRUE(configuration.faults.empty());
  for (const KeyRow& row : key_table()) {
    EXPECT_EQ(place_in_words(source_of(configuration.settings, row)), "default") << row.name;
  }
  EXPECT_EQ(configuration.files.size(), 5U);
}

TEST_F(ConfigurationTest, has_levels_of_which_each_outranks_the_ones_before) {
  const std::pair<const char*, const char*> levels[] = {{k_site, "toolkit: 11.0\n"},
                                                        {k_user, "\ntoolkit: 11.1\n"},
                                                        {k_environment, "toolkit: 11.2\n"},
                                                        {k_pin, "11.3\n"},
                                                        {k_user_pin, "11.4\n"}};
  const char* places[] = {
      "/etc/cuda-env-switch/config.yaml:1", "/home/u/.config/cuda-env-switch/config.yaml:2",
      "/opt/env/etc/cuda-env-switch/config.yaml:1", "/opt/env/etc/cuda-env-switch/pin:1",
      "/home/u/.config/cuda-env-switch/pins/+opt+env:1"};
  for (std::size_t i = 0; i < std::size(levels); ++i) {
    world.file(levels[i].first, levels[i].second);
    const Configuration configuration = read();
    EXPECT_TRUE(configuration.faults.empty());
    EXPECT_EQ(configuration.settings.toolkit.value.text, "11." + std::to_string(i));
    EXPECT_EQ(place_in_words(configuration.settings.toolkit.source), places[i]);
  }
  const Configuration configuration = read({"CUDA_ENV_SWITCH_TOOLKIT=12"});
  EXPECT_EQ(configuration.settings.toolkit.value.text, "12");
  EXPECT_EQ(place_in_words(configuration.settings.toolkit.source), "CUDA_ENV_SWITCH_TOOLKIT");
}

TEST_F(ConfigurationTest, takes_each_key_from_the_highest_level_that_has_it) {
  world.file(k_site, "system: on\nquiet: on\nsilence: [CES101, CES102]\n");
  world.file(k_user, "system: off\nsilence: CES204\n");
  const Settings settings = read().settings;
  EXPECT_FALSE(settings.system.value);
  EXPECT_EQ(settings.system.source.level, Level::user);
  EXPECT_TRUE(settings.quiet.value);
  EXPECT_EQ(settings.quiet.source.level, Level::site);
  EXPECT_EQ(settings.silence.value, Words({"CES204"})) << "a list replaces a list";
}

TEST_F(ConfigurationTest, reads_every_key_from_a_file_and_from_its_variable) {
  for (const KeyRow& row : key_table()) {
    const char* value = "";
    switch (row.kind) {
      case KeyRow::Kind::wish:
        value = "12.4";
        break;
      case KeyRow::Kind::on_off:
      case KeyRow::Kind::off_auto_on:
        value = "on";
        break;
      case KeyRow::Kind::off_auto:
        value = "auto";
        break;
      case KeyRow::Kind::codes:
        value = "CES101, CES102";
        break;
      case KeyRow::Kind::path:
      case KeyRow::Kind::text:
        value = "/a b";
        break;
    }
    world.file(k_user, std::string(row.name) + ": \"" + value + "\"\n");
    const Configuration of_file = read();
    EXPECT_EQ(value_text(of_file.settings, row), value);
    EXPECT_EQ(source_of(of_file.settings, row).level, Level::user);
    world.file(k_user, "");
    const Configuration of_variable = read({variable_of(row) + "=" + value});
    EXPECT_EQ(value_text(of_variable.settings, row), value);
    EXPECT_EQ(place_in_words(source_of(of_variable.settings, row)), variable_of(row));
    EXPECT_TRUE(of_file.faults.empty() && of_variable.faults.empty()) << row.name;
    // Set and empty, as a script leaves it, is as good as unset.
    EXPECT_EQ(source_of(read({variable_of(row) + "="}).settings, row).level, Level::built_in);
  }
}

TEST_F(ConfigurationTest, knows_yamls_words_for_yes_and_no) {
  for (const char* yes : {"on", "yes", "true", "True", "YES", "1"}) {
    world.file(k_user, std::string("wheels: ") + yes);
    EXPECT_TRUE(read().settings.wheels.value) << yes;
    EXPECT_TRUE(read({std::string("CUDA_ENV_SWITCH_SYSTEM=") + yes}).settings.system.value) << yes;
  }
  for (const char* no : {"off", "no", "false", "OFF", "0"}) {
    world.file(k_site, "wheels: on");
    world.file(k_user, std::string("wheels: ") + no);
    EXPECT_FALSE(read().settings.wheels.value) << no;
    EXPECT_EQ(read().settings.wheels.source.level, Level::user) << no;
  }
}

TEST_F(ConfigurationTest, is_switched_off_by_anything_but_empty_and_zero) {
  for (const char* value : {"1", "yes", "no", "false", "00", " "}) {
    EXPECT_TRUE(read({std::string("CUDA_ENV_SWITCH_DISABLE=") + value}).settings.disable.value);
  }
  world.file(k_site, "disable: on");
  EXPECT_TRUE(read({"CUDA_ENV_SWITCH_DISABLE="}).settings.disable.value);
  EXPECT_FALSE(read({"CUDA_ENV_SWITCH_DISABLE=0"}).settings.disable.value);
}

TEST_F(ConfigurationTest, takes_the_first_of_two_equal_variables) {
  EXPECT_EQ(read({"CUDA_ENV_SWITCH_TOOLKIT=11", "CUDA_ENV_SWITCH_TOOLKIT=12"})
                .settings.toolkit.value.text,
            "11");
}

// ---- what cannot be followed ------------------------------------------------------------------

TEST_F(ConfigurationTest, names_file_and_line_of_an_unknown_key_and_goes_on) {
  world.file(k_user, "# mine\ntolkit: 12\nquiet: on\n");
  const Configuration configuration = read();
  EXPECT_EQ(only_fault(configuration, Kind::unknown_key),
            "/home/u/.config/cuda-env-switch/config.yaml:2: there is no key 'tolkit'; did you mean "
            "toolkit?");
  EXPECT_TRUE(configuration.settings.quiet.value);
  world.file(k_user, "frobnicate: 1\n");
  EXPECT_TRUE(contains(only_fault(read(), Kind::unknown_key), "cuda-env-resolve config"));
}

TEST_F(ConfigurationTest, names_unknown_variables_but_not_the_record) {
  EXPECT_TRUE(contains(only_fault(read({"CUDA_ENV_SWITCH_TOLKIT=12"}), Kind::unknown_key),
                       "did you mean CUDA_ENV_SWITCH_TOOLKIT?"));
  EXPECT_TRUE(read({"CUDA_ENV_SWITCH_STATE=1", "CUDA_ENV=1"}).faults.empty());
}

TEST_F(ConfigurationTest, passes_over_a_value_that_its_key_does_not_take) {
  const char* wrong[] = {"toolkit: twelve",     "toolkit:",
                         "toolkit: [12, 13]",   "toolkit: {a: b}",
                         "wheels: perhaps",     "wheels: ''",
                         "ld_library_path: 2",  "compat: on",
                         "compat_tables: a/b",  "silence: CES1",
                         "silence: [[CES101]]", "silence: {CES101: x}",
                         "quiet: [on]",         "nvcc_ccbin: \"a\\nb\""};
  for (const char* line : wrong) {
    world.file(k_site, "toolkit: 11.8\n");
    world.file(k_user, std::string(line) + "\nsystem: on\n");
    const Configuration configuration = read();
    EXPECT_TRUE(contains(only_fault(configuration, Kind::wrong_value), "config.yaml:1: ")) << line;
    EXPECT_TRUE(configuration.settings.system.value) << line;
    EXPECT_EQ(configuration.settings.toolkit.value.text, "11.8") << "the lower level counts";
  }
  world.file(k_user, "");
  EXPECT_TRUE(contains(only_fault(read({"CUDA_ENV_SWITCH_WHEELS=perhaps"}), Kind::wrong_value),
                       "CUDA_ENV_SWITCH_WHEELS: 'wheels' is 'perhaps'"));
}

TEST_F(ConfigurationTest, takes_the_first_of_two_equal_keys_and_says_so) {
  world.file(k_user, "toolkit: 11\nquiet: on\ntoolkit: 12\n");
  const Configuration configuration = read();
  EXPECT_TRUE(
      contains(only_fault(configuration, Kind::wrong_value), ":3: 'toolkit' is given a second"));
  EXPECT_EQ(configuration.settings.toolkit.value.text, "11");
}

TEST_F(ConfigurationTest, says_what_is_no_yaml_and_takes_the_other_levels) {
  world.file(k_site, "toolkit: 11.8\n");
  world.file(k_user, "toolkit: 12\nquiet: [\n");
  const Configuration configuration = read();
  EXPECT_TRUE(contains(only_fault(configuration, Kind::unreadable), "no YAML"));
  EXPECT_EQ(configuration.settings.toolkit.value.text, "11.8") << "nothing of half a file counts";
  world.file(k_user, "toolkit: 12\n---\ntoolkit: 13\n");
  EXPECT_TRUE(contains(only_fault(read(), Kind::unreadable), ":2: a second document"));
}

TEST_F(ConfigurationTest, opens_regular_files_of_some_size_only) {
  world.folder(k_user);
  EXPECT_TRUE(contains(only_fault(read(), Kind::unreadable), "no regular file"));
  world.fifo(k_environment);
  EXPECT_EQ(read().faults.size(), 2U);
  std::filesystem::remove_all(world.path(k_user));
  std::filesystem::remove(world.path(k_environment));
  world.file(k_site, "quiet: on\n#" + std::string(70'000, 'x'));
  const Configuration configuration = read();
  EXPECT_TRUE(contains(only_fault(configuration, Kind::unreadable), "longer than 65536 bytes"));
  EXPECT_FALSE(configuration.settings.quiet.value);
}

TEST_F(ConfigurationTest, passes_over_a_pin_that_cannot_be_read) {
  const std::string bytes = std::string("\0\xff\x1b[31m", 7);
  for (const std::string& pin : {std::string(), std::string("\n"), std::string("twelve"),
                                 std::string("12\n13\n"), bytes, std::string(10'000, 'x')}) {
    world.file(k_site, "toolkit: 11.8\n");
    world.file(k_pin, pin);
    const Configuration configuration = read();
    EXPECT_TRUE(contains(only_fault(configuration, Kind::pin), "/opt/env/etc/cuda-env-switch/pin"));
    EXPECT_EQ(configuration.settings.toolkit.value.text, "11.8") << pin;
  }
  world.file(k_user_pin, "12\n");
  EXPECT_EQ(read().settings.toolkit.value.text, "12");
}

TEST_F(ConfigurationTest, of_no_environment_is_that_of_user_and_site) {
  world.file(k_user, "quiet: on\n");
  world.file("etc/cuda-env-switch/pin", "12\n");
  const Configuration configuration =
      read_configuration(testing::system_at(world.path(), {"HOME=/home/u"}), "");
  EXPECT_TRUE(configuration.settings.quiet.value);
  EXPECT_EQ(configuration.settings.toolkit.value.kind, Wish::Kind::automatic);
  EXPECT_EQ(configuration.files.size(), 2U);
}

TEST_F(ConfigurationTest, of_a_user_without_a_home_is_read_all_the_same) {
  world.file(k_environment, "quiet: on\n");
  EXPECT_TRUE(read_configuration(testing::system_at(world.path()), k_prefix).settings.quiet.value);
}

}  // namespace
}  // namespace ces
