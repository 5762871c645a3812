// Structures of file formats out of bytes that may be cut short or anything at all.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace ces {

// Copy a structure out of `bytes` at `offset`; zeros where it does not fit.
template <typename T>
T structure_at(std::string_view bytes, std::size_t offset) {
  T value{};
  if (offset <= bytes.size() && bytes.size() - offset >= sizeof(T)) {
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
  }
  return value;
}

}  // namespace ces
