#include "edit/switch.h"

#include "unit/support/shell_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::any_value;
using testing::codes_of;
using testing::dev_toolkit;
using testing::no_line_end;
using testing::ShellModel;
using testing::split_toolkit;
using testing::Variables;
using Codes = std::vector<std::string>;

const std::string k_record(k_record_variable);
const Toolkit k_a = dev_toolkit("/a");
const Toolkit k_b = dev_toolkit("/b");
const Toolkit k_split = split_toolkit("/s");

// Variables as conda leaves them once /a is active.
Variables in_a() {
  return {{"PATH", "/a/bin:/usr/bin:/bin"}, {"CONDA_PREFIX", "/a"}, {"CONDA_SHLVL", "1"}};
}

std::vector<std::string> edited_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const Edit& edit : plan.edits) {
    names.push_back(edit.name);
  }
  return names;
}

const Edit& edit_of(const Plan& plan, const std::string& name) {
  const auto found = std::find_if(plan.edits.begin(), plan.edits.end(),
                                  [&](const Edit& edit) { return edit.name == name; });
  EXPECT_NE(found, plan.edits.end()) << "no edit of " << name;
  return *found;
}

// ---- activation -------------------------------------------------------------------------------

TEST(Activation, sets_what_the_toolkit_wants_and_records_it) {
  ShellModel shell(in_a());
  const Plan plan = shell.activate("/a", &k_a);
  EXPECT_EQ(shell.get("CUDA_HOME"), "/a/pkgs/cuda-toolkit");
  EXPECT_EQ(shell.get("CUDA_PATH"), "/a/pkgs/cuda-toolkit");
  EXPECT_EQ(shell.get("PATH"), "/a/pkgs/cuda-toolkit/bin:/a/bin:/usr/bin:/bin");
  EXPECT_EQ(shell.get("LD_LIBRARY_PATH"), "/a/pkgs/cuda-toolkit/lib64");
  ASSERT_TRUE(shell.record());
  EXPECT_EQ(shell.record()->state, Record::State::on);
  EXPECT_EQ(shell.record()->owner, "/a");
  EXPECT_EQ(shell.record()->items.size(), 4U);
  EXPECT_TRUE(plan.findings.empty());
}

TEST(Activation, puts_the_record_before_everything_it_records) {
  ShellModel shell(in_a());
  EXPECT_EQ(
      edited_names(shell.activate("/a", &k_a)),
      (std::vector<std::string>{k_record, "CUDA_HOME", "CUDA_PATH", "LD_LIBRARY_PATH", "PATH"}));
}

// Variables whose names sort before the record's too.
TEST(Activation, puts_the_record_before_what_it_takes_back) {
  ShellModel shell({{"PATH", "/usr/bin"},
                    {"CPATH", "/b/include"},
                    {k_record, "1:on:/b:CPATH,add,u,/b/include,0:."}});
  const Plan plan = shell.activate("/a", &k_a);
  EXPECT_EQ(edited_names(plan).front(), k_record);
  EXPECT_EQ(shell.get("CPATH"), std::nullopt);
}

TEST(Activation, tells_the_dialects_which_edits_are_lists_and_what_was_put_in_front) {
  ShellModel shell(in_a());
  const Plan plan = shell.activate("/a", &k_a);
  EXPECT_TRUE(edit_of(plan, "PATH").is_list);
  EXPECT_EQ(edit_of(plan, "PATH").prepended, std::vector<std::string>{"/a/pkgs/cuda-toolkit/bin"});
  EXPECT_TRUE(edit_of(plan, "PATH").had_value);
  EXPECT_TRUE(edit_of(plan, "LD_LIBRARY_PATH").is_list);
  EXPECT_FALSE(edit_of(plan, "LD_LIBRARY_PATH").had_value);
  EXPECT_FALSE(edit_of(plan, "CUDA_HOME").is_list);
  EXPECT_TRUE(edit_of(plan, "CUDA_HOME").prepended.empty());
  EXPECT_FALSE(edit_of(plan, k_record).is_list);
}

TEST(Activation, of_split_packages_touches_no_list) {
  ShellModel shell(Variables{{"PATH", "/s/bin:/usr/bin"}});
  shell.activate("/s", &k_split);
  EXPECT_EQ(shell.get("PATH"), "/s/bin:/usr/bin");
  EXPECT_EQ(shell.get("LD_LIBRARY_PATH"), std::nullopt);
  EXPECT_EQ(shell.get("CUDA_INC_PATH"), "/s/targets/x86_64-linux/include");
}

TEST(Activation, twice_changes_nothing_the_second_time) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  EXPECT_TRUE(shell.activate("/a", &k_a).edits.empty());
}

TEST(Activation, without_toolkit_and_record_changes_nothing) {
  ShellModel shell(in_a());
  EXPECT_TRUE(shell.activate("/a", nullptr).edits.empty());
  EXPECT_TRUE(ShellModel().activate("", nullptr).edits.empty());
}

TEST(Activation, without_any_path_sets_one_without_empty_elements) {
  for (const Variables& start : {Variables{}, Variables{{"PATH", ""}}}) {
    ShellModel shell(start);
    shell.activate("/a", &k_a);
    EXPECT_EQ(shell.get("PATH"), "/a/pkgs/cuda-toolkit/bin");
    shell.deactivate("/a");
    EXPECT_EQ(shell.variables, start);
  }
}

TEST(Activation, after_the_user_moved_our_element_puts_it_first_again) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.variables["PATH"] = "/new:" + shell.variables["PATH"];
  shell.activate("/a", &k_a);
  EXPECT_EQ(shell.get("PATH"), "/a/pkgs/cuda-toolkit/bin:/new:/a/bin:/usr/bin:/bin");
}

// ---- deactivation -----------------------------------------------------------------------------

TEST(Deactivation, takes_everything_back) {
  Variables start = {{"PATH", "/usr/bin:/bin"}};
  ShellModel shell(start);
  shell.activate("/a", &k_a);
  const Plan plan = shell.deactivate("/a");
  EXPECT_EQ(shell.variables, start);
  EXPECT_TRUE(plan.findings.empty());
}

TEST(Deactivation, unsets_the_record_last) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &k_a);
  const Plan plan = shell.deactivate("/a");
  EXPECT_EQ(edited_names(plan).back(), k_record);
  EXPECT_FALSE(plan.edits.back().value);
}

TEST(Deactivation, twice_changes_nothing_the_second_time) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  EXPECT_TRUE(shell.deactivate("/a").edits.empty());
}

TEST(Deactivation, first_changes_nothing) {
  ShellModel shell(Variables{{"PATH", "/a/bin"}, {"CUDA_HOME", "/usr/local/cuda"}});
  const Plan plan = shell.deactivate("/a");
  EXPECT_TRUE(plan.edits.empty());
  EXPECT_TRUE(plan.findings.empty());
}

TEST(Deactivation, of_an_environment_that_owns_nothing_changes_nothing) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  EXPECT_TRUE(shell.deactivate("/b").edits.empty());
}

TEST(Deactivation, of_no_environment_in_particular_takes_everything_back) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &k_a);
  shell.deactivate("");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
}

TEST(Deactivation, by_hand_takes_everything_back_whoever_owns_it_and_whatever_is_active) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.deactivate("/b", /*by_hand=*/true);
  EXPECT_EQ(shell.variables, in_a());
}

// conda has read PATH with our element by then, whoever's hook takes it off.
TEST(Deactivation, of_another_environment_expects_back_what_was_switched_by_hand_in_none) {
  const std::string path = "/b/bin:/usr/bin:/a/bin";
  ShellModel shell(Variables{{"PATH", path}});
  shell.activate("/a", &k_a);
  const std::string put_back = *shell.get("PATH");
  shell.put("CONDA_PREFIX", "/b");
  EXPECT_TRUE(shell.deactivate("/b").one_shot);
  ASSERT_TRUE(shell.record());
  EXPECT_EQ(shell.record()->state, Record::State::leaving);
  EXPECT_EQ(shell.record()->owner, "/b");
  EXPECT_EQ(shell.get("CUDA_HOME"), std::nullopt);
  shell.put("PATH", put_back);
  shell.activate("/b", nullptr);
  EXPECT_EQ(shell.variables, (Variables{{"PATH", path}, {"CONDA_PREFIX", "/b"}}));
}

TEST(Deactivation, of_another_environment_that_is_off_path_leaves_no_word) {
  ShellModel shell(Variables{{"PATH", "/b/bin:/usr/bin"}});
  shell.activate("/a", &k_a);
  shell.variables["PATH"] = k_a.bin + ":/usr/bin";
  shell.deactivate("/b");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
}

// rattler: CONDA_PREFIX is the outer environment's by then, and PATH is not touched.
TEST(Deactivation, where_conda_prefix_was_given_back_before_leaves_no_word) {
  const Variables start = {{"PATH", "/a/bin:/b/bin:/usr/bin"}, {"CONDA_PREFIX", "/a"}};
  ShellModel shell(start);
  shell.activate("/a", &k_a);
  shell.put("CONDA_PREFIX", "/b");
  shell.deactivate("/b");
  EXPECT_EQ(shell.get("PATH"), start.at("PATH"));
  EXPECT_FALSE(shell.record());
}

TEST(Deactivation, does_not_touch_a_record_it_cannot_read) {
  ShellModel shell(Variables{{k_record, "garbage"}, {"PATH", "/usr/bin"}});
  const Plan plan = shell.deactivate("/a");
  EXPECT_TRUE(plan.edits.empty());
  EXPECT_TRUE(plan.findings.empty());
}

// ---- what was there before --------------------------------------------------------------------

TEST(Undo, keeps_unset_and_empty_apart) {
  const Variables starts[] = {
      {{"PATH", "/usr/bin"}},
      {{"PATH", "/usr/bin"}, {"CUDA_HOME", ""}, {"CUDA_PATH", ""}, {"LD_LIBRARY_PATH", ""}},
      {{"PATH", "/usr/bin"}, {"CUDA_HOME", "/usr/local/cuda"}, {"LD_LIBRARY_PATH", "/x"}},
      {{"PATH", "/usr/bin"}, {"CUDA_HOME", ""}, {"LD_LIBRARY_PATH", ":"}},
  };
  for (const Variables& start : starts) {
    ShellModel shell(start);
    shell.activate("/a", &k_a);
    EXPECT_EQ(shell.get("CUDA_HOME"), k_a.root);
    shell.deactivate("/a");
    EXPECT_EQ(shell.variables, start);
  }
}

TEST(Undo, gives_back_values_of_any_bytes) {
  std::string bytes;
  for (int i = 1; i < 256; ++i) {
    bytes += static_cast<char>(i);
  }
  const Variables start = {{"CUDA_HOME", bytes}, {"CUDA_PATH", "\n"}, {"PATH", bytes}};
  ShellModel shell(start);
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  EXPECT_EQ(shell.variables, start);
}

TEST(Undo, keeps_the_users_own_empty_elements) {
  for (const char* list : {":", "::", ":/x", "/x:", "/x::/y"}) {
    const Variables start = {{"PATH", "/usr/bin"}, {"LD_LIBRARY_PATH", list}};
    ShellModel shell(start);
    shell.activate("/a", &k_a);
    EXPECT_EQ(shell.get("LD_LIBRARY_PATH"), k_a.library_folder + ':' + list);
    shell.deactivate("/a");
    EXPECT_EQ(shell.variables, start) << list;
  }
}

TEST(Undo, keeps_the_users_own_duplicate_of_our_element) {
  for (const std::string& own :
       {k_a.bin, k_a.bin + "/", std::string("/a//pkgs/x/../cuda-toolkit/bin")}) {
    const Variables start = {{"PATH", "/usr/bin:" + own + ":/bin"}};
    ShellModel shell(start);
    shell.activate("/a", &k_a);
    EXPECT_EQ(shell.get("PATH"), k_a.bin + ":/usr/bin:" + own + ":/bin");
    shell.activate("/a", &k_a);
    shell.deactivate("/a");
    EXPECT_EQ(shell.variables, start) << own;
  }
}

TEST(Undo, keeps_all_of_the_users_own_duplicates) {
  const Variables start = {{"PATH", "/usr/bin:" + k_a.bin + ":/bin:" + k_a.bin + "/"}};
  ShellModel shell(start);
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  EXPECT_EQ(shell.variables, start);
}

TEST(Undo, keeps_the_users_own_duplicate_where_it_comes_first) {
  const Variables start = {{"PATH", k_a.bin + ":/usr/bin"}};
  ShellModel shell(start);
  shell.activate("/a", &k_a);
  EXPECT_EQ(shell.get("PATH"), k_a.bin + ":/usr/bin");
  shell.deactivate("/a");
  EXPECT_EQ(shell.variables, start);
}

// Installing runs the deactivation hook first, and other tools run it twice (activation.md §4); a
// tombstone must not take what is the user's.
TEST(Undo, keeps_the_users_own_duplicate_through_two_deactivations) {
  const std::string path = "/a/bin:/usr/bin:" + k_a.bin;
  ShellModel shell(Variables{{"PATH", path}});
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  EXPECT_EQ(shell.get("PATH"), path);
  shell.deactivate("/a");
  EXPECT_EQ(shell.get("PATH"), path);
}

TEST(Undo, keeps_the_users_own_duplicate_where_conda_put_nothing_back) {
  const std::string path = "/a/bin:/usr/bin:" + k_a.bin;
  ShellModel shell(Variables{{"PATH", path}});
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  shell.activate("/a", &k_a);
  EXPECT_EQ(shell.get("PATH"), k_a.bin + ':' + path);
  shell.deactivate("/a", /*by_hand=*/true);
  EXPECT_EQ(shell.get("PATH"), path);
}

TEST(Undo, finds_our_element_however_conda_normalised_it) {
  Toolkit odd = k_a;
  odd.bin = "/a//pkgs/cuda-toolkit/bin/";
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &odd);
  shell.variables["PATH"] = "/a/pkgs/cuda-toolkit/bin:/usr/bin";
  shell.deactivate("/a");
  EXPECT_EQ(shell.get("PATH"), "/usr/bin");
}

TEST(Undo, keeps_the_edits_that_the_user_made_to_a_list_meanwhile) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &k_a);
  shell.variables["PATH"] = "/first:" + shell.variables["PATH"] + ":/last";
  shell.variables["LD_LIBRARY_PATH"] += ":/mine";
  shell.deactivate("/a");
  EXPECT_EQ(shell.variables,
            (Variables{{"PATH", "/first:/usr/bin:/last"}, {"LD_LIBRARY_PATH", "/mine"}}));
}

TEST(Undo, does_not_miss_an_element_that_the_user_took_away) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &k_a);
  shell.variables["PATH"] = "/usr/bin";
  shell.variables.erase("LD_LIBRARY_PATH");
  const Plan plan = shell.deactivate("/a");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
  EXPECT_TRUE(plan.findings.empty());
}

TEST(Undo, leaves_a_list_that_the_user_emptied_empty) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &k_a);
  shell.variables["LD_LIBRARY_PATH"] = "";
  shell.deactivate("/a");
  EXPECT_EQ(shell.get("LD_LIBRARY_PATH"), "");
}

TEST(Undo, leaves_a_scalar_that_the_user_changed_and_notes_it) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}, {"CUDA_HOME", "/old"}});
  shell.activate("/a", &k_a);
  shell.variables["CUDA_HOME"] = "/mine";
  shell.variables.erase("CUDA_PATH");
  const Plan plan = shell.deactivate("/a");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}, {"CUDA_HOME", "/mine"}}));
  EXPECT_EQ(codes_of(plan.findings), (Codes{"CES303", "CES303"}));
  EXPECT_EQ(most_severe(plan.findings), nullptr) << "it is a note";
}

TEST(Undo, takes_what_the_user_changed_for_the_new_original) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}, {"CUDA_HOME", "/old"}});
  shell.activate("/a", &k_a);
  shell.variables["CUDA_HOME"] = "/mine";
  shell.activate("/a", &k_a);
  EXPECT_EQ(shell.get("CUDA_HOME"), k_a.root);
  shell.deactivate("/a");
  EXPECT_EQ(shell.get("CUDA_HOME"), "/mine");
}

// ---- from one environment to another ----------------------------------------------------------

// conda activate b, from a: conda exports the PATH that it computed before a's hook ran.
TEST(Switch, from_one_to_another_leaves_nothing_of_the_first) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  const std::string computed = k_a.bin + ":/b/bin:/usr/bin:/bin";
  shell.deactivate("/a");
  EXPECT_EQ(shell.get("PATH"), "/a/bin:/usr/bin:/bin");
  ASSERT_TRUE(shell.record());
  EXPECT_EQ(shell.record()->state, Record::State::leaving);
  ASSERT_EQ(shell.record()->items.size(), 1U);
  EXPECT_EQ(shell.record()->items[0].name, "PATH");
  EXPECT_EQ(shell.get("LD_LIBRARY_PATH"), std::nullopt);
  shell.variables["PATH"] = computed;
  shell.variables["CONDA_PREFIX"] = "/b";
  shell.activate("/b", &k_b);
  EXPECT_EQ(shell.get("PATH"), k_b.bin + ":/b/bin:/usr/bin:/bin");
  EXPECT_EQ(shell.get("CUDA_HOME"), k_b.root);
  EXPECT_EQ(shell.record()->owner, "/b");
}

TEST(Switch, asks_for_a_one_shot_where_conda_will_put_our_element_back) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  const Plan plan = shell.deactivate("/a");
  EXPECT_EQ(plan.one_shot, (OneShot{"/a/bin/cuda-env-resolve", k_a.bin, 0, "1"}));
  EXPECT_FALSE(shell.activate("/a", &k_a).one_shot);
}

TEST(Switch, tells_the_one_shot_how_often_the_user_had_our_element_himself) {
  ShellModel shell(in_a());
  shell.variables["PATH"] += ":" + k_a.bin + ":/x:" + k_a.bin;
  shell.activate("/a", &k_a);
  const Plan plan = shell.deactivate("/a");
  ASSERT_TRUE(plan.one_shot);
  EXPECT_EQ(plan.one_shot->user_count, 2U);
}

// conda itself leaves it off after an environment was stacked and left (CONDA_STACKED_2 is empty
// then, and set all the same). So its absence does not tell a deactivation from a switch.
TEST(Switch, asks_for_a_one_shot_where_conda_has_lost_the_bin) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}, {"CONDA_PREFIX", "/a"}, {"CONDA_SHLVL", "1"}});
  shell.activate("/a", &k_a);
  EXPECT_FALSE(shell.deactivate("/a").one_shot);  // as where somebody sources the hooks himself
  shell.variables["CONDA_STACKED_2"] = "";
  shell.activate("/a", &k_a);
  EXPECT_TRUE(shell.deactivate("/a").one_shot);
  shell.variables["PATH"] = "/b/bin:" + k_a.bin + ":/usr/bin";
  shell.variables["CONDA_PREFIX"] = "/b";
  EXPECT_FALSE(shell.deactivate("/b").one_shot);  // which the one-shot calls
  EXPECT_EQ(shell.get("PATH"), "/b/bin:/usr/bin");
  EXPECT_FALSE(shell.variables.contains(std::string(k_record)));
}

TEST(Switch, asks_for_no_one_shot_where_nothing_was_put_on_path) {
  ShellModel shell(Variables{{"PATH", "/s/bin:/usr/bin"}, {"CONDA_PREFIX", "/s"}});
  shell.activate("/s", &k_split);
  const Plan plan = shell.deactivate("/s");
  EXPECT_FALSE(plan.one_shot);
  EXPECT_FALSE(shell.record());
}

// What the one-shot calls, in the environment that conda went to.
TEST(Switch, is_finished_by_one_more_deactivation) {
  for (const char* next : {"/n", ""}) {
    ShellModel shell(in_a());
    shell.activate("/a", &k_a);
    shell.deactivate("/a");
    shell.variables["PATH"] = k_a.bin + ":/n/bin:/usr/bin:/bin";
    shell.variables["CONDA_PREFIX"] = next;
    shell.variables["CONDA_PREFIX_1"] = "/a";
    const Plan plan = shell.deactivate(next);
    EXPECT_FALSE(plan.one_shot);
    EXPECT_EQ(shell.get("PATH"), "/n/bin:/usr/bin:/bin");
    EXPECT_EQ(shell.get(k_record), std::nullopt);
  }
}

// Called while conda has not put PATH back yet, and then once it has; in the same environment.
TEST(Switch, is_not_finished_before_our_element_has_come_back) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  Plan plan = shell.deactivate("/a");
  EXPECT_TRUE(plan.edits.empty());
  EXPECT_TRUE(plan.one_shot);
  shell.variables["PATH"] = k_a.bin + ":/a/bin:/usr/bin:/bin";
  plan = shell.deactivate("/a");
  EXPECT_FALSE(plan.one_shot);
  EXPECT_EQ(shell.variables, in_a());
}

// conda takes one of them off PATH.
TEST(Switch, is_told_from_a_deactivation_where_the_bin_is_on_path_twice) {
  ShellModel shell(in_a());
  shell.variables["PATH"] = "/a/bin:/usr/bin:/a/bin:/bin";
  shell.activate("/a", &k_a);
  EXPECT_EQ(shell.record()->owner_count, 2U);
  ShellModel leaving = shell;
  leaving.deactivate("/a");
  EXPECT_EQ(leaving.record()->state, Record::State::leaving);
  shell.variables["PATH"] = k_a.bin + ":/usr/bin:/a/bin:/bin";
  EXPECT_FALSE(shell.deactivate("/a").one_shot);
  EXPECT_EQ(shell.variables["PATH"], "/usr/bin:/a/bin:/bin");
  EXPECT_EQ(shell.get(k_record), std::nullopt);
}

// eval $(cuda-env-resolve --prefix /b), in /a.
TEST(Switch, to_another_toolkit_by_hand_belongs_to_the_active_environment) {
  ShellModel shell(in_a());
  shell.activate("/b", &k_b, any_value(/*by_hand=*/true));
  EXPECT_EQ(shell.get("CUDA_HOME"), k_b.root);
  EXPECT_EQ(shell.record()->owner, "/a");
  shell.variables["PATH"] = k_b.bin + ":/usr/bin:/bin";
  shell.deactivate("/a");
  EXPECT_EQ(shell.get("CUDA_HOME"), std::nullopt);
  EXPECT_EQ(shell.get(k_record), std::nullopt);
}

// rattler's own deactivation: CONDA_PREFIX is the outer environment's or unset before the hook
// runs, and nothing puts PATH back.
TEST(Switch, is_taken_back_where_the_owner_is_active_no_more) {
  for (const char* outer : {"/outer", ""}) {
    ShellModel shell(in_a());
    shell.activate("/a", &k_a);
    shell.variables["CONDA_PREFIX"] = outer;
    const Plan plan = shell.deactivate(outer);
    EXPECT_FALSE(plan.one_shot);
    EXPECT_EQ(shell.get("PATH"), "/a/bin:/usr/bin:/bin");
    EXPECT_EQ(shell.get(k_record), std::nullopt);
  }
}

TEST(Switch, of_an_environment_further_down_is_left_to_its_own_hooks) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.variables["CONDA_PREFIX"] = "/e";
  shell.variables["CONDA_PREFIX_1"] = "/x";
  shell.variables["CONDA_PREFIX_2"] = "/a/";
  EXPECT_TRUE(shell.deactivate("/e").edits.empty());
}

TEST(Activation, makes_the_record_a_condition_of_everything_else) {
  ShellModel shell(in_a());
  const Plan plan = shell.activate("/a", &k_a);
  EXPECT_TRUE(plan.edits.front().is_condition);
  EXPECT_EQ(std::count_if(plan.edits.begin(), plan.edits.end(),
                          [](const Edit& edit) { return edit.is_condition; }),
            1);
  for (const Edit& edit : shell.deactivate("/a").edits) {
    EXPECT_FALSE(edit.is_condition);
  }
}

// The same toolkit for another environment: nothing but the owner changes.
TEST(Activation, makes_a_record_that_changes_alone_no_condition) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.variables["CONDA_PREFIX"] = "/b";
  const Plan plan = shell.activate("/b", &k_a);
  ASSERT_EQ(plan.edits.size(), 1U);
  EXPECT_FALSE(plan.edits.front().is_condition);
}

// ---- values that are set and not exported -----------------------------------------------------

Capability keeping() {
  Capability shell = any_value();
  shell.keeps_unexported = true;
  return shell;
}

TEST(Unexported, may_be_what_the_program_takes_for_unset) {
  ShellModel shell(in_a());
  shell.variables["CUDA_PATH"] = "/mine";
  const Plan plan = shell.activate("/a", &k_a, keeping());
  EXPECT_EQ(edit_of(plan, "CUDA_HOME").unexported, Edit::Unexported::keep);
  EXPECT_EQ(edit_of(plan, "CUDA_PATH").unexported, Edit::Unexported::leave);
  EXPECT_EQ(edit_of(plan, k_record).unexported, Edit::Unexported::leave);
  const Plan back = shell.deactivate("/a", false, keeping());
  EXPECT_EQ(edit_of(back, "CUDA_HOME").unexported, Edit::Unexported::give_back);
  EXPECT_EQ(edit_of(back, "CUDA_PATH").unexported, Edit::Unexported::leave);
}

// What the shell has not need not be looked for by its text.
TEST(Unexported, is_looked_for_only_where_the_shell_has_something) {
  Capability telling = keeping();
  telling.set_in_shell = "CUDA_PATH,,";
  ShellModel shell(in_a());
  const Plan plan = shell.activate("/a", &k_a, telling);
  EXPECT_EQ(edit_of(plan, "CUDA_HOME").unexported, Edit::Unexported::leave);
  EXPECT_EQ(edit_of(plan, "CUDA_PATH").unexported, Edit::Unexported::keep);
  telling.set_in_shell = "CUDA_HOME,CUDA_PATH,LD_LIBRARY_PATH";  // ours
  shell.activate("/a", &k_a, telling);
  const Plan back = shell.deactivate("/a", false, keeping());
  EXPECT_EQ(edit_of(back, "CUDA_HOME").unexported, Edit::Unexported::leave);
  EXPECT_EQ(edit_of(back, "CUDA_PATH").unexported, Edit::Unexported::give_back);
  EXPECT_EQ(edit_of(back, "LD_LIBRARY_PATH").unexported, Edit::Unexported::leave);
}

// Only a configuration asks for it, so no hook tells of it.
TEST(Unexported, is_looked_for_in_a_variable_that_no_hook_tells_of) {
  Capability telling = keeping();
  telling.set_in_shell = ",,,";
  ShellModel shell(in_a());
  Activation activation{"/a", &k_a, {}, false, telling};
  activation.settings.cpath.value = true;
  const Plan plan = plan_activation(shell.environment(), activation);
  EXPECT_EQ(edit_of(plan, "CPATH").unexported, Edit::Unexported::keep);
  EXPECT_EQ(edit_of(plan, "CUDA_HOME").unexported, Edit::Unexported::leave);
}

TEST(Unexported, is_forgotten_where_the_user_gave_the_variable_another_value) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  shell.activate("/a", &k_a, keeping());
  shell.variables["CUDA_HOME"] = "/mine";
  shell.variables["LD_LIBRARY_PATH"] += ":/mine";
  shell.variables.erase("CUDA_PATH");
  const auto names = edited_names(plan_deactivation(shell.environment(), {"/a", false, keeping()}));
  for (const char* name : {"CUDA_HOME", "CUDA_PATH", "LD_LIBRARY_PATH"}) {
    EXPECT_EQ(std::count(names.begin(), names.end(), std::string(k_kept_prefix) + name), 1) << name;
  }
  EXPECT_EQ(names.size(), 6U);  // these, LD_LIBRARY_PATH, PATH and the record
}

TEST(Switch, to_an_environment_without_toolkit_leaves_nothing) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  shell.variables["PATH"] = k_a.bin + ":/n/bin:/usr/bin:/bin";
  shell.variables["CONDA_SHLVL"] = "2";
  shell.activate("/n", nullptr);
  EXPECT_EQ(
      shell.variables,
      (Variables{{"PATH", "/n/bin:/usr/bin:/bin"}, {"CONDA_PREFIX", "/a"}, {"CONDA_SHLVL", "2"}}));
}

TEST(Switch, to_split_packages_leaves_nothing_of_the_first_on_a_list) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  shell.variables["PATH"] = k_a.bin + ":/s/bin:/usr/bin:/bin";
  shell.activate("/s", &k_split);
  EXPECT_EQ(shell.get("PATH"), "/s/bin:/usr/bin:/bin");
  EXPECT_EQ(shell.get("CUDA_HOME"), "/s");
}

TEST(Switch, from_split_packages_leaves_no_tombstone) {
  ShellModel shell(Variables{{"PATH", "/s/bin:/usr/bin"}});
  shell.activate("/s", &k_split);
  shell.deactivate("/s");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/s/bin:/usr/bin"}}));
}

// conda install reactivates: a's deactivation, the computed PATH, a's activation.
TEST(Switch, to_itself_comes_out_as_it_was) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  const Variables before = shell.variables;
  for (int i = 0; i < 3; ++i) {
    const auto computed = shell.get("PATH");
    shell.deactivate("/a");
    shell.put("PATH", computed);
    shell.activate("/a", &k_a);
    EXPECT_EQ(shell.variables, before);
  }
}

TEST(Switch, without_a_deactivation_in_between_undoes_the_first_too) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}, {"CUDA_HOME", "/old"}});
  shell.activate("/a", &k_a);
  shell.activate("/b", &k_b);
  EXPECT_EQ(shell.get("PATH"), k_b.bin + ":/usr/bin");
  EXPECT_EQ(shell.get("LD_LIBRARY_PATH"), k_b.library_folder);
  shell.deactivate("/b");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}, {"CUDA_HOME", "/old"}}));
}

TEST(Switch, whose_package_was_just_installed_survives_the_deactivation_that_comes_first) {
  ShellModel shell(in_a());
  shell.deactivate("/a");
  shell.activate("/a", &k_a);
  EXPECT_EQ(shell.get("CUDA_HOME"), k_a.root);
}

TEST(Tombstone, is_cleared_by_a_second_deactivation_once_the_environment_is_off_path) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.deactivate("/a");
  ASSERT_TRUE(shell.record());
  shell.variables["PATH"] = k_a.bin + ":/usr/bin:/bin";
  shell.deactivate("/a");
  EXPECT_FALSE(shell.get(k_record));
  EXPECT_EQ(shell.get("PATH"), "/usr/bin:/bin");
}

TEST(Tombstone, is_not_in_force) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  EXPECT_TRUE(is_in_force(shell.environment(), k_a));
  EXPECT_FALSE(is_in_force(shell.environment(), k_b));
  shell.deactivate("/a");
  EXPECT_FALSE(is_in_force(shell.environment(), k_a));
}

TEST(InForce, is_nothing_without_a_record_that_can_be_read) {
  EXPECT_FALSE(is_in_force(Environment({"CUDA_HOME=" + k_a.root}), k_a));
  EXPECT_FALSE(is_in_force(Environment({"CUDA_ENV_SWITCH_STATE=garbage"}), k_a));
}

TEST(InForce, is_no_toolkit_that_the_user_has_pushed_aside) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.variables["CUDA_HOME"] = "/mine";
  EXPECT_FALSE(is_in_force(shell.environment(), k_a));
}

// ---- stacks -----------------------------------------------------------------------------------

TEST(Stack, of_two_toolkits_has_the_upper_one_and_gives_the_lower_one_back) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  const Variables with_a = shell.variables;
  shell.variables["PATH"] = "/b/bin:" + shell.variables["PATH"];
  shell.activate("/b", &k_b);
  EXPECT_EQ(shell.get("PATH"), k_b.bin + ":/b/bin:/a/bin:/usr/bin:/bin");
  EXPECT_EQ(shell.get("CUDA_HOME"), k_b.root);
  // unstack: PATH first, then b's deactivation, then a's activation again
  shell.variables["PATH"] = k_b.bin + ":/a/bin:/usr/bin:/bin";
  shell.deactivate("/b");
  shell.activate("/a", &k_a);
  EXPECT_EQ(shell.variables, with_a);
}

TEST(Stack, of_an_environment_without_toolkit_leaves_the_lower_one_in_force) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.variables["CONDA_SHLVL"] = "2";
  shell.variables["CONDA_STACKED_2"] = "true";
  shell.variables["PATH"] = "/n/bin:" + shell.variables["PATH"];
  const Variables before = shell.variables;
  EXPECT_TRUE(shell.activate("/n", nullptr).edits.empty());
  EXPECT_EQ(shell.variables, before);
  EXPECT_TRUE(shell.deactivate("/n").edits.empty());
}

TEST(Stack, is_told_by_condas_variable_alone) {
  ShellModel shell(
      Variables{{"PATH", "/usr/bin"}, {"CONDA_SHLVL", "2"}, {"CONDA_STACKED_2", "true"}});
  shell.activate("/a", &k_a);
  EXPECT_TRUE(shell.activate("/n", nullptr).edits.empty());
}

TEST(Stack, is_told_by_the_owners_bin_on_path_alone) {
  ShellModel shell(Variables{{"PATH", "/n/bin:/a/bin:/usr/bin"}});
  shell.activate("/a", &k_a);
  EXPECT_TRUE(shell.activate("/n", nullptr).edits.empty());
}

TEST(Stack, is_none_where_another_level_was_stacked) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"},
                             {"CONDA_SHLVL", "3"},
                             {"CONDA_STACKED_2", "true"},
                             {"CONDA_STACKED_3", ""}});
  const Variables before = shell.variables;
  shell.activate("/a", &k_a);
  shell.activate("/n", nullptr);
  EXPECT_EQ(shell.variables, before);
}

TEST(Stack, of_the_same_environment_without_its_toolkit_takes_it_back) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.activate("/a", nullptr);
  EXPECT_EQ(shell.variables, in_a());
}

// ---- suppressed -------------------------------------------------------------------------------

TEST(Suppressed, activation_applies_nothing) {
  ShellModel shell(in_a());
  EXPECT_TRUE(shell.activate("/a", &k_a, any_value(), /*is_suppressed=*/true).edits.empty());
}

TEST(Suppressed, activation_still_undoes_what_is_in_force) {
  for (const char* prefix : {"/a", "/b"}) {
    ShellModel shell(in_a());
    shell.activate("/a", &k_a);
    shell.activate(prefix, &k_a, any_value(), /*is_suppressed=*/true);
    EXPECT_EQ(shell.variables, in_a()) << prefix;
  }
}

TEST(Suppressed, activation_of_a_stacked_environment_undoes_too) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.activate("/n", nullptr, any_value(), /*is_suppressed=*/true);
  EXPECT_EQ(shell.variables, in_a());
}

// ---- a record that cannot be read -------------------------------------------------------------

TEST(UnreadableRecord, is_told_and_replaced) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}, {k_record, "1:on:/a:PATH,add"}});
  const Plan plan = shell.activate("/a", &k_a);
  EXPECT_EQ(codes_of(plan.findings), Codes{"CES302"});
  EXPECT_EQ(shell.get("CUDA_HOME"), k_a.root);
  shell.deactivate("/a");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
}

TEST(UnreadableRecord, is_told_and_removed_where_there_is_nothing_to_apply) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}, {k_record, "x"}});
  EXPECT_EQ(codes_of(shell.activate("/n", nullptr).findings), Codes{"CES302"});
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
}

TEST(UnreadableRecord, is_not_one_that_is_empty) {
  ShellModel shell(Variables{{"PATH", "/usr/bin"}, {k_record, ""}});
  EXPECT_TRUE(shell.activate("/n", nullptr).findings.empty());
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
}

// ---- a record that somebody else wrote ---------------------------------------------------------

void expect_no_effect_of(const std::string& record) {
  ShellModel shell(in_a());
  shell.variables["HOME"] = "/h";
  shell.variables["CONDA_PREFIX_1"] = "/opt/conda";
  shell.variables["CONDA_SHLVL"] = "2";
  shell.variables["PATH"] = "/a/bin:/opt/conda/bin:/usr/bin:/bin";
  const Variables before = shell.variables;
  shell.variables[k_record] = record;
  EXPECT_EQ(codes_of(shell.activate("/n", nullptr).findings), Codes{"CES302"}) << record;
  EXPECT_EQ(shell.variables, before) << record;
  shell.variables[k_record] = record;
  shell.deactivate("/a", /*by_hand=*/true);
  EXPECT_EQ(shell.variables, before) << record;
  shell.variables[k_record] = record;
  shell.deactivate("/a");
  shell.variables.erase(k_record);
  EXPECT_EQ(shell.variables, before) << record;
}

TEST(ForgedRecord, touches_no_variable_that_is_not_ours) {
  expect_no_effect_of("1:on:/a:HOME,set,v/evil,/h:.");
  expect_no_effect_of("1:on:/a:LD_PRELOAD,set,v/evil.so,x:.");
  expect_no_effect_of("1:on:/a:PATH,set,v/evil,/a/bin+3a/opt/conda/bin+3a/usr/bin+3a/bin:.");
  expect_no_effect_of("1:on:/a:CONDA_PREFIX,set,u,/a:.");
}

TEST(ForgedRecord, takes_none_of_condas_folders_off_path) {
  expect_no_effect_of("1:on:/a:PATH,add,v,/a/bin,0:.");
  expect_no_effect_of("1:on:/x:PATH,add,v,/a/bin/,0:.");
  expect_no_effect_of("1:leaving:/x:PATH,add,v,/opt/conda/./bin,0:.");
}

TEST(Activation, puts_condas_own_folder_on_no_list) {
  Toolkit toolkit = dev_toolkit("/a");
  toolkit.bin = "/a/bin";
  ShellModel shell(in_a());
  shell.activate("/a", &toolkit);
  EXPECT_EQ(shell.get("PATH"), in_a()["PATH"]);
  shell.deactivate("/a");
  EXPECT_EQ(shell.variables, in_a());
}

// ---- refused ----------------------------------------------------------------------------------

TEST(Refused, is_an_element_that_means_another_folder_elsewhere) {
  const Toolkit relative = dev_toolkit("envs/a");
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  const Plan plan = shell.activate("envs/a", &relative);
  EXPECT_EQ(codes_of(plan.findings), (Codes{"CES301", "CES301"}));
  EXPECT_EQ(shell.get("PATH"), "/usr/bin");
  shell.deactivate("envs/a");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
}

TEST(Refused, is_a_colon_in_an_element_of_a_list_and_nothing_else) {
  const Toolkit colon = dev_toolkit("/a:b");
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  const Plan plan = shell.activate("/a:b", &colon);
  EXPECT_EQ(codes_of(plan.findings), (Codes{"CES301", "CES301"}));
  EXPECT_EQ(shell.get("PATH"), "/usr/bin");
  EXPECT_EQ(shell.get("LD_LIBRARY_PATH"), std::nullopt);
  EXPECT_EQ(shell.get("CUDA_HOME"), "/a:b/pkgs/cuda-toolkit");
  EXPECT_EQ(shell.record()->items.size(), 2U) << "what was refused is not recorded";
  shell.deactivate("/a:b");
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
}

TEST(Refused, is_what_the_shell_cannot_hold) {
  const Toolkit line_end = dev_toolkit("/a\nb");
  ShellModel shell(Variables{{"PATH", "/usr/bin"}});
  const Plan plan = shell.activate("/a\nb", &line_end, no_line_end());
  EXPECT_EQ(plan.findings.size(), 4U);
  EXPECT_EQ(shell.variables, (Variables{{"PATH", "/usr/bin"}}));
  ShellModel other(Variables{{"PATH", "/usr/bin"}});
  EXPECT_TRUE(other.activate("/a\nb", &line_end, any_value()).findings.empty());
}

TEST(Refused, is_an_old_value_that_has_to_be_repeated_but_not_one_that_is_referred_to) {
  const Variables start = {{"PATH", "/usr/bin:/odd\nfolder"}};
  ShellModel repeating(start);
  EXPECT_EQ(codes_of(repeating.activate("/a", &k_a, no_line_end(false)).findings), Codes{"CES301"});
  EXPECT_EQ(repeating.get("PATH"), start.at("PATH"));
  ShellModel referring(start);
  EXPECT_TRUE(referring.activate("/a", &k_a, no_line_end(true)).findings.empty());
  EXPECT_EQ(referring.get("PATH"), k_a.bin + ':' + start.at("PATH"));
}

TEST(Refused, way_back_stays_recorded_until_a_shell_can_take_it) {
  const Variables start = {{"PATH", "/usr/bin:/odd\nfolder"}, {"CUDA_HOME", "/old"}};
  ShellModel shell(start);
  shell.activate("/a", &k_a, no_line_end(true));
  const Plan plan = shell.deactivate("/a", /*by_hand=*/true, no_line_end());
  EXPECT_EQ(codes_of(plan.findings), Codes{"CES301"});
  EXPECT_EQ(shell.get("CUDA_HOME"), "/old");
  EXPECT_EQ(shell.get("PATH"), k_a.bin + ':' + start.at("PATH"));
  ASSERT_TRUE(shell.record());
  EXPECT_EQ(shell.record()->state, Record::State::on);
  shell.deactivate("/a", /*by_hand=*/true, any_value());
  EXPECT_EQ(shell.variables, start);
}

TEST(Refused, way_back_of_a_scalar_survives_another_activation) {
  const Variables start = {{"PATH", "/usr/bin"}, {"CUDA_HOME", "/odd\nfolder"}};
  ShellModel shell(start);
  shell.activate("/a", &k_a, any_value());
  shell.activate("/b", &k_b, no_line_end());
  EXPECT_EQ(shell.get("CUDA_HOME"), k_b.root);
  shell.deactivate("", /*by_hand=*/true, any_value());
  EXPECT_EQ(shell.variables, start);
}

TEST(Refused, is_what_is_longer_than_64_KiB_and_not_a_byte_earlier) {
  const std::size_t room = k_longest_export - std::string("PATH=").size() - k_a.bin.size() - 1;
  ShellModel fits(Variables{{"PATH", "/" + std::string(room - 1, 'x')}});
  EXPECT_TRUE(fits.activate("/a", &k_a).findings.empty());
  EXPECT_EQ(std::string("PATH=").size() + fits.get("PATH")->size(), k_longest_export);

  const Variables start = {{"PATH", "/" + std::string(room, 'x')}};
  ShellModel too_long(start);
  const Plan plan = too_long.activate("/a", &k_a);
  EXPECT_EQ(codes_of(plan.findings), Codes{"CES301"});
  EXPECT_EQ(too_long.get("PATH"), start.at("PATH"));
  EXPECT_EQ(too_long.get("CUDA_HOME"), k_a.root);
  too_long.deactivate("/a");
  EXPECT_EQ(too_long.variables, start);
}

TEST(Refused, is_an_old_value_that_makes_a_record_which_the_shell_cannot_hold) {
  const Variables start = {{"CUDA_HOME", std::string(200, 'x')}};
  const Capability short_values = {[](std::string_view value) { return value.size() <= 200; },
                                   false};
  ShellModel shell(start);
  const Plan plan = shell.activate("/a", &k_a, short_values);
  ASSERT_FALSE(plan.findings.empty());
  EXPECT_EQ(plan.findings.front().what,
            "CUDA_HOME is left as it is: this shell cannot write the record with its old value");
  EXPECT_EQ(shell.get("CUDA_HOME"), start.at("CUDA_HOME"));
  shell.deactivate("/a", /*by_hand=*/true, short_values);
  EXPECT_EQ(shell.variables, start);
}

TEST(Refused, is_an_old_value_that_makes_the_record_longer_than_64_KiB) {
  const auto record_of_home = [](const std::string& before) {
    RecordItem item;
    item.name = "CUDA_HOME";
    item.before = RecordItem::Before::value;
    item.before_value = before;
    item.value = "/s";
    return encode_record({Record::State::on, "/s", {item}});
  };
  const std::size_t room = k_longest_export - k_record.size() - 1 - record_of_home("").size();
  for (const std::size_t more : {0U, 1U}) {
    const Variables start = {
        {"PATH", "/s/bin"}, {"CONDA_PREFIX", "/s"}, {"CUDA_HOME", std::string(room + more, 'x')}};
    ShellModel shell(start);
    const Plan plan = shell.activate("/s", &k_split);
    EXPECT_EQ(shell.get("CUDA_HOME") == "/s", more == 0) << "room " << room << " + " << more;
    EXPECT_EQ(shell.get(k_record) == record_of_home(start.at("CUDA_HOME")), more == 0);
    EXPECT_LE(k_record.size() + 1 + shell.get(k_record)->size(), k_longest_export);
    EXPECT_FALSE(plan.findings.empty());
    shell.deactivate("/s");
    EXPECT_EQ(shell.variables, start);
  }
}

TEST(Refused, is_named_with_its_variable) {
  const Toolkit colon = dev_toolkit("/x:y");
  ShellModel shell;
  const Plan plan = shell.activate("/x:y", &colon);
  ASSERT_EQ(plan.findings.size(), 2U);
  for (const Finding& finding : plan.findings) {
    EXPECT_TRUE(finding.evidence == "PATH" || finding.evidence == "LD_LIBRARY_PATH");
    EXPECT_TRUE(finding.what.starts_with(finding.evidence + " is left as it is: ")) << finding.what;
  }
}

// ---- another nvcc -----------------------------------------------------------------------------

Plan plan_split(const std::string& path, std::vector<NvccOnPath> on_path,
                const Toolkit& toolkit = k_split) {
  const ShellModel shell(Variables{{"PATH", path}});
  Activation activation;
  activation.prefix = "/s";
  activation.toolkit = &toolkit;
  activation.nvcc_on_path = std::move(on_path);
  activation.shell = any_value();
  return plan_activation(shell.environment(), activation);
}

TEST(OtherNvcc, is_told_where_it_wins) {
  const Plan plan =
      plan_split("/usr/local/cuda/bin:/s/bin",
                 {{"/usr/local/cuda/bin", "/usr/local/cuda/bin/nvcc"}, {"/s/bin", "/s/bin/nvcc"}});
  ASSERT_EQ(codes_of(plan.findings), Codes{"CES205"});
  EXPECT_NE(plan.findings[0].what.find("/usr/local/cuda/bin/nvcc"), std::string::npos);
}

TEST(OtherNvcc, is_not_told_where_ours_comes_first) {
  EXPECT_TRUE(
      plan_split("/s/bin:/usr/local/cuda/bin", {{"/s/bin", "/s/bin/nvcc"}}).findings.empty());
}

TEST(OtherNvcc, is_not_told_where_there_is_none_on_path_at_all) {
  EXPECT_TRUE(plan_split("/usr/bin", {}).findings.empty());
}

// A toolkit in another environment's bin: that folder never goes first, so a bare nvcc is not it.
TEST(OtherNvcc, may_be_none_for_a_toolkit_of_another_place) {
  Toolkit elsewhere = k_split;
  elsewhere.origin = Origin::named;
  const Plan plan = plan_split("/usr/bin", {}, elsewhere);
  ASSERT_EQ(codes_of(plan.findings), Codes{"CES215"});
  EXPECT_NE(plan.findings[0].what.find("/s/bin/nvcc"), std::string::npos);
  EXPECT_EQ(codes_of(plan_split("/x", {{"/x", "/x/nvcc"}}, elsewhere).findings), Codes{"CES205"});
  EXPECT_EQ(codes_of(plan_split("/s/bin", {{"/s/bin", "/s/bin/nvcc"}}, elsewhere).findings),
            Codes{});
}

TEST(OtherNvcc, is_not_one_of_ours_that_is_just_taken_back) {
  ShellModel shell(in_a());
  shell.activate("/a", &k_a);
  shell.variables["PATH"] = k_a.bin + ":/s/bin:/usr/bin";
  Activation activation;
  activation.prefix = "/s";
  activation.toolkit = &k_split;
  activation.nvcc_on_path = {{k_a.bin, k_a.bin + "/nvcc"}, {"/s/bin", "/s/bin/nvcc"}};
  activation.shell = any_value();
  EXPECT_TRUE(plan_activation(shell.environment(), activation).findings.empty());
}

TEST(OtherNvcc, does_not_matter_to_a_toolkit_that_is_put_first) {
  ShellModel shell(in_a());
  EXPECT_TRUE(shell.activate("/a", &k_a).findings.empty());
}

}  // namespace
}  // namespace ces
