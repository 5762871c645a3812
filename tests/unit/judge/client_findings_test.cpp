#include "judge/client_findings.h"

#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

namespace ces {
namespace {

TEST(ClientFindings, name_the_keys_that_help_old_makefiles) {
  const Toolkit split = testing::split_toolkit("/e");
  Settings settings;
  const std::vector<Finding> findings = client_findings(split, settings);
  ASSERT_EQ(testing::codes_of(findings), std::vector<std::string>({"CES407"}));
  for (const char* key : {"'cpath'", "'library_path'", "'ld_library_path'"}) {
    EXPECT_TRUE(testing::contains(findings[0].remedy, key)) << key;
  }
  settings.cpath.value = true;
  EXPECT_EQ(client_findings(split, settings).size(), 1U);
  settings.library_path.value = true;
  EXPECT_TRUE(client_findings(split, settings).empty()) << "they are helped";
}

TEST(ClientFindings, are_none_of_a_complete_toolkit) {
  EXPECT_TRUE(client_findings(testing::dev_toolkit("/e"), {}).empty());
}

}  // namespace
}  // namespace ces
