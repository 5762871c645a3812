#include "observe/frameworks.h"

#include "judge/examination.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;

constexpr const char* k_packages = "e/lib/python3.11/site-packages/";

// "torch 2.4.0+cu121 12.1" for each framework.
std::vector<std::string> frameworks_in(const TempFolder& temp) {
  std::vector<std::string> words;
  for (const Framework& framework :
       known_frameworks(observe_frameworks(system_at(temp.path()), "/e"))) {
    const FrameworkBuild& build = framework.build;
    words.push_back(framework.name + ' ' + build.version + ' ' +
                    (build.cuda ? build.cuda->str() : "-"));
  }
  return words;
}

TEST(Frameworks, are_read_from_what_they_say_of_themselves_first) {
  const TempFolder temp;
  temp.file(std::string(k_packages) + "torch/version.py",
            "__version__ = '2.4.0+cu121'\ncuda: Optional[str] = '12.1'\n");
  temp.folder(std::string(k_packages) + "torch-2.4.0.dist-info");
  temp.file("e/conda-meta/pytorch-2.4.0-cuda118_0.json",
            R"({"name": "pytorch", "version": "2.4.0", "build": "cuda118_0"})");
  EXPECT_EQ(frameworks_in(temp), std::vector<std::string>{"torch 2.4.0+cu121 12.1"});
}

TEST(Frameworks, are_told_by_a_plugin_or_by_what_conda_records) {
  const TempFolder temp;
  temp.folder(std::string(k_packages) + "jaxlib-0.4.35.dist-info");
  temp.folder(std::string(k_packages) + "jax_cuda12_plugin-0.4.35.dist-info");
  temp.folder(std::string(k_packages) + "cupy_cuda12x-13.3.0.dist-info");
  temp.file("e/conda-meta/tensorflow-base-2.17.0-cuda126py311h_0.json",
            R"({"name": "tensorflow-base", "version": "2.17.0", "build": "cuda126py311h_0"})");
  EXPECT_EQ(frameworks_in(temp), (std::vector<std::string>{"cupy 13.3.0 12", "jax 0.4.35 12",
                                                           "tensorflow 2.17.0 12.6"}));
}

TEST(Frameworks, of_conda_may_tell_their_cuda_by_what_they_depend_on) {
  const TempFolder temp;
  temp.file("e/conda-meta/cupy-core-13.4.0-py312h_0.json",
            R"({"name": "cupy-core", "version": "13.4.0", "build": "py312h_0",)"
            R"( "depends": ["python", "cuda-version >=12,<13.0a0"]})");
  EXPECT_EQ(frameworks_in(temp), std::vector<std::string>{"cupy 13.4.0 12"});
}

TEST(Frameworks, are_none_where_there_are_none_or_the_records_are_broken) {
  const TempFolder temp;
  temp.file("e/conda-meta/pytorch-2.4.0-0.json", "{");
  temp.file("e/conda-meta/pytorch-lightning-2.4.0-0.json",
            R"({"name": "pytorch-lightning", "version": "2.4.0"})");
  temp.file(std::string(k_packages) + "torchvision/version.py", "cuda = '12.1'\n");
  temp.folder(std::string(k_packages) + "torchvision-0.19.0+cu121.dist-info");
  EXPECT_EQ(frameworks_in(temp), std::vector<std::string>{});
}

}  // namespace
}  // namespace ces
