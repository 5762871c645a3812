#include "judge/install_command.h"

#include "compat/tables.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ces {
namespace {

std::string newest(const Version& limit, std::string_view platform) {
  return install_newest_command(limit, compat::builtin_tables(), platform);
}

std::string oldest(const Version& first, std::string_view platform) {
  return install_oldest_command(first, compat::builtin_tables(), platform);
}

TEST(InstallCommand, names_the_newest_that_the_channel_has_for_the_platform) {
  EXPECT_EQ(newest(Version(12, 2), "linux-64"),
            "conda install -c conda-forge cuda-nvcc cuda-version=12.2");
  EXPECT_EQ(newest(Version(11, 8), "linux-64"),
            "conda install -c conda-forge cudatoolkit-dev=11.7");
  EXPECT_EQ(newest(Version(11, 8), "linux-aarch64"), "");  // cudatoolkit-dev is for x86_64 alone
  EXPECT_EQ(newest(Version(12, 2), "linux-aarch64"),
            "conda install -c conda-forge cuda-nvcc cuda-version=12.2");
  EXPECT_EQ(newest(Version(13, 0), "linux-ppc64le"),
            "conda install -c conda-forge cuda-nvcc cuda-version=12.4");
  EXPECT_EQ(newest(Version(9, 1), "linux-64"), "");
}

TEST(InstallCommand, names_the_oldest_from_a_release_on) {
  EXPECT_EQ(oldest(Version(11, 1), "linux-64"),
            "conda install -c conda-forge cudatoolkit-dev=11.1");
  EXPECT_EQ(oldest(Version(11, 8), "linux-64"),
            "conda install -c nvidia/label/cuda-11.8.0 cuda-toolkit");
  EXPECT_EQ(oldest(Version(11, 8), "linux-aarch64"),
            "conda install -c conda-forge cuda-nvcc cuda-version=12.0");
  EXPECT_EQ(oldest(Version(12, 8), "linux-ppc64le"), "");
}

TEST(InstallCommand, names_nothing_that_is_only_assumed_to_be_there) {
  EXPECT_EQ(newest(Version(99, 0), "linux-64"),
            "conda install -c conda-forge cuda-nvcc cuda-version=13.3");
  EXPECT_EQ(oldest(Version(13, 4), "linux-64"), "");
}

TEST(ForEnvironment, names_it_in_every_command_of_ours) {
  for (const std::string call :
       {"status", "doctor", "config", "list", "install", "use", "recommend"}) {
    EXPECT_EQ(for_environment("cuda-env-resolve " + call + " x", "/a b"),
              "cuda-env-resolve " + call + " --prefix '/a b' x");
  }
}

}  // namespace
}  // namespace ces
