#include "edit/exports.h"

#include "unit/support/shell_model.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ces {
namespace {

std::vector<std::string> in_words(const std::vector<Export>& exports) {
  std::vector<std::string> words;
  for (const Export& wanted : exports) {
    words.push_back(wanted.name + (wanted.is_list ? ": " : "=") + wanted.value);
  }
  return words;
}

TEST(Exports, of_a_complete_toolkit_are_home_path_and_libraries) {
  EXPECT_EQ(in_words(exports_for(testing::dev_toolkit("/e"))),
            (std::vector<std::string>{
                "CUDA_HOME=/e/pkgs/cuda-toolkit", "CUDA_PATH=/e/pkgs/cuda-toolkit",
                "PATH: /e/pkgs/cuda-toolkit/bin", "LD_LIBRARY_PATH: /e/pkgs/cuda-toolkit/lib64"}));
}

TEST(Exports, of_split_packages_are_home_and_headers_and_no_list) {
  EXPECT_EQ(in_words(exports_for(testing::split_toolkit("/e"))),
            (std::vector<std::string>{"CUDA_HOME=/e", "CUDA_PATH=/e",
                                      "CUDA_INC_PATH=/e/targets/x86_64-linux/include"}));
}

TEST(Exports, never_have_the_environments_own_lib_or_a_stubs_folder_on_a_list) {
  for (const Toolkit& toolkit : {testing::dev_toolkit("/e"), testing::split_toolkit("/e")}) {
    for (const Export& wanted : exports_for(toolkit)) {
      if (wanted.is_list) {
        EXPECT_NE(wanted.value, "/e/lib");
        EXPECT_NE(wanted.value, "/e/bin");
        EXPECT_EQ(wanted.value.find("stubs"), std::string::npos);
      }
    }
  }
}

TEST(Exports, of_a_toolkit_whose_libraries_need_no_help_have_no_library_path) {
  Toolkit toolkit = testing::dev_toolkit("/e");
  toolkit.library_folder.clear();
  for (const Export& wanted : exports_for(toolkit)) {
    EXPECT_NE(wanted.name, "LD_LIBRARY_PATH");
  }
}

TEST(Exports, are_all_among_what_a_record_may_name) {
  for (const Toolkit& toolkit : {testing::dev_toolkit("/e"), testing::split_toolkit("/e")}) {
    for (const Export& wanted : exports_for(toolkit)) {
      EXPECT_EQ(may_be_exported_as_list(wanted.name), wanted.is_list) << wanted.name;
      EXPECT_EQ(may_be_exported_whole(wanted.name), !wanted.is_list) << wanted.name;
    }
  }
}

}  // namespace
}  // namespace ces
