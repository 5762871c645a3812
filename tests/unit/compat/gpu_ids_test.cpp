#include "compat/gpu_ids.h"

#include "compat/builtin_gpu_ids.h"
#include "compat/gpu_id_file.h"
#include "compat/tables.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace ces::compat {
namespace {

using ces::testing::contains;

const std::string k_file = testing::source_path("src/compat/gpu_ids.tsv");

std::string error_of(const std::string& line) {
  const GpuIdFile file =
      parse_gpu_ids("# head\n2330\tGH100\t9.0\tdata-center\tH100\n" + line, "ids");
  return file.errors.empty() ? "" : file.errors.front();
}

TEST(GpuIds, are_what_the_committed_file_says) {
  const GpuIdFile file = parse_gpu_ids(ces::testing::text_of_file(k_file), k_file);
  for (const std::string& error : file.errors) {
    ADD_FAILURE() << error;
  }
  SCOPED_TRACE("stale? generate-gpu-ids makes builtin_gpu_ids.cpp anew");
  const std::vector<GpuModel> models = gpu_models();
  ASSERT_EQ(models.size(), file.rows.size());
  for (std::size_t i = 0; i < models.size(); ++i) {
    EXPECT_EQ(models[i].device, file.rows[i].device);
    EXPECT_EQ(models[i].chip, file.rows[i].chip);
    EXPECT_EQ(models[i].capability, file.rows[i].capability);
    EXPECT_EQ(models[i].kind, file.rows[i].kind);
    EXPECT_EQ(models[i].name, file.rows[i].name);
  }
}

TEST(GpuIds, have_capabilities_that_the_tables_know) {
  for (const GpuModel& model : gpu_models()) {
    const auto& rows = builtin_tables().architectures;
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const GpuArchitecture& row) {
      return row.capability == model.capability;
    })) << called(model);
  }
}

TEST(GpuIds, tell_a_gpu) {
  const auto h100 = find_gpu(0x2330);
  ASSERT_TRUE(h100);
  EXPECT_EQ(h100->name, "H100 SXM5 80GB");
  EXPECT_EQ(h100->chip, "GH100");
  EXPECT_EQ(h100->capability, Version(9, 0));
  EXPECT_EQ(h100->kind, GpuKind::data_center);
  const auto rtx = find_gpu(0x2684);
  ASSERT_TRUE(rtx);
  EXPECT_EQ(rtx->name, "GeForce RTX 4090");
  EXPECT_EQ(rtx->kind, GpuKind::geforce);
  EXPECT_EQ(rtx->capability, Version(8, 9));
}

TEST(GpuIds, tell_the_ends_of_the_list_and_nothing_outside) {
  const std::vector<GpuModel> models = gpu_models();
  EXPECT_TRUE(find_gpu(models.front().device));
  EXPECT_TRUE(find_gpu(models.back().device));
  EXPECT_FALSE(find_gpu(0));
  EXPECT_FALSE(find_gpu(0xFFFF));
  EXPECT_FALSE(find_gpu(0x2332));
}

TEST(GpuIds, call_a_nameless_gpu_by_its_chip) {
  const auto nameless = find_gpu(0x2343);
  ASSERT_TRUE(nameless);
  EXPECT_TRUE(nameless->name.empty());
  EXPECT_EQ(called(*nameless), "GH100");
}

TEST(GpuIds, are_small) {
  EXPECT_EQ(sizeof(PackedGpu), 8U);
  EXPECT_LT(builtin_gpus().size_bytes() + builtin_gpu_texts().size(), std::size_t{32} * 1024);
}

TEST(GpuKind, has_a_word_for_each) {
  EXPECT_EQ(gpu_kind_word(GpuKind::unknown), "unknown");
  EXPECT_EQ(gpu_kind_word(GpuKind::geforce), "geforce");
  EXPECT_EQ(gpu_kind_word(GpuKind::titan), "titan");
  EXPECT_EQ(gpu_kind_word(GpuKind::workstation), "workstation");
  EXPECT_EQ(gpu_kind_word(GpuKind::data_center), "data-center");
  EXPECT_EQ(gpu_kind_word(GpuKind::tegra), "tegra");
}

TEST(GpuIdFile, names_file_and_line_of_a_fault) {
  EXPECT_EQ(error_of(""), "");
  EXPECT_EQ(error_of("2331\tGH100\t9.0\tdata-center\t-\n"), "");
  EXPECT_TRUE(error_of("2331 GH100\n").starts_with("ids:3: not five columns"));
  EXPECT_TRUE(contains(error_of("2331\tGH100\t9.0\tdata-center\tx\ty\n"), "not five columns"));
  EXPECT_TRUE(contains(error_of("233\tGH100\t9.0\tdata-center\tx\n"), "four hexadecimal"));
  EXPECT_TRUE(contains(error_of("233G\tGH100\t9.0\tdata-center\tx\n"), "four hexadecimal"));
  EXPECT_TRUE(contains(error_of("2331\tGH100\t9\tdata-center\tx\n"), "two numbers"));
  EXPECT_TRUE(contains(error_of("2331\tGH100\t9.16\tdata-center\tx\n"), "two numbers"));
  EXPECT_TRUE(contains(error_of("2331\tGH100\t9.0\tdatacenter\tx\n"), "no kind datacenter"));
  EXPECT_TRUE(contains(error_of("2331\tGH100\t9.0\tdata-center\t\n"), "empty"));
  EXPECT_TRUE(contains(error_of("2331\tGH100\t9.0\tdata-center\t\"x\"\n"), "plain characters"));
  EXPECT_TRUE(contains(error_of("2330\tGH100\t9.0\tdata-center\tx\n"), "does not come after"));
  EXPECT_FALSE(parse_gpu_ids("# nothing\n", "ids").errors.empty());
}

}  // namespace
}  // namespace ces::compat
