// What every fuzz target shares. A target is one file that gives any bytes to one reader and looks
// whether what comes out is as promised; it ends the process where it is not.
//
// In the preset `fuzz` libFuzzer brings the main function and the bytes; everywhere else replay.cpp
// does, with the kept corpora.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace ces::fuzz {

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return {data, data + size};
}

inline void require(bool is_true, const char* what) {
  if (!is_true) {
    std::fprintf(stderr, "not so: %s\n", what);
    std::abort();
  }
}

}  // namespace ces::fuzz
