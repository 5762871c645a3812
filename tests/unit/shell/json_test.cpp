#include "shell/dialect.h"

#include <gtest/gtest.h>

namespace ces {
namespace {

TEST(JsonDialect, has_what_is_set_what_is_unset_and_the_whole_path) {
  const Script script{{{"CUDA_HOME", "/e/t", false, {}, false},
                       {"LD_LIBRARY_PATH", "/e/l:/x", true, {"/e/l"}, true},
                       {"PATH", "/e/t/bin::/usr/bin", true, {"/e/t/bin"}, true},
                       {"CUDA_INC_PATH", std::nullopt, false, {}, true}},
                      "",
                      true};
  EXPECT_EQ(json_render(script, Form::hook), R"({
  "set": {
    "CUDA_HOME": "/e/t",
    "LD_LIBRARY_PATH": "/e/l:/x"
  },
  "unset": [
    "CUDA_INC_PATH"
  ],
  "path": [
    "/e/t/bin",
    "",
    "/usr/bin"
  ]
}
)");
}

TEST(JsonDialect, of_nothing_is_an_object_all_the_same) {
  EXPECT_EQ(json_render({{}, "", true}, Form::hook), "{\n  \"set\": {},\n  \"unset\": []\n}\n");
}

TEST(JsonDialect, of_an_empty_path_has_no_elements) {
  const Script script{{{"PATH", "", true, {}, true}}, "", true};
  EXPECT_EQ(json_render(script, Form::hook),
            "{\n  \"set\": {},\n  \"unset\": [],\n  \"path\": []\n}\n");
}

TEST(JsonDialect, unsets_path_like_any_other_variable) {
  const Script script{{{"PATH", std::nullopt, true, {}, true}}, "", true};
  EXPECT_EQ(json_render(script, Form::hook),
            "{\n  \"set\": {},\n  \"unset\": [\n    \"PATH\"\n  ]\n}\n");
}

TEST(JsonDialect, tells_a_message_and_a_failure) {
  EXPECT_EQ(json_render({{}, "no \"toolkit\"", false}, Form::hook),
            "{\n  \"set\": {},\n  \"unset\": [],\n  \"message\": \"no \\\"toolkit\\\"\",\n"
            "  \"failed\": true\n}\n");
}

TEST(JsonDialect, holds_utf8_only) {
  EXPECT_TRUE(json_holds("/käse\n", Form::hook));
  EXPECT_FALSE(json_holds("/k\xe4se", Form::hook));
}

}  // namespace
}  // namespace ces
