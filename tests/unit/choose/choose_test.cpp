#include "choose/choose.h"

#include "unit/support/shell_model.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using Result = Choice::Result;

Settings asking_for(const std::string& text) {
  Settings settings;
  EXPECT_TRUE(assign(settings, *find_key("toolkit"), text, {Level::pin, "/pin", 1}, "/home/u"));
  return settings;
}

Toolkit toolkit(Origin origin, const std::string& root, const std::string& version) {
  Toolkit made;
  made.layout = origin == Origin::wheels ? Layout::wheels : Layout::complete;
  made.origin = origin;
  made.root = root;
  if (const auto parsed = Version::parse(version)) {
    made.version = VersionFact{*parsed, version, root + "/version.json"};
  }
  return made;
}

// One toolkit of every origin, in the order in which they are found.
Facts machine() {
  Facts facts;
  facts.toolkits = {toolkit(Origin::environment, "/env", "12.4.1"),
                    toolkit(Origin::wheels, "/env/wheels", "13.0.2"),
                    toolkit(Origin::system, "/usr/local/cuda", "11.8.0"),
                    toolkit(Origin::system, "/usr/local/cuda-12.6", "12.6.3"),
                    toolkit(Origin::system, "/usr/local/cuda-12.4", "12.4.0"),
                    toolkit(Origin::other_environment, "/other", "14.0.0")};
  return facts;
}

// Return the root of what is taken, or how it came that nothing is.
std::string taken(const Facts& facts, const Settings& settings) {
  const Choice choice = choose_toolkit(facts, settings);
  EXPECT_EQ(choice.toolkit != nullptr, choice.result == Result::taken);
  if (choice.toolkit != nullptr) {
    return choice.toolkit->root;
  }
  return choice.result == Result::none_there     ? "none there"
         : choice.result == Result::switched_off ? "switched off"
                                                 : "none fits";
}

TEST(Choose, takes_the_environments_own_where_nothing_is_asked_for) {
  EXPECT_EQ(taken(machine(), {}), "/env");
  EXPECT_EQ(taken(machine(), asking_for("auto")), "/env");
}

TEST(Choose, takes_wheels_and_system_only_if_they_are_allowed) {
  Facts facts = machine();
  facts.toolkits.erase(facts.toolkits.begin());
  Settings settings;
  EXPECT_EQ(taken(facts, settings), "none there");
  settings.system.value = true;
  EXPECT_EQ(taken(facts, settings), "/usr/local/cuda");
  settings.wheels.value = true;
  EXPECT_EQ(taken(facts, settings), "/env/wheels") << "the nearer one";
  EXPECT_EQ(taken(machine(), settings), "/env");
}

TEST(Choose, takes_none_where_there_is_none) {
  Facts facts;
  EXPECT_EQ(taken(facts, {}), "none there");
  facts.broken_toolkits.push_back({BrokenToolkit::Fault::tree_missing, "/a", "/b"});
  EXPECT_EQ(taken(facts, {}), "none there") << "a broken toolkit is none";
}

TEST(Choose, tells_what_it_passed_over) {
  Facts facts;
  facts.toolkits = {testing::dev_toolkit("/a"), testing::split_toolkit("/a")};
  const Choice choice = choose_toolkit(facts, {});
  EXPECT_EQ(choice.toolkit, &facts.toolkits[0]);
  EXPECT_EQ(choice.passed_over, std::vector<const Toolkit*>({&facts.toolkits[1]}));
  EXPECT_TRUE(choose_toolkit(facts, asking_for("/a")).passed_over.empty()) << "it was asked for";
}

TEST(Choose, takes_the_newest_that_fits_a_version) {
  EXPECT_EQ(taken(machine(), asking_for("12")), "/usr/local/cuda-12.6");
  EXPECT_EQ(taken(machine(), asking_for("11.8")), "/usr/local/cuda");
  EXPECT_EQ(taken(machine(), asking_for(">=12.5,<13")), "/usr/local/cuda-12.6");
  EXPECT_EQ(taken(machine(), asking_for("*")), "/env/wheels");
  EXPECT_EQ(taken(machine(), asking_for("==12.4.0")), "/usr/local/cuda-12.4");
}

TEST(Choose, takes_the_nearer_of_equal_releases) {
  EXPECT_EQ(taken(machine(), asking_for("12.4")), "/env");
  Facts facts;
  facts.toolkits = {
      toolkit(Origin::system, "/first", "12.4.0"), toolkit(Origin::system, "/same", "12.4.0"),
      toolkit(Origin::system, "/later", "12.4.1"), toolkit(Origin::environment, "/env", "12.4")};
  EXPECT_EQ(taken(facts, asking_for("12.4")), "/env") << "its packages tell no update";
  facts.toolkits.pop_back();
  EXPECT_EQ(taken(facts, asking_for("12.4")), "/later");
  facts.toolkits.pop_back();
  EXPECT_EQ(taken(facts, asking_for("12.4")), "/first");
}

TEST(Choose, takes_nothing_else_for_what_is_not_there) {
  EXPECT_EQ(taken(machine(), asking_for("14")), "none fits")
      << "another environment's is no choice";
  EXPECT_EQ(taken(machine(), asking_for("/opt/cuda")), "none fits");
  Facts facts;
  facts.toolkits = {toolkit(Origin::environment, "/env", "")};
  EXPECT_EQ(taken(facts, asking_for("12")), "none fits") << "its version is not known";
  EXPECT_EQ(taken(facts, asking_for("system")), "none fits");
  EXPECT_EQ(taken(facts, asking_for("wheels")), "none fits");
}

TEST(Choose, takes_what_nvcc_tells_of_itself_for_an_update) {
  Facts facts = machine();
  facts.toolkits[1].nvcc_version = VersionFact{*Version::parse("13.0.88"), "13.0.88", "nvcc"};
  EXPECT_EQ(taken(facts, asking_for("13.0.88")), "/env/wheels");
  EXPECT_EQ(taken(facts, asking_for("13.0.89")), "none fits");
  // A release is the toolkit's, even where its nvcc is of another one.
  facts.toolkits[0].nvcc_version = VersionFact{*Version::parse("13.5.37"), "13.5.37", "nvcc"};
  EXPECT_EQ(taken(facts, asking_for("13.5")), "none fits");
}

TEST(Choose, takes_the_place_that_is_named) {
  EXPECT_EQ(taken(machine(), asking_for("system")), "/usr/local/cuda") << "the machine's default";
  EXPECT_EQ(taken(machine(), asking_for("wheels")), "/env/wheels");
  EXPECT_EQ(taken(machine(), asking_for("/usr/local/cuda-12.4/")), "/usr/local/cuda-12.4");
  Facts facts = machine();
  facts.toolkits.push_back(toolkit(Origin::named, "/hpc/24.5/cuda/12.4", "12.4"));
  facts.toolkits.back().ways = {"/hpc/24.5"};
  EXPECT_EQ(taken(facts, asking_for("/hpc/24.5")), "/hpc/24.5/cuda/12.4") << "what it leads to";
}

TEST(Choose, takes_nothing_where_it_is_switched_off) {
  EXPECT_EQ(taken(machine(), asking_for("none")), "switched off");
}

// ---- what is looked for -----------------------------------------------------------------------

TEST(RequestFor, looks_no_further_than_it_is_asked_to) {
  const Request request = request_for({}, Request::Detail::activation);
  EXPECT_EQ(request.detail, Request::Detail::activation);
  EXPECT_FALSE(request.wheels || request.system || request.versions || request.other_environments);
  EXPECT_TRUE(request.roots.empty());
}

TEST(RequestFor, looks_where_the_choice_may_come_from) {
  const auto of = [](const char* text) {
    return request_for(asking_for(text), Request::Detail::activation);
  };
  EXPECT_TRUE(of("12").wheels && of("12").system && of("12").versions);
  EXPECT_TRUE(of("system").system && !of("system").wheels && !of("system").versions);
  EXPECT_TRUE(of("wheels").wheels && !of("wheels").system);
  EXPECT_EQ(of("/opt/cuda").roots, std::vector<std::string>({"/opt/cuda"}));
  Settings settings;
  settings.wheels.value = true;
  EXPECT_TRUE(request_for(settings, Request::Detail::activation).wheels);
  settings = asking_for("none");
  settings.system.value = true;
  EXPECT_FALSE(request_for(settings, Request::Detail::activation).system);
}

}  // namespace
}  // namespace ces
