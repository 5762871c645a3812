// Where something is in a file.
#pragma once

#include <cstdint>

namespace ces {

struct FilePart {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  // in bytes, as the file states it: there may be fewer
};

}  // namespace ces
