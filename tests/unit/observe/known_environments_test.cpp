#include "observe/known_environments.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;
using Prefixes = std::vector<std::string>;

TEST(KnownEnvironments, are_none_where_nothing_tells_of_any) {
  const TempFolder temp;
  EXPECT_EQ(known_environments(system_at(temp.path())), Prefixes{});
}

TEST(KnownEnvironments, are_the_root_prefix_and_what_lies_in_its_envs) {
  const TempFolder temp;
  temp.folder("opt/conda/conda-meta");
  temp.folder("opt/conda/envs/b/conda-meta");
  temp.folder("opt/conda/envs/a b/conda-meta");
  temp.folder("opt/conda/envs/no-environment");
  temp.file("opt/conda/envs/.conda_envs_dir_test");
  const Prefixes all = {"/opt/conda", "/opt/conda/envs/a b", "/opt/conda/envs/b"};
  for (const char* entry : {"CONDA_EXE=/opt/conda/bin/conda", "CONDA_EXE=/opt/conda/condabin/conda",
                            "_CONDA_ROOT=/opt/conda", "MAMBA_ROOT_PREFIX=/opt/conda/"}) {
    EXPECT_EQ(known_environments(system_at(temp.path(), {entry})), all) << entry;
  }
}

TEST(KnownEnvironments, are_those_in_condas_list_that_are_still_there) {
  const TempFolder temp;
  temp.folder("srv/env/conda-meta");
  temp.file("home/u/.conda/environments.txt", "/srv/env\n/gone\n\n  /srv/env/ \nrelative\n");
  EXPECT_EQ(known_environments(system_at(temp.path(), {"HOME=/home/u"})), Prefixes{"/srv/env"});
}

TEST(KnownEnvironments, are_those_of_the_configured_folders) {
  const TempFolder temp;
  temp.folder("home/u/.conda/envs/a/conda-meta");
  temp.folder("home/u/more/b/conda-meta");
  temp.folder("scratch/c/conda-meta");
  EXPECT_EQ(known_environments(system_at(temp.path(), {"HOME=/home/u", "CONDA_ENVS_DIRS=~/more:",
                                                       "CONDA_ENVS_PATH=/scratch:relative"})),
            (Prefixes{"/home/u/.conda/envs/a", "/home/u/more/b", "/scratch/c"}));
}

}  // namespace
}  // namespace ces
