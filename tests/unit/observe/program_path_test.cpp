#include "observe/program_path.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;
using Words = std::vector<std::string>;

// Return the idle elements as "missing /x" and "repeated /x".
Words idle(const TempFolder& temp, const std::string& path) {
  Words words;
  for (const ProgramPathElement& element : idle_cuda_elements(system_at(temp.path()), path)) {
    const bool is_missing = element.kind == ProgramPathElement::Kind::missing;
    words.push_back((is_missing ? "missing " : "repeated ") + element.text);
  }
  return words;
}

TEST(ProgramPath, has_cuda_folders_that_are_gone_each_once) {
  const TempFolder temp;
  temp.folder("usr/local/cuda-12.4/bin");
  temp.file("opt/cuda/bin");
  EXPECT_EQ(idle(temp,
                 "/usr/local/cuda-12.4/bin:/usr/local/cuda-10.2/bin:/usr/local/cuda-10.2/bin/:"
                 "/opt/nvidia/hpc_sdk/Linux_x86_64/23.1/compilers/bin:/opt/cuda/bin:/usr/bin"),
            (Words{"missing /usr/local/cuda-10.2/bin",
                   "missing /opt/nvidia/hpc_sdk/Linux_x86_64/23.1/compilers/bin",
                   "missing /opt/cuda/bin"}));
}

TEST(ProgramPath, has_cuda_folders_that_stand_there_again) {
  const TempFolder temp;
  temp.folder("usr/local/cuda-12.4/bin");
  temp.folder("usr/bin");
  EXPECT_EQ(idle(temp,
                 "/usr/local/cuda-12.4/bin:/usr/bin:/usr/local//cuda-12.4/bin/:/usr/bin:"
                 "/usr/local/cuda-12.4/bin"),
            (Words{"repeated /usr/local//cuda-12.4/bin/"}));
}

TEST(ProgramPath, is_of_no_interest_where_it_is_not_about_cuda) {
  const TempFolder temp;
  EXPECT_EQ(idle(temp, ""), Words{});
  EXPECT_EQ(idle(temp, "/gone/bin:/gone/bin:/home/barracuda/bin:cuda/bin::"), Words{});
}

TEST(ProgramPath, may_have_the_bin_of_a_conda_environment_twice) {
  const TempFolder temp;
  temp.folder("envs/cuda-13.0/bin");
  temp.folder("envs/cuda-13.0/conda-meta");
  EXPECT_EQ(idle(temp, "/envs/cuda-13.0/bin:/envs/cuda-13.0/bin"), Words{});
}

}  // namespace
}  // namespace ces
