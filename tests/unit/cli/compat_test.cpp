// The command compat, as a function: exit codes, text, JSON.
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using testing::contains;
using Words = std::vector<std::string>;

Options options_of(const Words& words) {
  Words line = {"compat"};
  line.insert(line.end(), words.begin(), words.end());
  const Parsed parsed = parse_command_line(line);
  EXPECT_TRUE(parsed.options) << parsed.error;
  return parsed.options.value_or(Options());
}

Outcome run(const Words& words, bool is_terminal = false) {
  return run_compat(testing::system_at("/"), options_of(words), is_terminal);
}

nlohmann::json json(Words words) {
  words.emplace_back("--json");
  const Outcome outcome = run(words);
  EXPECT_EQ(outcome.exit_code, k_exit_ok) << outcome.error;
  return nlohmann::json::parse(outcome.output, nullptr, false);
}

Words asks(std::size_t i) {
  const std::vector<Words> all = {
      {},
      {"--toolkit", "12.4"},
      {"--toolkit", "12"},
      {"--toolkit", "8.0"},
      {"--toolkit", "14.0"},
      {"--driver", "535.104.05"},
      {"--driver", "R470"},
      {"--driver", "340"},
      {"--driver", "999"},
      {"--gpu", "H100"},
      {"--gpu", "10de:2330"},
      {"--gpu", "sm_90"},
      {"--gpu", "Jetson Orin"},
      {"--gcc", "13.2.0"},
      {"--clang", "17"},
      {"--toolkit", "12.4", "--driver", "535.104.05"},
      {"--toolkit", "13.0", "--driver", "535.104.05", "--gpu", "H100", "--gcc", "99"},
      {"--toolkit", "12.4", "--gpu", "RTX 5090", "--clang", "99"},
      {"--driver", "590", "--gpu", "V100", "--gcc", "12"},
      {"--toolkit", "9.0", "--gpu", "K80"}};
  return i < all.size() ? all[i] : Words{"end"};
}

TEST(Compat, answers_in_at_most_80_columns_without_a_blank_at_the_end) {
  for (std::size_t i = 0; asks(i) != Words{"end"}; ++i) {
    const Outcome outcome = run(asks(i));
    EXPECT_EQ(outcome.exit_code, k_exit_ok) << outcome.error;
    EXPECT_EQ(outcome.error, "");
    EXPECT_FALSE(contains(outcome.output, "\x1b"));
    for (const std::string& line : testing::lines_of(outcome.output)) {
      EXPECT_LE(line.size(), 80U) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
    }
  }
}

TEST(Compat, colours_only_on_a_terminal) {
  EXPECT_TRUE(contains(run({"--toolkit", "12.4"}, true).output, "\x1b["));
  EXPECT_FALSE(contains(run({"--toolkit", "12.4", "--color", "never"}, true).output, "\x1b["));
  EXPECT_TRUE(contains(run({"--toolkit", "12.4", "--color", "always"}).output, "\x1b["));
}

TEST(Compat, prints_an_object_for_programs) {
  for (std::size_t i = 0; asks(i) != Words{"end"}; ++i) {
    const nlohmann::json object = json(asks(i));
    ASSERT_TRUE(object.is_object());
    EXPECT_EQ(object["schema"], 1);
    EXPECT_TRUE(object["findings"].is_array());
    EXPECT_FALSE(object["toolkits"].empty());
  }
}

TEST(Compat, gives_a_verdict_where_toolkit_and_driver_are_named) {
  const nlohmann::json object = json({"--toolkit", "12.4", "--driver", "535.104.05"});
  EXPECT_EQ(object["verdict"], "minor-version");
  EXPECT_EQ(object["question"]["toolkit"]["cuda"], "12.4");
  EXPECT_EQ(object["question"]["driver"]["given"], "535.104.05");
  EXPECT_EQ(object["question"]["driver"]["cuda"], "12.2");
  EXPECT_FALSE(object["reasons"].empty());
  EXPECT_TRUE(json({"--toolkit", "12.4"})["verdict"].is_null());
}

TEST(Compat, takes_bare_numbers_for_the_newest) {
  const nlohmann::json object = json({"--toolkit", "12", "--driver", "575"});
  EXPECT_EQ(object["question"]["toolkit"]["cuda"], "12.9");
  EXPECT_EQ(object["verdict"], "native");
}

TEST(Compat, takes_nvccs_own_patch_level_for_the_release) {
  EXPECT_EQ(json({"--toolkit", "12.4.131", "--driver", "550"})["verdict"], "native");
}

TEST(Compat, is_1_where_what_was_named_does_not_exist) {
  for (const auto& [words, part] : std::vector<std::pair<Words, std::string>>{
           {{"--toolkit", "12.7"}, "driver branch 565's alone"},
           {{"--toolkit", "12.10"}, "there are 12.0"},
           {{"--toolkit", "10.5"}, "there are 10.0 10.1 10.2"},
           {{"--toolkit", "7.5"}, "the tables know 8.0 to 13.4"},
           {{"--toolkit", "7"}, "the tables know"},
           {{"--gpu", "H10"}, "did you mean H100"},
           {{"--gpu", "Radeon"}, "lspci -nn"},
           {{"--gpu", "sm_91"}, "sm_90"},
           {{"--gpu", "10de:ffff"}, "there is no GPU"},
           {{"--gpu", "RTX 6000"}, "say which"},
           {{"--gpu", "\x1b[31m"}, "\\x1b"}}) {
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.exit_code, k_exit_problem) << words[1];
    EXPECT_EQ(outcome.output, "");
    EXPECT_TRUE(contains(outcome.error, part)) << outcome.error;
    EXPECT_EQ(testing::lines_of(outcome.error).size(), 1U) << outcome.error;
  }
}

TEST(Compat, is_2_where_it_is_called_wrongly) {
  for (const Words& words :
       {Words{"--toolkit", "twelve"}, Words{"--toolkit", "12.4.1.1"}, Words{"--driver", "12.2"},
        Words{"--driver", "new"}, Words{"--gcc", "gcc"}, Words{"--gcc", "0"},
        Words{"--clang", "-1.0"}}) {
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.exit_code, k_exit_usage) << words[1];
    EXPECT_EQ(outcome.output, "");
  }
  EXPECT_TRUE(contains(run({"--driver", "12.2"}).error, "see compat --toolkit"));
}

TEST(Compat, says_on_which_side_of_the_tables_a_driver_is) {
  EXPECT_TRUE(contains(run({"--driver", "100"}).output, "the tables, which go from branch 361 to"));
}

// ---- a newer file of tables ---------------------------------------------------------------------

// Return what compat says with the committed tables, `from` in them replaced by `to`.
Outcome run_with_tables(const std::string& from, const std::string& to, Words words) {
  std::string text = testing::text_of_file(testing::source_path("src/compat/cuda-compat.yaml"));
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const testing::TempFolder temp;
  temp.file("tables.yaml", text);
  Options options = options_of(words);
  options.tables = "/tables.yaml";
  return run_compat(testing::system_at(temp.path()), options, false);
}

TEST(CompatTables, of_a_newer_file_answer) {
  const Outcome outcome =
      run_with_tables("{isa: \"9.4\", cuda: \"13.4\"}", "{isa: \"9.5\", cuda: \"13.4\"}",
                      {"--toolkit", "13.4", "--json"});
  EXPECT_EQ(outcome.exit_code, k_exit_ok) << outcome.output;
  const nlohmann::json object = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(object["toolkits"][0]["ptx_isa"], "9.5");
  EXPECT_EQ(object["tables"], "/tables.yaml");
}

TEST(CompatTables, with_faults_are_findings_with_file_and_line) {
  const Outcome outcome = run_with_tables("{branch: 545, cuda: \"12.3\"}",
                                          "{branch: 545, cuda: 12.3}", {"--toolkit", "12.4"});
  EXPECT_EQ(outcome.exit_code, k_exit_problem);
  EXPECT_TRUE(contains(outcome.output, "CES113 error")) << outcome.output;
  EXPECT_TRUE(contains(outcome.output, "/tables.yaml:")) << outcome.output;
  EXPECT_TRUE(contains(outcome.output, "550 and newer")) << outcome.output;
}

TEST(CompatTables, that_are_configured_and_broken_are_told_and_no_failure) {
  const Outcome outcome =
      run_compat(testing::system_at("/", {"CUDA_ENV_SWITCH_COMPAT_TABLES=/no/such/file"}),
                 options_of({"--toolkit", "12.4"}), false);
  EXPECT_EQ(outcome.exit_code, k_exit_ok);
  EXPECT_TRUE(contains(outcome.output, "CES113 error")) << outcome.output;
}

TEST(CompatTables, that_are_not_there_are_named) {
  Options options = options_of({"--json"});
  options.tables = "/no/such/file";
  const Outcome outcome = run_compat(testing::system_at("/"), options, false);
  EXPECT_EQ(outcome.exit_code, k_exit_problem);
  const nlohmann::json object = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(object["findings"][0]["code"], "CES113");
  EXPECT_EQ(object["findings"][0]["what"], "there is no file /no/such/file");
  EXPECT_TRUE(object["tables"].is_null());
}

}  // namespace
}  // namespace ces
