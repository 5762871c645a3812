#include "compat/tables.h"
#include "compat/yaml_loader.h"
#include "unit/support/source_path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>
#include <string>

namespace ces::compat {

// What a failing comparison prints.
void PrintTo(const DriverRelease& release, std::ostream* out) {
  *out << release.text;
}
void PrintTo(const ToolkitRelease& row, std::ostream* out) {
  *out << row.version.str() << ' ' << row.bundled.text << ' ' << row.table.text;
}

namespace {

const std::string k_yaml = testing::source_path("src/compat/cuda-compat.yaml");

LoadResult load_committed() {
  std::ifstream file(k_yaml, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return load_tables(text, k_yaml);
}

template <typename Row>
void expect_same(std::span<const Row> built_in, std::span<const Row> loaded) {
  ASSERT_EQ(built_in.size(), loaded.size());
  for (std::size_t i = 0; i < built_in.size(); ++i) {
    EXPECT_TRUE(built_in[i] == loaded[i]) << "row " << i;
  }
}

Version native_cuda(const DriverRelease& release) {
  Version cuda;
  for (const DriverBranch& row : builtin_tables().branches) {
    if (row.branch <= release.version.major()) {
      cuda = row.cuda;
    }
  }
  return cuda;
}

TEST(BuiltinTables, are_what_the_committed_yaml_says) {
  const LoadResult result = load_committed();
  for (const std::string& error : result.errors) {
    ADD_FAILURE() << error;
  }
  ASSERT_TRUE(result.tables);
  const Tables loaded = result.tables->view();
  const Tables& built_in = builtin_tables();
  SCOPED_TRACE("stale? generate-builtin-tables makes builtin_tables.cpp anew");
  expect_same(built_in.toolkits, loaded.toolkits);
  expect_same(built_in.branches, loaded.branches);
  expect_same(built_in.minor_version_minima, loaded.minor_version_minima);
  expect_same(built_in.own_minima, loaded.own_minima);
  expect_same(built_in.forward_compat, loaded.forward_compat);
  expect_same(built_in.ptx_isas, loaded.ptx_isas);
  expect_same(built_in.architectures, loaded.architectures);
  expect_same(built_in.host_compilers, loaded.host_compilers);
  expect_same(built_in.jetpacks, loaded.jetpacks);
  expect_same(built_in.jetson_modules, loaded.jetson_modules);
  EXPECT_EQ(built_in.toolkits_source, loaded.toolkits_source);
  EXPECT_EQ(built_in.branches_source, loaded.branches_source);
  EXPECT_EQ(built_in.minor_version_minima_source, loaded.minor_version_minima_source);
  EXPECT_EQ(built_in.own_minima_source, loaded.own_minima_source);
  EXPECT_EQ(built_in.forward_compat_source, loaded.forward_compat_source);
  EXPECT_EQ(built_in.ptx_isas_source, loaded.ptx_isas_source);
  EXPECT_EQ(built_in.architectures_source, loaded.architectures_source);
  EXPECT_EQ(built_in.host_compilers_source, loaded.host_compilers_source);
  EXPECT_EQ(built_in.jetpacks_source, loaded.jetpacks_source);
}

TEST(BuiltinTables, pair_every_toolkit_with_a_driver_that_supports_it_natively) {
  for (const ToolkitRelease& row : builtin_tables().toolkits) {
    for (const DriverRelease& release : {row.bundled, row.table}) {
      if (release.known()) {
        EXPECT_EQ(native_cuda(release).str(), row.version.release().str())
            << row.version.str() << ' ' << release.text;
      }
    }
  }
}

TEST(BuiltinTables, give_old_toolkits_the_smaller_driver_of_their_first_release) {
  std::set<std::string> seen;
  for (const ToolkitRelease& row : builtin_tables().toolkits) {
    const Version cuda = row.version.release();
    if (cuda.major() >= k_first_family_major || !seen.insert(cuda.str()).second) {
      continue;
    }
    const bool bundled_counts =
        row.bundled.known() && (!row.table.known() || row.bundled.version < row.table.version);
    const DriverRelease& smaller = bundled_counts ? row.bundled : row.table;
    for (const OwnMinimum& own : builtin_tables().own_minima) {
      if (own.toolkit == cuda) {
        EXPECT_EQ(own.driver.text, smaller.text) << cuda.str();
      }
    }
  }
  EXPECT_EQ(seen.size(), builtin_tables().own_minima.size());
}

TEST(BuiltinTables, know_the_driver_of_every_toolkit_up_to_13_3_and_of_none_after) {
  for (const ToolkitRelease& row : builtin_tables().toolkits) {
    const bool known = row.bundled.known() || row.table.known();
    EXPECT_EQ(known, row.version < Version(13, 4)) << row.version.str();
  }
}

TEST(BuiltinTables, have_no_toolkit_12_7_but_its_driver) {
  for (const ToolkitRelease& row : builtin_tables().toolkits) {
    EXPECT_NE(row.version.release().str(), "12.7");
  }
  EXPECT_EQ(native_cuda({"565.57.01", *Version::parse("565.57.01")}).str(), "12.7");
}

TEST(BuiltinTables, have_all_that_a_verdict_of_any_toolkit_asks_for) {
  const Tables& tables = builtin_tables();
  for (const ToolkitRelease& row : tables.toolkits) {
    EXPECT_LE(tables.host_compilers.front().toolkit, row.version);
    EXPECT_LE(tables.ptx_isas.front().cuda, row.version.release());
    EXPECT_TRUE(std::any_of(tables.architectures.begin(), tables.architectures.end(),
                            [&](const GpuArchitecture& gpu) {
                              return gpu.first_toolkit <= row.version.release() &&
                                     (gpu.last_toolkit.count() == 0 ||
                                      row.version.release() <= gpu.last_toolkit);
                            }))
        << row.version.str();
  }
}

TEST(BuiltinTables, keep_driver_texts_as_nvidia_writes_them) {
  EXPECT_EQ(builtin_tables().minor_version_minima.front().driver.text, "450.80.02");
  EXPECT_EQ(builtin_tables().minor_version_minima.front().driver.version.str(), "450.80.2");
}

}  // namespace
}  // namespace ces::compat
