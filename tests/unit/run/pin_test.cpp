#include "run/pin.h"

#include "config/places.h"
#include "run/atomic_file.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::TempFolder;
using testing::text_of_file;

std::vector<std::string> names_in(const std::string& folder) {
  return testing::system_at("/").names_in(folder, 100);
}

TEST(AtomicFile, is_written_whole_with_its_folders_and_nothing_beside_it) {
  const TempFolder folder;
  const std::string path = folder.path("a/b/pin");
  EXPECT_EQ(write_atomically(path, "12\n"), 0);
  EXPECT_EQ(write_atomically(path, "13\n"), 0);
  EXPECT_EQ(text_of_file(path), "13\n");
  EXPECT_EQ(names_in(folder.path("a/b")), std::vector<std::string>({"pin"}));
}

TEST(AtomicFile, replaces_a_link_and_not_what_it_points_to) {
  const TempFolder folder;
  folder.file("precious", "keep");
  folder.link("pin", folder.path("precious"));
  EXPECT_EQ(write_atomically(folder.path("pin"), "12\n"), 0);
  EXPECT_EQ(text_of_file(folder.path("precious")), "keep");
  EXPECT_EQ(text_of_file(folder.path("pin")), "12\n");
}

TEST(AtomicFile, leaves_nothing_where_it_cannot_be_written) {
  const TempFolder folder;
  folder.file("file");
  EXPECT_EQ(write_atomically(folder.path("file/pin"), "12\n"), ENOTDIR);
  folder.folder("pin");
  EXPECT_EQ(write_atomically(folder.path("pin"), "12\n"), EISDIR);
  EXPECT_EQ(names_in(folder.path()), std::vector<std::string>({"file", "pin"}));
}

TEST(WritePin, puts_it_into_the_environment) {
  const TempFolder folder;
  folder.folder("env");
  const Environment environment({"HOME=" + folder.path("home")});
  const PinResult result = write_pin(environment, folder.path("env"), ">=12,<13");
  EXPECT_EQ(result.fault, "");
  EXPECT_FALSE(result.is_users);
  EXPECT_EQ(result.path, folder.path("env/etc/cuda-env-switch/pin"));
  EXPECT_EQ(text_of_file(result.path), ">=12,<13\n");
  EXPECT_EQ(testing::system_at("/").kind(folder.path("home")), FileKind::missing);
}

TEST(WritePin, takes_the_users_own_away_that_would_outrank_it) {
  const TempFolder folder;
  folder.folder("env");
  const Environment environment({"HOME=" + folder.path("home")});
  const std::string own = user_pin(environment, folder.path("env"));
  ASSERT_EQ(write_atomically(own, "11\n"), 0);
  EXPECT_EQ(write_pin(environment, folder.path("env"), "12").fault, "");
  EXPECT_EQ(testing::system_at("/").kind(own), FileKind::missing);
}

TEST(WritePin, says_what_went_wrong) {
  const TempFolder folder;
  folder.file("env/etc");
  const PinResult result =
      write_pin(Environment({"HOME=" + folder.path()}), folder.path("env"), "12");
  EXPECT_TRUE(testing::contains(result.fault, "env/etc/cuda-env-switch/pin cannot be written"))
      << result.fault;
}

}  // namespace
}  // namespace ces
