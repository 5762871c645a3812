// list as text and as JSON, of plain facts.
#include "report/list.h"

#include "compat/tables.h"
#include "report/list_json.h"
#include "report/list_text.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace ces {
namespace {

using testing::contains;
using testing::ShellModel;

VersionFact fact(const std::string& text) {
  return {Version::parse(text).value_or(Version()), text, "/evidence/" + text};
}

class ListTest : public ::testing::Test {
 protected:
  ListTest() {
    facts.prefix = "/e";
    facts.prefix_exists = true;
    Toolkit own = testing::split_toolkit("/e");
    own.targets = {"x86_64-linux", "sbsa-linux"};
    own.nvcc_version = fact("12.4.131");
    own.headers_version = fact("12.4");
    Toolkit system;
    system.layout = Layout::complete;
    system.origin = Origin::system;
    system.root = "/usr/local/cuda-11.8";
    system.bin = system.root + "/bin";
    system.version = fact("11.8.0");
    facts.toolkits = {own, system};
  }
  ListReport report(const std::string& wish = "auto") {
    EXPECT_TRUE(
        assign(configuration.settings, *find_key("toolkit"), wish, {Level::pin, "/e/pin", 1}, ""));
    diagnosis = diagnose(facts, compat::builtin_tables(), configuration);
    return list_report(shell.environment(), facts, diagnosis, configuration.settings);
  }

  Facts facts;
  Configuration configuration;
  Diagnosis diagnosis;
  ShellModel shell;
};

TEST_F(ListTest, has_a_row_for_each_toolkit) {
  EXPECT_EQ(
      list_text(report()),
      "  version  nvcc      headers  targets                  layout          from         path\n"
      "  12.4     12.4.131  12.4     x86_64-linux,sbsa-linux  split-packages  environment  /e  "
      "(chosen)\n"
      "  11.8.0   -         -        -                        complete        system       "
      "/usr/local/cuda-11.8\n"
      "pin: auto (/e/pin:1)\n");
}

TEST_F(ListTest, marks_what_is_pinned_and_what_is_in_force) {
  shell.activate("/e", &facts.toolkits[0]);
  const std::string text = list_text(report("11.8"));
  EXPECT_TRUE(contains(text, "\n*  12.4 ")) << text;
  EXPECT_TRUE(contains(text, "/usr/local/cuda-11.8  (pinned)\n")) << text;
  EXPECT_FALSE(contains(text, "(chosen)")) << text;
  EXPECT_TRUE(contains(text, "pin: 11.8 (/e/pin:1)")) << text;
}

TEST_F(ListTest, is_one_object_for_programs) {
  shell.activate("/e", &facts.toolkits[0]);
  const auto json = nlohmann::json::parse(list_json(report("11.8")));
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["prefix"], "/e");
  EXPECT_EQ(json["pin"]["spec"], "11.8");
  ASSERT_EQ(json["toolkits"].size(), 2U);
  const auto& own = json["toolkits"][0];
  EXPECT_EQ(own["path"], "/e");
  EXPECT_EQ(own["layout"], "split-packages");
  EXPECT_EQ(own["origin"], "environment");
  EXPECT_EQ(own["version"], "12.4");
  EXPECT_EQ(own["nvcc_version"], "12.4.131");
  EXPECT_EQ(own["headers_version"], "12.4");
  EXPECT_EQ(own["targets"].size(), 2U);
  EXPECT_EQ(own["evidence"]["nvcc_version"], "/evidence/12.4.131");
  EXPECT_TRUE(own["active"] && !own["pinned"] && !own["chosen"]);
  const auto& system = json["toolkits"][1];
  EXPECT_TRUE(!system["active"] && system["pinned"] && system["chosen"]);
  EXPECT_TRUE(system["nvcc_version"].is_null());
}

TEST_F(ListTest, says_what_is_broken_and_what_does_not_fit) {
  facts.toolkits.clear();
  facts.broken_toolkits.push_back(
      {BrokenToolkit::Fault::nvcc_dangling, "/e/bin/nvcc", "/e/bin/nvcc", ""});
  const std::string text = list_text(report("12"));
  EXPECT_TRUE(text.starts_with("no CUDA toolkit was found\nbroken: /e/bin/nvcc\n")) << text;
  EXPECT_TRUE(contains(text, "[CES405]")) << text;
  EXPECT_EQ(nlohmann::json::parse(list_json(report("12")))["broken"][0]["path"], "/e/bin/nvcc");
}

TEST_F(ListTest, lets_no_path_break_a_line) {
  facts.toolkits[0].root = "/e\n\x1b[31m\xff";
  for (const std::string& line : testing::lines_of(list_text(report()))) {
    EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
  }
  EXPECT_TRUE(contains(list_text(report()), "/e\\n\\x1b[31m\\xff"));
  EXPECT_FALSE(nlohmann::json::parse(list_json(report()), nullptr, false).is_discarded());
}

}  // namespace
}  // namespace ces
