// The rooms of src/ and who may include whom (docs/architecture.md).
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ces {
namespace {

namespace fs = std::filesystem;

const std::string k_src = testing::source_path("src");

// A room may include the rooms of lower floors and itself, nothing beside it and nothing above.
const std::map<std::string, int>& floors() {
  static const std::map<std::string, int> floors = {
      {"base", 0},  {"observe", 1}, {"config", 1},  {"compat", 2}, {"choose", 2},
      {"judge", 3}, {"edit", 4},    {"run", 5},     {"report", 5}, {"shell", 5},
      {"cli", 6},   {"python", 7},  {"library", 7}, {"bare", 7}};
  return floors;
}

bool may_include(const std::string& room, const std::string& other) {
  if (room == other) {
    return true;
  }
  if (room == "shell") {
    return other == "edit" || other == "base";
  }
  return floors().contains(other) && floors().at(other) < floors().at(room);
}

bool is_source(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cpp";
}

// Return the room of `file`, a path below src; empty for what stands in src itself.
std::string room_of(const std::string& file) {
  const std::size_t slash = file.find('/');
  return slash == std::string::npos ? "" : file.substr(0, slash);
}

std::vector<std::string> includes_of(std::string_view text, char open, char close) {
  std::vector<std::string> names;
  for (const std::string& line : testing::lines_of(text)) {
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#' ||
        line.find("include", hash) == std::string::npos) {
      continue;
    }
    const std::size_t begin = line.find(open);
    const std::size_t end = begin == std::string::npos ? begin : line.find(close, begin + 1);
    if (end != std::string::npos) {
      names.push_back(line.substr(begin + 1, end - begin - 1));
    }
  }
  return names;
}

// Return what is wrong with the includes of `file` (a path below src) whose text is `text`.
std::vector<std::string> faults_of(const std::string& file, std::string_view text) {
  std::vector<std::string> faults;
  const std::string room = room_of(file);
  if (room.empty()) {
    return faults;
  }
  if (!floors().contains(room)) {
    return {file + ": there is no room " + room + " in the design"};
  }
  for (const std::string& name : includes_of(text, '"', '"')) {
    const std::string other = room_of(name);
    if (other.empty()) {
      faults.push_back(file + " includes " + name + " without its room");
    } else if (!may_include(room, other)) {
      faults.push_back(file + " includes " + name + ", against the arrows");
    }
  }
  return faults;
}

// Right of observe nothing touches the disk, the environment of the process or the clock.
std::vector<std::string> impure_includes_of(const std::string& file, std::string_view text) {
  const std::vector<std::string> pure = {"choose", "judge", "edit", "shell"};
  const std::vector<std::string> impure = {"base/system.h", "unistd.h",   "fcntl.h",  "fstream",
                                           "filesystem",    "sys/stat.h", "chrono",   "ctime",
                                           "time.h",        "cstdlib",    "stdlib.h", "cstdio",
                                           "iostream",      "thread",     "random"};
  std::vector<std::string> found;
  const std::string room = room_of(file);
  if (std::find(pure.begin(), pure.end(), room) == pure.end()) {
    return found;
  }
  for (const auto& names : {includes_of(text, '"', '"'), includes_of(text, '<', '>')}) {
    for (const std::string& name : names) {
      if (std::find(impure.begin(), impure.end(), name) != impure.end()) {
        found.push_back(file + " includes " + name);
      }
    }
  }
  return found;
}

// The paths of all sources, below src.
std::vector<std::string> sources() {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(k_src)) {
    if (entry.is_regular_file() && is_source(entry.path())) {
      files.push_back(fs::relative(entry.path(), k_src).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(House, has_includes_only_along_the_arrows) {
  const std::vector<std::string> files = sources();
  EXPECT_GT(files.size(), 50U);
  for (const std::string& file : files) {
    for (const std::string& fault : faults_of(file, testing::text_of_file(k_src + '/' + file))) {
      ADD_FAILURE() << fault;
    }
  }
}

TEST(House, has_rooms_that_touch_neither_disk_nor_clock) {
  for (const std::string& file : sources()) {
    for (const std::string& fault :
         impure_includes_of(file, testing::text_of_file(k_src + '/' + file))) {
      ADD_FAILURE() << fault;
    }
  }
}

TEST(House, has_headers_for_what_is_included) {
  for (const std::string& file : sources()) {
    for (const std::string& name :
         includes_of(testing::text_of_file(k_src + '/' + file), '"', '"')) {
      EXPECT_TRUE(fs::exists(k_src + '/' + name)) << file << " includes " << name;
    }
  }
}

TEST(House, has_its_sources_listed_in_order_and_there) {
  for (const char* list : {"/sources.txt", "/sources_bare.txt"}) {
    const std::vector<std::string> listed = testing::lines_of(testing::text_of_file(k_src + list));
    EXPECT_TRUE(std::is_sorted(listed.begin(), listed.end())) << list;
    for (const std::string& file : listed) {
      EXPECT_TRUE(fs::exists(k_src + '/' + file)) << file;
    }
  }
}

TEST(House, has_the_hooks_sources_listed_in_order_and_among_all) {
  const std::vector<std::string> all =
      testing::lines_of(testing::text_of_file(k_src + "/sources.txt"));
  const std::vector<std::string> hooks =
      testing::lines_of(testing::text_of_file(k_src + "/sources_hooks.txt"));
  EXPECT_TRUE(std::is_sorted(hooks.begin(), hooks.end()));
  EXPECT_TRUE(std::includes(all.begin(), all.end(), hooks.begin(), hooks.end()));
}

TEST(House, has_its_unit_tests_listed_in_order) {
  const std::string folder = testing::source_path("tests/unit");
  const std::vector<std::string> listed =
      testing::lines_of(testing::text_of_file(folder + "/sources.txt"));
  EXPECT_TRUE(std::is_sorted(listed.begin(), listed.end()));
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string file = fs::relative(entry.path(), folder).string();
    if (file.ends_with("_test.cpp")) {
      EXPECT_TRUE(std::binary_search(listed.begin(), listed.end(), file)) << file;
    }
  }
}

// ---- would it be caught -----------------------------------------------------------------------

TEST(HouseRules, catch_what_runs_against_the_arrows) {
  const std::pair<const char*, const char*> forbidden[] = {{"base/x.cpp", "observe/facts.h"},
                                                           {"observe/x.cpp", "judge/finding.h"},
                                                           {"observe/x.h", "config/switches.h"},
                                                           {"config/x.cpp", "observe/facts.h"},
                                                           {"choose/x.cpp", "compat/tables.h"},
                                                           {"compat/x.cpp", "choose/choose.h"},
                                                           {"judge/x.cpp", "edit/edit.h"},
                                                           {"edit/x.cpp", "shell/dialect.h"},
                                                           {"shell/x.cpp", "judge/finding.h"},
                                                           {"shell/x.cpp", "observe/facts.h"},
                                                           {"shell/x.cpp", "config/switches.h"},
                                                           {"report/x.cpp", "shell/dialect.h"},
                                                           {"run/x.cpp", "report/status.h"},
                                                           {"report/x.cpp", "cli/options.h"},
                                                           {"cli/x.cpp", "python/module.h"},
                                                           {"judge/x.cpp", "kitchen/sink.h"},
                                                           {"base/x.cpp", "x.h"}};
  for (const auto& [file, name] : forbidden) {
    const std::string line = std::string("#include \"") + name + "\"\n";
    EXPECT_EQ(faults_of(file, line).size(), 1U) << file << " may include " << name;
    EXPECT_EQ(faults_of(file, "// x\n#  include \"" + std::string(name) + "\"  // y\n").size(), 1U);
  }
}

TEST(HouseRules, let_through_what_runs_along_the_arrows) {
  const std::pair<const char*, const char*> allowed[] = {
      {"base/x.cpp", "base/path.h"},     {"observe/x.cpp", "base/system.h"},
      {"choose/x.cpp", "config/x.h"},    {"judge/x.cpp", "compat/tables.h"},
      {"edit/x.cpp", "judge/finding.h"}, {"shell/x.cpp", "edit/edit.h"},
      {"shell/x.cpp", "base/text.h"},    {"shell/x.cpp", "shell/dialect.h"},
      {"report/x.cpp", "edit/switch.h"}, {"cli/x.cpp", "report/status.h"},
      {"python/x.cpp", "cli/program.h"}, {"library/x.cpp", "cli/program.h"},
      {"main.cpp", "cli/program.h"}};
  for (const auto& [file, name] : allowed) {
    EXPECT_TRUE(faults_of(file, std::string("#include \"") + name + "\"\n").empty())
        << file << " may not include " << name;
  }
}

TEST(HouseRules, catch_a_room_that_the_design_does_not_know) {
  EXPECT_EQ(faults_of("kitchen/sink.cpp", "").size(), 1U);
}

TEST(HouseRules, catch_a_look_at_the_disk_or_the_clock) {
  EXPECT_EQ(impure_includes_of("judge/x.cpp", "#include <fstream>\n").size(), 1U);
  EXPECT_EQ(impure_includes_of("edit/x.cpp", "#include \"base/system.h\"\n").size(), 1U);
  EXPECT_TRUE(impure_includes_of("observe/x.cpp", "#include <fstream>\n").empty());
}

}  // namespace
}  // namespace ces
