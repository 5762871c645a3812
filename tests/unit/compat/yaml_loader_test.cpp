#include "compat/yaml_loader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace ces::compat {
namespace {

// The smallest file without an error; the tests spoil one line each.
constexpr std::string_view k_good = R"(schema: 1
toolkits:
  source: page one
  releases:
    - {version: "10.2.89", bundled: "440.33.01", table: "440.33"}
    - {version: "11.0.2", bundled: "450.51.05", table: null}
    - {version: "11.2.0", bundled: null, table: null}
    - {version: "12.0.0", bundled: "525.60.13", table: "525.60.13"}
driver_branches:
  source: page two
  branches:
    - {branch: 440, cuda: "10.2"}
    - {branch: 450, cuda: "11.0"}
    - {branch: 455, cuda: "11.1"}
    - {branch: 460, cuda: "11.2"}
    - {branch: 470, cuda: "11.2"}
    - {branch: 525, cuda: "12.0"}
  without_toolkit: ["11.1"]
minor_version_minimum:
  source: page three
  rows:
    - {major: 11, driver: "450.80.02"}
    - {major: 12, driver: "525.60.13"}
own_minimum:
  source: page four
  rows:
    - {toolkit: "10.2", driver: "440.33"}
forward_compat:
  source: page five
  packages:
    - {cuda: "11.0", page: null, note: null, images: [440]}
    - {cuda: "11.2", page: [], note: null, images: [440, 450]}
    - {cuda: "12.0", page: [450, 460], note: [450, 455], images: null}
ptx_isa:
  source: page six
  rows:
    - {isa: "6.5", cuda: "10.2"}
    - {isa: "7.0", cuda: "11.0"}
    - {isa: "8.0", cuda: "12.0"}
gpu_architectures:
  source: page seven
  architectures:
    - {capability: "3.0", name: "Kepler", first_toolkit: null, last_toolkit: "10.2", last_branch: 470}
    - {capability: "8.0", name: "Ampere", first_toolkit: "11.0", last_toolkit: null, last_branch: null}
host_compilers:
  source: page eight
  rows:
    - {toolkit: "10.2.89", gcc_max: 8, clang_max: 8, gcc_min: null, clang_min: null, remark: null}
    - {toolkit: "11.0.2", gcc_max: 9, clang_max: 9, gcc_min: 5, clang_min: null, remark: "No."}
jetpack:
  source: page nine
  releases:
    - {l4t: "35.1", name: "JetPack 5", cuda: "11.2", upgrades: ["12.0"]}
  modules:
    - {name: "Jetson Orin", capability: "8.0"}
)";

LoadResult load(const std::string& text) {
  return load_tables(text, "facts.yaml");
}

// Return the errors of the good file with `from` replaced by `to`, joined by newlines.
std::string errors_of(std::string_view from, std::string_view to) {
  std::string text(k_good);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const LoadResult result = load(text);
  EXPECT_EQ(result.tables.has_value(), result.errors.empty());
  std::string all;
  for (const std::string& error : result.errors) {
    all += (all.empty() ? "" : "\n") + error;
  }
  return all;
}

// Succeed if the good file with `from` replaced by `to` has one error, of this line and key, that
// says `part`.
::testing::AssertionResult is_sole_error(std::string_view from, std::string_view to,
                                         std::string_view place, std::string_view part) {
  const std::string errors = errors_of(from, to);
  const std::string start = "facts.yaml:" + std::string(place) + ": ";
  if (errors.compare(0, start.size(), start) == 0 && errors.find('\n') == std::string::npos &&
      errors.find(part, start.size()) != std::string::npos) {
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << "not solely \"" << start << "… " << part << "…\" but:\n"
                                       << errors;
}

// Succeed if it has an error that says `part`, maybe among others.
::testing::AssertionResult is_an_error(std::string_view from, std::string_view to,
                                       std::string_view part) {
  const std::string errors = errors_of(from, to);
  if (errors.find(part) != std::string::npos) {
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << "no \"" << part << "\" in:\n" << errors;
}

TEST(YamlLoader, reads_every_block) {
  const LoadResult result = load(std::string(k_good));
  ASSERT_TRUE(result.tables) << result.errors.front();
  EXPECT_TRUE(result.errors.empty());
  const Tables tables = result.tables->view();
  ASSERT_EQ(tables.toolkits.size(), 4U);
  EXPECT_EQ(tables.toolkits[0].version.str(), "10.2.89");
  EXPECT_EQ(tables.toolkits[0].bundled.text, "440.33.01");
  EXPECT_EQ(tables.toolkits[0].bundled.version, *Version::parse("440.33.1"));
  EXPECT_EQ(tables.toolkits[0].table.text, "440.33");
  EXPECT_FALSE(tables.toolkits[1].table.known());
  ASSERT_EQ(tables.branches.size(), 6U);
  EXPECT_EQ(tables.branches[4].branch, 470U);
  EXPECT_EQ(tables.branches[4].cuda, Version(11, 2));
  ASSERT_EQ(tables.minor_version_minima.size(), 2U);
  EXPECT_EQ(tables.minor_version_minima[0].major, 11U);
  EXPECT_EQ(tables.minor_version_minima[0].driver.text, "450.80.02");
  ASSERT_EQ(tables.own_minima.size(), 1U);
  EXPECT_EQ(tables.own_minima[0].toolkit, Version(10, 2));
  ASSERT_EQ(tables.forward_compat.size(), 3U);
  EXPECT_TRUE(tables.forward_compat[0].page.empty());
  EXPECT_TRUE(tables.forward_compat[2].page.has(460));
  EXPECT_TRUE(tables.forward_compat[2].note.has(455));
  EXPECT_EQ(tables.forward_compat[1].images.size(), 2U);
  ASSERT_EQ(tables.ptx_isas.size(), 3U);
  EXPECT_EQ(tables.ptx_isas[2].isa, Version(8, 0));
  ASSERT_EQ(tables.architectures.size(), 2U);
  EXPECT_EQ(tables.architectures[0].name, "Kepler");
  EXPECT_EQ(tables.architectures[0].first_toolkit.count(), 0U);
  EXPECT_EQ(tables.architectures[0].last_toolkit, Version(10, 2));
  EXPECT_EQ(tables.architectures[0].last_branch, 470U);
  EXPECT_EQ(tables.architectures[1].last_branch, 0U);
  ASSERT_EQ(tables.host_compilers.size(), 2U);
  EXPECT_EQ(tables.host_compilers[1].gcc_min, 5U);
  EXPECT_EQ(tables.host_compilers[1].clang_min, 0U);
  EXPECT_EQ(tables.host_compilers[1].remark, "No.");
  ASSERT_EQ(tables.jetpacks.size(), 1U);
  EXPECT_TRUE(tables.jetpacks[0].upgrades.has(Version(12, 0)));
  ASSERT_EQ(tables.jetson_modules.size(), 1U);
  EXPECT_EQ(tables.jetson_modules[0].name, "Jetson Orin");
  EXPECT_EQ(tables.toolkits_source, "page one");
  EXPECT_EQ(tables.branches_source, "page two");
  EXPECT_EQ(tables.minor_version_minima_source, "page three");
  EXPECT_EQ(tables.own_minima_source, "page four");
  EXPECT_EQ(tables.forward_compat_source, "page five");
  EXPECT_EQ(tables.ptx_isas_source, "page six");
  EXPECT_EQ(tables.architectures_source, "page seven");
  EXPECT_EQ(tables.host_compilers_source, "page eight");
  EXPECT_EQ(tables.jetpacks_source, "page nine");
}

TEST(YamlLoader, owns_its_texts_wherever_the_tables_are_moved) {
  LoadedTables moved;
  {
    std::string text(k_good);
    LoadResult result = load(text);
    ASSERT_TRUE(result.tables);
    moved = std::move(*result.tables);
    text.assign(text.size(), '#');
  }
  const LoadedTables again(std::move(moved));
  EXPECT_EQ(again.view().own_minima[0].driver.text, "440.33");
  EXPECT_EQ(again.view().own_minima_source, "page four");
}

TEST(YamlLoader, names_file_line_key_and_remedy) {
  EXPECT_EQ(
      errors_of(R"(bundled: "450.51.05")", R"(bundled: "11.0")"),
      "facts.yaml:6: toolkits.releases[1].bundled: \"11.0\" is not a driver version; write two "
      "or three numbers joined by dots, as in \"450.80.02\"");
}

TEST(YamlLoader, refuses_what_is_no_yaml_with_a_line_and_throws_nothing) {
  EXPECT_TRUE(is_an_error("source: page two", "source: [page", "facts.yaml:"));
  for (const std::string text :
       {"", "\n", "# nothing\n", "just words", "- 1\n- 2\n", "a: *nowhere\n", "{", "\"", "\t- x",
        "a: b: c", "!<", "%YAML 9", "? [a, b]\n: c\n", "&a [*a]", "\xff\xfe", "---\n---\n"}) {
    const LoadResult result = load(text);
    EXPECT_FALSE(result.tables) << text;
    ASSERT_FALSE(result.errors.empty()) << text;
    EXPECT_EQ(result.errors.front().compare(0, 11, "facts.yaml:"), 0) << result.errors.front();
  }
}

TEST(YamlLoader, names_the_line_of_a_syntax_error) {
  const LoadResult result = load("schema: 1\na: b: c\n");
  ASSERT_EQ(result.errors.size(), 1U);
  EXPECT_EQ(result.errors.front().compare(0, 19, "facts.yaml:2: YAML:"), 0)
      << result.errors.front();
}

TEST(YamlLoader, survives_a_file_cut_anywhere) {
  for (std::size_t size = 0; size < k_good.size(); ++size) {
    const LoadResult result = load(std::string(k_good.substr(0, size)));
    EXPECT_EQ(result.tables.has_value(), result.errors.empty()) << size;
  }
}

TEST(YamlLoader, refuses_thousands_of_open_brackets) {
  const LoadResult result = load(std::string(100'000, '['));
  EXPECT_FALSE(result.tables);
  EXPECT_FALSE(result.errors.empty());
}

TEST(YamlLoader, refuses_a_second_document) {
  EXPECT_TRUE(is_an_error("own_minimum:", "---\nown_minimum:", "not one document"));
}

TEST(YamlLoader, says_an_error_in_one_line_whatever_the_key) {
  for (const char* text : {"\"a\\nb\": 1", "{\"\\e[31m\": [}"}) {
    for (const std::string& error : load_tables(text, "bad.yaml").errors) {
      EXPECT_EQ(error.find_first_of("\n\x1b"), std::string::npos) << error;
    }
  }
}

// yaml-cpp's LoadAll takes in documents without end at these.
TEST(YamlLoader, ends_at_what_belongs_to_no_document) {
  for (const char* text : {",", "a: 1\n,", "# x\n,,,\n"}) {
    EXPECT_FALSE(load_tables(text, "bad.yaml").errors.empty()) << text;
  }
}

TEST(YamlLoader, refuses_another_schema) {
  EXPECT_TRUE(is_sole_error("schema: 1", "schema: 2", "1: schema", "schema 2 is not known"));
  EXPECT_TRUE(is_sole_error("schema: 1", "schema: \"1\"", "1: schema", "not a whole number"));
}

TEST(YamlLoader, refuses_unknown_missing_and_repeated_keys) {
  EXPECT_TRUE(is_sole_error("schema: 1", "schema: 1\ncolour: red", "2: colour", "unknown key"));
  EXPECT_TRUE(is_sole_error("cuda: \"11.0\"", "cuda: \"11.0\", gpu: 1",
                            "13: driver_branches.branches[1].gpu", "unknown key"));
  EXPECT_TRUE(is_sole_error(", table: \"440.33\"", "", "5: toolkits.releases[0].table", "missing"));
  EXPECT_TRUE(is_sole_error("  source: page one\n", "", "3: toolkits.source", "missing"));
  EXPECT_TRUE(is_sole_error("cuda: \"11.0\"", "cuda: \"11.0\", cuda: \"11.0\"",
                            "13: driver_branches.branches[1].cuda", "given twice"));
  EXPECT_TRUE(is_an_error("schema: 1", "schema: 1\nschema: 1", "given twice"));
}

TEST(YamlLoader, refuses_wrong_types) {
  EXPECT_TRUE(is_sole_error("version: \"10.2.89\"", "version: 10.2.89",
                            "5: toolkits.releases[0].version", "not a text in quotes"));
  EXPECT_TRUE(is_sole_error("cuda: \"11.0\"", "cuda: 11.0", "13: driver_branches.branches[1].cuda",
                            "not a text in quotes"));
  EXPECT_TRUE(is_sole_error("branch: 450", "branch: \"450\"",
                            "13: driver_branches.branches[1].branch", "not a whole number"));
  EXPECT_TRUE(is_sole_error("branch: 450", "branch: 450.5",
                            "13: driver_branches.branches[1].branch", "not a whole number"));
  EXPECT_TRUE(is_sole_error("branch: 450", "branch: 0450", "13: driver_branches.branches[1].branch",
                            "not a whole number"));
  EXPECT_TRUE(is_sole_error("source: page two", "source: [page two]", "10: driver_branches.source",
                            "not one line of text"));
  EXPECT_TRUE(is_sole_error("source: page two", "source:", "10: driver_branches.source",
                            "not one line of text"));
  EXPECT_TRUE(is_an_error("{branch: 450, cuda: \"11.0\"}", "450", "not a map"));
  EXPECT_TRUE(is_an_error("[\"11.1\"]", "none", "not a list"));
}

TEST(YamlLoader, refuses_lists_without_rows) {
  EXPECT_TRUE(is_sole_error("    - {toolkit: \"10.2\", driver: \"440.33\"}\n", "",
                            "26: own_minimum.rows", "not a list of rows"));
}

TEST(YamlLoader, refuses_versions_of_another_kind) {
  for (const std::string_view bad : {"11.0", "11.0.2.1", "11.0.x", "11.0.02", ""}) {
    EXPECT_TRUE(is_sole_error("version: \"11.0.2\"", "version: \"" + std::string(bad) + '"',
                              "6: toolkits.releases[1].version",
                              "is not a CUDA version of 3 numbers"))
        << bad;
  }
  for (const std::string_view bad : {"11", "11.0.2", "11.00"}) {
    EXPECT_TRUE(is_sole_error("cuda: \"11.0\"", "cuda: \"" + std::string(bad) + '"',
                              "13: driver_branches.branches[1].cuda",
                              "is not a CUDA version of 2 numbers"))
        << bad;
  }
}

TEST(YamlLoader, wants_every_minimum_to_be_a_driver_version) {
  for (const std::string_view bad :
       {"450", "11.0", "450.80.02.1", "450.80.x", "R450", " 450.80", ""}) {
    EXPECT_TRUE(is_sole_error("driver: \"450.80.02\"", "driver: \"" + std::string(bad) + '"',
                              "22: minor_version_minimum.rows[0].driver",
                              "is not a driver version"))
        << bad;
    EXPECT_TRUE(is_sole_error("driver: \"440.33\"", "driver: \"" + std::string(bad) + '"',
                              "27: own_minimum.rows[0].driver", "is not a driver version"))
        << bad;
  }
  EXPECT_TRUE(is_sole_error("driver: \"450.80.02\"", "driver: null",
                            "22: minor_version_minimum.rows[0].driver", "not a text in quotes"));
}

TEST(YamlLoader, wants_rows_ascending_and_once) {
  EXPECT_TRUE(is_sole_error("version: \"11.0.2\"", "version: \"10.2.88\"",
                            "6: toolkits.releases[1].version", "does not come after 10.2.89"));
  EXPECT_TRUE(is_sole_error("version: \"11.0.2\"", "version: \"10.2.89\"",
                            "6: toolkits.releases[1].version", "does not come after 10.2.89"));
  EXPECT_TRUE(is_sole_error("branch: 455", "branch: 450", "14: driver_branches.branches[2].branch",
                            "does not come after 450"));
  EXPECT_TRUE(is_sole_error("[\"11.1\"]", "[\"11.1\", \"11.1\"]",
                            "18: driver_branches.without_toolkit[1]", "does not come after 11.1"));
}

TEST(YamlLoader, wants_no_cuda_skipped_between_branches) {
  EXPECT_TRUE(is_sole_error("    - {branch: 455, cuda: \"11.1\"}\n", "",
                            "14: driver_branches.branches[2].cuda", "11.2 does not follow 11.0"));
  EXPECT_TRUE(is_an_error("cuda: \"12.0\"", "cuda: \"12.1\"", "12.1 does not follow 11.2"));
  EXPECT_TRUE(is_an_error("cuda: \"11.1\"", "cuda: \"10.1\"", "10.1 does not follow 11.0"));
}

TEST(YamlLoader, wants_every_major_from_11_to_the_newest) {
  EXPECT_TRUE(
      is_an_error("    - {major: 11, driver: \"450.80.02\"}\n", "", "12 stands where 11 is due"));
  EXPECT_TRUE(is_sole_error("    - {major: 12, driver: \"525.60.13\"}\n", "",
                            "22: minor_version_minimum.rows[0]",
                            "the last major is 11, the newest toolkit's is 12"));
  EXPECT_TRUE(is_an_error("major: 12", "major: 11", "11 stands where 12 is due"));
  EXPECT_TRUE(is_an_error("major: 12", "major: 13", "13 stands where 12 is due"));
}

TEST(YamlLoader, wants_minima_to_be_of_their_own_cuda) {
  EXPECT_TRUE(is_sole_error("driver: \"450.80.02\"", "driver: \"460.80.02\"",
                            "22: minor_version_minimum.rows[0]",
                            "driver 460.80.02 is of CUDA 11.2, not of 11.0"));
  EXPECT_TRUE(is_sole_error("driver: \"440.33\"", "driver: \"404.33\"", "27: own_minimum.rows[0]",
                            "is of CUDA 0.0, not of 10.2"));
}

TEST(YamlLoader, wants_toolkits_and_branches_to_match) {
  EXPECT_TRUE(
      is_an_error("version: \"12.0.0\"", "version: \"12.1.0\"",
                  "facts.yaml:8: toolkits.releases[3]: no driver branch supports CUDA 12.1"));
  EXPECT_TRUE(is_sole_error("[\"11.1\"]", "[]", "14: driver_branches.branches[2]",
                            "no toolkit is CUDA 11.1"));
  EXPECT_TRUE(is_sole_error("[\"11.1\"]", "[\"11.1\", \"11.2\"]",
                            "18: driver_branches.without_toolkit[1]", "11.2 has a toolkit"));
}

TEST(YamlLoader, wants_a_minimum_for_every_toolkit_before_11_and_for_no_other) {
  EXPECT_TRUE(is_an_error("{toolkit: \"10.2\"", "{toolkit: \"10.1\"",
                          "facts.yaml:27: own_minimum.rows[0]: no row for CUDA 10.2"));
  EXPECT_TRUE(is_sole_error("driver: \"440.33\"}",
                            "driver: \"440.33\"}\n    - {toolkit: \"11.0\", driver: \"450.51.05\"}",
                            "28: own_minimum.rows[1]", "no toolkit before CUDA 11 is 11.0"));
  EXPECT_TRUE(is_an_error("driver: \"440.33\"}",
                          "driver: \"440.33\"}\n    - {toolkit: \"10.2\", driver: \"440.33\"}",
                          "10.2 does not come after 10.2"));
}

// ---- forward compatibility ---------------------------------------------------------------------

TEST(YamlLoader, wants_a_package_for_every_toolkit_from_the_first_on) {
  EXPECT_TRUE(is_sole_error("    - {cuda: \"11.2\", page: [], note: null, images: [440, 450]}\n",
                            "", "32: forward_compat.packages[1]", "12.0 stands where 11.2 is due"));
  EXPECT_TRUE(
      is_sole_error("    - {cuda: \"12.0\", page: [450, 460], note: [450, 455], images: null}\n",
                    "", "32: forward_compat.packages[1]", "no row for CUDA 12.0"));
  EXPECT_TRUE(is_an_error("{cuda: \"11.2\", page", "{cuda: \"11.0\", page",
                          "11.0 does not come after 11.0"));
}

TEST(YamlLoader, wants_hosts_to_be_older_branches_ascending) {
  EXPECT_TRUE(is_sole_error("page: [450, 460]", "page: [450, 525]",
                            "33: forward_compat.packages[2]", "525 is no driver branch older"));
  EXPECT_TRUE(is_sole_error("page: [450, 460]", "page: [450, 459]",
                            "33: forward_compat.packages[2]", "459 is no driver branch older"));
  EXPECT_TRUE(is_sole_error("page: [450, 460]", "page: [460, 450]",
                            "33: forward_compat.packages[2].page[1]",
                            "450 does not come after 460"));
  EXPECT_TRUE(is_sole_error("page: [450, 460]", "page: [\"450\"]",
                            "33: forward_compat.packages[2].page[0]", "not a whole number"));
  EXPECT_TRUE(is_sole_error("page: [450, 460]", "page: 450", "33: forward_compat.packages[2].page",
                            "not a list"));
}

TEST(YamlLoader, has_no_room_for_endless_hosts) {
  std::string many = "page: [";
  for (int branch = 100; branch < 117; ++branch) {
    many += std::to_string(branch) + (branch < 116 ? ", " : "]");
  }
  EXPECT_TRUE(is_sole_error("page: [450, 460]", many, "33: forward_compat.packages[2].page",
                            "more than 16 branches"));
}

// ---- what nvcc writes and compiles with ---------------------------------------------------------

TEST(YamlLoader, wants_ptx_versions_from_the_first_toolkit_on) {
  EXPECT_TRUE(is_sole_error("    - {isa: \"6.5\", cuda: \"10.2\"}\n", "", "37: ptx_isa.rows[0]",
                            "begins after CUDA 10.2"));
  EXPECT_TRUE(is_sole_error("isa: \"7.0\"", "isa: \"6.5\"", "38: ptx_isa.rows[1].isa",
                            "6.5 does not come after 6.5"));
  EXPECT_TRUE(is_sole_error("isa: \"7.0\"", "isa: \"7\"", "38: ptx_isa.rows[1].isa",
                            "is not a PTX version of 2 numbers"));
  EXPECT_TRUE(is_sole_error("{isa: \"8.0\", cuda: \"12.0\"}", "{isa: \"8.0\", cuda: \"12.3\"}",
                            "39: ptx_isa.rows[2]", "no driver branch is of CUDA 12.3"));
  EXPECT_TRUE(is_sole_error("{isa: \"8.0\", cuda: \"12.0\"}", "{isa: \"8.0\", cuda: \"11.0\"}",
                            "39: ptx_isa.rows[2].cuda", "11.0 does not come after 11.0"));
}

TEST(YamlLoader, wants_host_compilers_from_the_first_toolkit_on) {
  EXPECT_TRUE(is_an_error("{toolkit: \"10.2.89\", gcc", "{toolkit: \"10.2.88\", gcc",
                          "not with the first toolkit, 10.2.89"));
  EXPECT_TRUE(is_sole_error("{toolkit: \"11.0.2\", gcc", "{toolkit: \"11.0.9\", gcc",
                            "49: host_compilers.rows[1]", "no toolkit is 11.0.9"));
  EXPECT_TRUE(is_sole_error("{toolkit: \"11.0.2\", gcc", "{toolkit: \"10.2.89\", gcc",
                            "49: host_compilers.rows[1]", "10.2.89 does not come after 10.2.89"));
}

TEST(YamlLoader, wants_limits_of_host_compilers_to_grow) {
  EXPECT_TRUE(is_sole_error("gcc_max: 9", "gcc_max: 7", "49: host_compilers.rows[1]",
                            "smaller than in the row before"));
  EXPECT_TRUE(is_sole_error("clang_max: 9", "clang_max: 7", "49: host_compilers.rows[1]",
                            "smaller than in the row before"));
  EXPECT_TRUE(is_sole_error("gcc_min: 5", "gcc_min: 10", "49: host_compilers.rows[1]",
                            "a lower limit is above the upper one"));
  EXPECT_TRUE(is_sole_error("gcc_max: 9", "gcc_max: null", "49: host_compilers.rows[1].gcc_max",
                            "not a whole number"));
  EXPECT_TRUE(is_sole_error("remark: \"No.\"", "remark: No.", "49: host_compilers.rows[1].remark",
                            "not a text in quotes"));
}

// ---- GPUs ---------------------------------------------------------------------------------------

TEST(YamlLoader, wants_architectures_of_known_toolkits_and_branches) {
  EXPECT_TRUE(is_sole_error("last_toolkit: \"10.2\"", "last_toolkit: \"10.1\"",
                            "43: gpu_architectures.architectures[0]", "no toolkit is CUDA 10.1"));
  EXPECT_TRUE(is_sole_error("last_branch: 470", "last_branch: 471",
                            "43: gpu_architectures.architectures[0]", "471 is no driver branch"));
  EXPECT_TRUE(is_sole_error("first_toolkit: \"11.0\", last_toolkit: null",
                            "first_toolkit: \"11.0\", last_toolkit: \"10.2\"",
                            "44: gpu_architectures.architectures[1]",
                            "its last toolkit is older than its first"));
  EXPECT_TRUE(is_sole_error("capability: \"3.0\"", "capability: \"8.0\"",
                            "44: gpu_architectures.architectures[1]",
                            "8.0 does not come after 8.0"));
  EXPECT_TRUE(is_sole_error("capability: \"3.0\"", "capability: \"sm_30\"",
                            "43: gpu_architectures.architectures[0].capability",
                            "is not a compute capability of 2 numbers"));
  EXPECT_TRUE(is_sole_error("name: \"Kepler\"", "name: \"\"",
                            "43: gpu_architectures.architectures[0].name", "not one line of text"));
}

TEST(YamlLoader, wants_jetpacks_of_known_toolkits) {
  EXPECT_TRUE(is_sole_error("cuda: \"11.2\", upgrades", "cuda: \"11.1\", upgrades",
                            "53: jetpack.releases[0]", "no toolkit is CUDA 11.1"));
  EXPECT_TRUE(is_sole_error("upgrades: [\"12.0\"]", "upgrades: [\"12.2\"]",
                            "53: jetpack.releases[0]", "no toolkit is CUDA 12.2"));
  EXPECT_TRUE(is_sole_error("upgrades: [\"12.0\"]", "upgrades: [\"11.0\"]",
                            "53: jetpack.releases[0].upgrades[0]", "is not newer than 11.2"));
  EXPECT_TRUE(is_sole_error("\"Jetson Orin\", capability: \"8.0\"",
                            "\"Jetson Orin\", capability: \"8.7\"", "55: jetpack.modules[0]",
                            "no architecture is 8.7"));
}

TEST(YamlLoader, tells_every_error_of_a_file_at_once) {
  std::string text(k_good);
  text.replace(text.find("branch: 450"), 11, "branch: xyz");
  text.replace(text.find("major: 12"), 9, "major: xy");
  EXPECT_EQ(load(text).errors.size(), 2U);
}

}  // namespace
}  // namespace ces::compat
