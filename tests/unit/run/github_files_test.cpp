#include "run/github_files.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::contains;
using testing::TempFolder;

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string append(const std::string& variables_file, const std::string& folders_file) {
  const Environment environment(
      std::vector<std::string>{"GITHUB_ENV=" + variables_file, "GITHUB_PATH=" + folders_file});
  return append_to_github_files(environment, "A<<x\n1\nx\n", "/e/bin\n");
}

TEST(GithubFiles, get_what_is_theirs) {
  const TempFolder temp;
  temp.file("env");
  temp.file("path");
  EXPECT_EQ(append(temp.path("env"), temp.path("path")), "");
  EXPECT_EQ(content(temp.path("env")), "A<<x\n1\nx\n");
  EXPECT_EQ(content(temp.path("path")), "/e/bin\n");
}

TEST(GithubFiles, keep_what_they_have_even_if_its_last_line_is_open) {
  const TempFolder temp;
  temp.file("env", "B=2");
  temp.file("path", "/mine\n");
  EXPECT_EQ(append(temp.path("env"), temp.path("path")), "");
  EXPECT_EQ(content(temp.path("env")), "B=2\nA<<x\n1\nx\n");
  EXPECT_EQ(content(temp.path("path")), "/mine\n\n/e/bin\n");
}

TEST(GithubFiles, are_left_alone_if_there_is_nothing_to_say) {
  const TempFolder temp;
  temp.file("env", "B=2");
  temp.file("path");
  const Environment environment(std::vector<std::string>{"GITHUB_ENV=" + temp.path("env"),
                                                         "GITHUB_PATH=" + temp.path("path")});
  EXPECT_EQ(append_to_github_files(environment, "", ""), "");
  EXPECT_EQ(content(temp.path("env")), "B=2");
}

TEST(GithubFiles, must_both_be_named) {
  const TempFolder temp;
  temp.file("file");
  EXPECT_TRUE(contains(append("", temp.path("file")), "GITHUB_ENV and GITHUB_PATH"));
  EXPECT_TRUE(contains(append(temp.path("file"), ""), "GITHUB_ENV and GITHUB_PATH"));
  EXPECT_TRUE(contains(append_to_github_files(Environment(), "A=1\n", ""), "no step"));
  EXPECT_EQ(content(temp.path("file")), "");
}

TEST(GithubFiles, stay_as_they_are_if_one_of_them_cannot_be_written) {
  const TempFolder temp;
  temp.file("good");
  temp.folder("folder");
  temp.fifo("fifo");
  for (const std::string& bad :
       {temp.path("nothing"), temp.path("folder"), temp.path("fifo"), std::string("/dev/full")}) {
    for (const std::string& fault :
         {append(bad, temp.path("good")), append(temp.path("good"), bad)}) {
      EXPECT_TRUE(fault.starts_with(bad + " cannot be written: ")) << fault;
    }
  }
  EXPECT_EQ(content(temp.path("good")), "");
}

TEST(GithubFiles, are_no_fifo_even_if_somebody_reads_it) {
  const TempFolder temp;
  temp.file("good");
  temp.fifo("fifo");
  const int reader = ::open(temp.path("fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  EXPECT_TRUE(contains(append(temp.path("fifo"), temp.path("good")), "no regular file"));
  char byte = 0;
  EXPECT_EQ(::read(reader, &byte, 1), 0);
  ::close(reader);
}

}  // namespace
}  // namespace ces
