#include "observe/nvcc_script.h"

#include "unit/support/elf.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

using testing::system_at;
using testing::TempFolder;

struct Case {
  const char* text;
  const char* path;
  const char* variable;
};

TEST(NvccScript, names_whom_it_runs) {
  const Case cases[] = {
      {"#!/bin/sh\nexec /usr/lib/nvidia-cuda-toolkit/bin/nvcc \"$@\"\n",
       "/usr/lib/nvidia-cuda-toolkit/bin/nvcc", ""},
      {"#!/bin/sh\nexec ccache '/opt/my cuda/bin/nvcc' \"$@\"", "/opt/my cuda/bin/nvcc", ""},
      {"#!/bin/bash\n\"${CUDA_HOME}/bin/nvcc\" -ccbin \"${CXX}\" $@\n", "", "CUDA_HOME"},
      {"#!/bin/sh\nexec \"$CUDA_PATH/bin/nvcc\" \"$@\"\n", "", "CUDA_PATH"},
      {"#!/bin/sh\nexec ${CUDA_HOME:-/usr/local/cuda}/bin/nvcc \"$@\"\n",
       "/usr/local/cuda/bin/nvcc", "CUDA_HOME"},
      {"#!/bin/sh\nNVCC=/opt/cuda/bin/nvcc\nexec \"$NVCC\" \"$@\"\n", "/opt/cuda/bin/nvcc", ""},
      {"#!/bin/sh\nif [ -x /a/bin/nvcc ]; then\n  exec /b/bin/nvcc \"$@\"\nfi\n", "/b/bin/nvcc",
       ""},
      {"#!/bin/sh\nCCBIN=g++ /a/bin/nvcc \"$@\"\n", "/a/bin/nvcc", ""},
      {"#!/bin/sh\nHOME=$CUDA_HOME\nexec $HOME/bin/nvcc\n", "", "CUDA_HOME"}};
  for (const Case& expected : cases) {
    const NvccScript script = parse_nvcc_script(expected.text);
    EXPECT_EQ(script.path, expected.path) << expected.text;
    EXPECT_EQ(script.variable, expected.variable) << expected.text;
    EXPECT_TRUE(script.hands_over());
  }
}

TEST(NvccScript, may_say_nothing) {
  for (const char* text : {"", "#!/bin/sh\n", "#!/bin/sh\n# exec /opt/cuda/bin/nvcc\n",
                           "#!/bin/sh\nexec \"$(dirname \"$0\")/../x/nvcc\" \"$@\"\n",
                           "#!/bin/sh\necho 'Cuda compilation tools, release 12.4, V12.4.131'\n",
                           "#!/bin/sh\nexec '/unclosed/nvcc"}) {
    EXPECT_EQ(parse_nvcc_script(text).variable, "") << text;
  }
  EXPECT_FALSE(parse_nvcc_script("#!/bin/sh\necho 'release 12.4'\n").hands_over());
}

class Scripts : public TempFolder {
 public:
  [[nodiscard]] std::string behind(const std::string& nvcc,
                                   std::vector<std::string> entries = {}) const {
    const System system = system_at(path(), std::move(entries));
    const Request request;
    return program_behind({system, request}, nvcc).value_or("");
  }
};

TEST(ProgramBehind, is_followed_through_several_scripts) {
  const Scripts temp;
  temp.program("a/nvcc", "#!/bin/sh\nexec /b/nvcc\n");
  temp.program("b/nvcc", "#!/bin/sh\nexec $CUDA_HOME/bin/nvcc\n");
  temp.program("c/bin/nvcc", testing::nvcc_of("12.4.131"));
  EXPECT_EQ(temp.behind("/a/nvcc", {"CUDA_HOME=/c"}), "/c/bin/nvcc");
  EXPECT_EQ(temp.behind("/c/bin/nvcc"), "/c/bin/nvcc");
  EXPECT_EQ(temp.behind("/a/nvcc"), "");
}

TEST(ProgramBehind, a_circle_is_nothing) {
  const Scripts temp;
  temp.program("a/nvcc", "#!/bin/sh\nexec /b/nvcc\n");
  temp.program("b/nvcc", "#!/bin/sh\nexec /a/nvcc\n");
  EXPECT_EQ(temp.behind("/a/nvcc"), "");
}

TEST(ProgramBehind, a_file_that_cannot_run_is_nothing) {
  const Scripts temp;
  temp.program("a/nvcc", "#!/bin/sh\nexec /b/nvcc\n");
  temp.file("b/nvcc");
  EXPECT_EQ(temp.behind("/a/nvcc"), "");
  EXPECT_EQ(temp.behind("/gone"), "");
}

}  // namespace
}  // namespace ces
