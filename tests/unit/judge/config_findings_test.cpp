#include "judge/config_findings.h"

#include "compat/tables.h"
#include "judge/diagnosis.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::codes_of;
using testing::contains;
using Codes = std::vector<std::string>;

Configuration asking_for(const std::string& text) {
  Configuration configuration;
  EXPECT_TRUE(
      assign(configuration.settings, *find_key("toolkit"), text, {Level::pin, "/e/pin", 1}, ""));
  return configuration;
}

Diagnosis diagnosis_of(const Facts& facts, const Configuration& configuration) {
  return diagnose(facts, compat::builtin_tables(), configuration);
}

Facts facts_with(std::vector<Toolkit> toolkits) {
  Facts facts;
  facts.prefix = "/e";
  facts.prefix_exists = true;
  facts.toolkits = std::move(toolkits);
  return facts;
}

TEST(ConfigFindings, name_the_place_and_what_to_do) {
  Configuration configuration;
  configuration.faults = {
      {ConfigFault::Kind::unreadable, "/f:3", "no YAML", "correct the file"},
      {ConfigFault::Kind::unknown_key, "/f:4", "there is no key 'x'", "did you mean y?"},
      {ConfigFault::Kind::wrong_value, "CUDA_ENV_SWITCH_WHEELS", "a", "b"},
      {ConfigFault::Kind::pin, "/pin:1", "a", "b"}};
  const std::vector<Finding> findings = config_findings(configuration);
  EXPECT_EQ(codes_of(findings), Codes({"CES401", "CES402", "CES403", "CES404"}));
  EXPECT_EQ(finding_line(findings[1]),
            "cuda-env-switch: /f:4: there is no key 'x'; did you mean y? [CES402]");
}

TEST(ChoiceFindings, send_whoever_asked_by_a_variable_to_that) {
  const Facts facts = facts_with({testing::dev_toolkit("/e")});
  Configuration configuration = asking_for("12");
  configuration.settings.toolkit.source = {Level::variable, "CUDA_ENV_SWITCH_TOOLKIT", 0};
  const Diagnosis diagnosis = diagnosis_of(facts, configuration);
  ASSERT_EQ(codes_of(diagnosis.findings), Codes({"CES405"}));
  EXPECT_TRUE(contains(diagnosis.findings[0].remedy, "unset it"));
  EXPECT_FALSE(contains(diagnosis.findings[0].remedy, "use SPEC"));
}

TEST(ChoiceFindings, say_what_was_asked_for_by_whom_and_what_there_is) {
  const Facts facts = facts_with({testing::dev_toolkit("/e")});
  const Diagnosis diagnosis = diagnosis_of(facts, asking_for("12"));
  EXPECT_EQ(diagnosis.toolkit, nullptr);
  ASSERT_EQ(codes_of(diagnosis.findings), Codes({"CES405"}));
  const std::string line = finding_line(diagnosis.findings[0]);
  for (const char* part : {"no CUDA toolkit 12 here", "/e/pin:1 asks for", "/e/pkgs/cuda-toolkit",
                           "cuda-env-resolve use"}) {
    EXPECT_TRUE(contains(line, part)) << line;
  }
}

TEST(ChoiceFindings, are_notes_where_there_are_several) {
  const Facts facts = facts_with({testing::dev_toolkit("/e"), testing::split_toolkit("/e")});
  const Diagnosis diagnosis = diagnosis_of(facts, {});
  ASSERT_EQ(codes_of(diagnosis.findings), Codes({"CES406"}));
  EXPECT_EQ(most_severe(diagnosis.findings), nullptr);
  EXPECT_EQ(codes_of(diagnosis_of(facts, asking_for("/e")).findings), Codes());
}

TEST(ChoiceFindings, are_none_where_it_is_switched_off) {
  Facts facts = facts_with({});
  facts.broken_toolkits.push_back({BrokenToolkit::Fault::tree_missing, "/a", "/b", ""});
  EXPECT_EQ(codes_of(diagnosis_of(facts, {}).findings), Codes({"CES201"}));
  const Diagnosis off = diagnosis_of(facts, asking_for("none"));
  EXPECT_EQ(codes_of(off.findings), Codes()) << "nobody wants it";
  EXPECT_EQ(off.choice.result, Choice::Result::switched_off);
}

TEST(Diagnosis, leaves_out_what_is_silenced) {
  Configuration configuration = asking_for("12");
  configuration.faults = {{ConfigFault::Kind::pin, "/pin:1", "a", "b"}};
  const Facts facts = facts_with({});
  EXPECT_EQ(codes_of(diagnosis_of(facts, configuration).findings), Codes({"CES405", "CES404"}));
  configuration.settings.silence.value = {"CES404", "CES999"};
  EXPECT_EQ(codes_of(diagnosis_of(facts, configuration).findings), Codes({"CES405"}));
}

}  // namespace
}  // namespace ces
