#include "config/settings.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace ces {
namespace {

TEST(Keys, have_names_meanings_and_variables_of_their_own) {
  std::set<std::string> names;
  for (const KeyRow& row : key_table()) {
    EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
    EXPECT_TRUE(names.insert(variable_of(row)).second) << row.name;
    EXPECT_FALSE(row.meaning.empty()) << row.name;
    EXPECT_FALSE(expected_values(row.kind).empty()) << row.name;
    EXPECT_EQ(find_key(row.name), &row);
  }
  EXPECT_EQ(variable_of(*find_key("ld_library_path")), "CUDA_ENV_SWITCH_LD_LIBRARY_PATH");
  EXPECT_EQ(find_key("state"), nullptr) << "CUDA_ENV_SWITCH_STATE is the record";
}

TEST(Settings, built_in_are_what_their_own_spelling_gives) {
  const Settings built_in;
  for (const KeyRow& row : key_table()) {
    Settings settings;
    const std::string text = value_text(built_in, row);
    EXPECT_TRUE(assign(settings, row, text, {Level::user, "f", 3}, "")) << row.name << ' ' << text;
    EXPECT_EQ(value_text(settings, row), text) << row.name;
    EXPECT_EQ(place_in_words(source_of(settings, row)), "f:3") << row.name;
  }
}

TEST(Settings, keep_what_they_have_where_a_value_is_wrong) {
  Settings settings;
  const KeyRow& toolkit = *find_key("toolkit");
  EXPECT_TRUE(assign(settings, toolkit, "12", {Level::site, "f", 1}, ""));
  EXPECT_FALSE(assign(settings, toolkit, "twelve", {Level::user, "g", 2}, ""));
  EXPECT_EQ(settings.toolkit.value.text, "12");
  EXPECT_EQ(settings.toolkit.source.place, "f");
}

TEST(Settings, take_paths_below_home) {
  Settings settings;
  EXPECT_TRUE(assign(settings, *find_key("compat_tables"), "~/t.yaml", {}, "/home/u"));
  EXPECT_EQ(settings.compat_tables.value, "/home/u/t.yaml");
  EXPECT_FALSE(assign(settings, *find_key("compat_tables"), "~/t.yaml", {}, ""));
  EXPECT_TRUE(assign(settings, *find_key("nvcc_ccbin"), "g++-12", {}, ""));
}

TEST(Settings, take_codes_in_any_case_with_commas_or_blanks) {
  Settings settings;
  EXPECT_TRUE(assign(settings, *find_key("silence"), "ces101,CES102  CES204", {}, ""));
  EXPECT_EQ(settings.silence.value, Words({"CES101", "CES102", "CES204"}));
  EXPECT_FALSE(assign(settings, *find_key("silence"), "all", {}, ""));
}

}  // namespace
}  // namespace ces
