#include "choose/choose.h"

#include "unit/support/shell_model.h"

#include <gtest/gtest.h>

namespace ces {
namespace {

TEST(Choose, takes_the_first_toolkit) {
  Facts facts;
  facts.toolkits = {testing::dev_toolkit("/a"), testing::split_toolkit("/a")};
  EXPECT_EQ(choose_toolkit(facts), &facts.toolkits[0]);
}

TEST(Choose, takes_none_where_there_is_none) {
  Facts facts;
  EXPECT_EQ(choose_toolkit(facts), nullptr);
  facts.broken_toolkits.push_back({BrokenToolkit::Fault::tree_missing, "/a", "/b"});
  EXPECT_EQ(choose_toolkit(facts), nullptr) << "a broken toolkit is none";
}

}  // namespace
}  // namespace ces
