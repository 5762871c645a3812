#include "shell/dialect.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using namespace std::string_literals;

TEST(Env0, ends_each_entry_in_nul_and_unsets_by_the_name_alone) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true},
                       {"EMPTY", "", false, {}, true},
                       {"PATH", "/e/t/bin::/usr/my bin", true, {"/e/t/bin"}, true}},
                      "",
                      true};
  EXPECT_EQ(env0_render(script, Form::by_hand),
            "CUDA_HOME=/e/t\0CUDA_INC_PATH\0EMPTY=\0PATH=/e/t/bin::/usr/my bin\0"s);
}

TEST(Env0, holds_every_byte_but_nul) {
  std::string all;
  for (int byte = 1; byte < 256; ++byte) {
    all += static_cast<char>(byte);
  }
  EXPECT_TRUE(env0_holds(all, Form::by_hand));
  EXPECT_FALSE(env0_holds("a\0b"s, Form::by_hand));
  const Script script{{{"X", all, false, {}, false}}, "", true};
  EXPECT_EQ(env0_render(script, Form::by_hand), "X=" + all + '\0');
}

TEST(Env0, tells_a_message_in_an_entry_that_is_no_variable) {
  EXPECT_EQ(env0_render({{}, "a=b", true}, Form::hook), "#a=b\0"s);
}

TEST(Env0, is_for_programs_alone) {
  for (const std::string_view name : dialect_names()) {
    EXPECT_EQ(is_for_programs(*find_dialect(name)), name == "env0") << name;
  }
}

}  // namespace
}  // namespace ces
