#include "observe/permissions.h"

#include "judge/toolkit_findings.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;

Toolkit toolkit_in_root() {
  Toolkit toolkit;
  toolkit.root = "/t";
  toolkit.bin = "/t/bin";
  toolkit.nvcc = "/t/bin/nvcc";
  return toolkit;
}

std::vector<std::string> flawed_paths(const TempFolder& temp) {
  Toolkit toolkit = toolkit_in_root();
  observe_permissions(system_at(temp.path()), toolkit);
  std::vector<std::string> paths;
  for (const Flaw& flaw : toolkit.flaws) {
    EXPECT_EQ(flaw.kind, Flaw::Kind::open_to_others);
    paths.push_back(flaw.path);
  }
  return paths;
}

TEST(Permissions, name_the_first_part_that_anybody_may_change) {
  using Paths = std::vector<std::string>;
  const TempFolder temp;
  temp.program("t/bin/nvcc");
  temp.mode("t", 0755);
  temp.mode("t/bin", 0755);
  EXPECT_EQ(flawed_paths(temp), Paths{});
  temp.mode("t/bin/nvcc", 0777);
  EXPECT_EQ(flawed_paths(temp), Paths{"/t/bin/nvcc"});
  temp.mode("t/bin", 0777);
  EXPECT_EQ(flawed_paths(temp), Paths{"/t/bin"});
  temp.mode("t", 0777);
  EXPECT_EQ(flawed_paths(temp), Paths{"/t"});
}

TEST(Permissions, of_a_group_are_the_groups_affair) {
  const TempFolder temp;
  temp.program("t/bin/nvcc");
  for (const char* name : {"t", "t/bin", "t/bin/nvcc"}) {
    temp.mode(name, 0775);
  }
  EXPECT_TRUE(flawed_paths(temp).empty());
}

TEST(Permissions, that_are_wrong_are_a_warning_with_a_cure) {
  Toolkit toolkit = toolkit_in_root();
  toolkit.flaws.push_back({Flaw::Kind::open_to_others, "/t/bin", "/t"});
  const std::vector<Finding> findings = toolkit_findings(Facts(), toolkit);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].kind->code, "CES220");
  EXPECT_EQ(findings[0].kind->severity, Severity::warning);
  EXPECT_NE(findings[0].what.find("/t/bin"), std::string::npos);
  EXPECT_NE(findings[0].remedy.find("chmod -R o-w /t"), std::string::npos);
}

}  // namespace
}  // namespace ces
