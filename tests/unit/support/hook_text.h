// A hook's text without the statement that every one of them ends with.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ces::testing {

inline std::string without_end(std::string text) {
  constexpr std::string_view k_end = ": cuda-env-switch;\n";
  if (text.empty()) {
    return text;
  }
  EXPECT_TRUE(text.ends_with(k_end)) << text;
  text.resize(text.size() - k_end.size());
  return text;
}

}  // namespace ces::testing
