#if defined(__x86_64__)

#include "bare/bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <vector>

namespace ces::bare {
namespace {

// Enough for three pieces of sixteen bytes and what is left of one.
constexpr std::size_t k_room = 70;
// In front of and behind what is written, to see that nothing else is.
constexpr std::size_t k_margin = 20;

std::vector<Byte> counted_bytes() {
  std::vector<Byte> bytes(k_room + 2 * k_margin);
  std::iota(bytes.begin(), bytes.end(), Byte{1});
  return bytes;
}

int sign(int number) {
  return (number > 0) - (number < 0);
}

TEST(BareBytes, copies_as_memmove_does_wherever_the_two_overlap) {
  for (std::size_t count = 0; count <= k_room; ++count) {
    for (std::size_t to = 0; to <= 2 * k_margin; ++to) {
      std::vector<Byte> ours = counted_bytes();
      std::vector<Byte> theirs = ours;
      copy_overlapping(ours.data() + to, ours.data() + k_margin, count);
      std::memmove(theirs.data() + to, theirs.data() + k_margin, count);
      EXPECT_EQ(ours, theirs) << count << " bytes to " << to;
    }
  }
}

TEST(BareBytes, copies_what_does_not_overlap) {
  const std::vector<Byte> from = counted_bytes();
  for (std::size_t count = 0; count <= k_room; ++count) {
    std::vector<Byte> to(from.size());
    std::vector<Byte> expected(from.size());
    copy_forwards(to.data() + k_margin, from.data(), count);
    std::copy_n(from.begin(), count, expected.begin() + k_margin);
    EXPECT_EQ(to, expected) << count;
  }
}

TEST(BareBytes, fills_no_more_and_no_less) {
  for (std::size_t count = 0; count <= k_room; ++count) {
    std::vector<Byte> bytes = counted_bytes();
    std::vector<Byte> expected = bytes;
    fill(bytes.data() + k_margin, Byte{0xfe}, count);
    std::fill_n(expected.begin() + k_margin, count, Byte{0xfe});
    EXPECT_EQ(bytes, expected) << count;
  }
}

TEST(BareBytes, finds_the_first_of_a_value_and_nothing_behind_the_end) {
  for (std::size_t count = 0; count <= k_room; ++count) {
    for (std::size_t at = 0; at <= count; ++at) {
      std::vector<Byte> bytes(k_room + 1, Byte{0x80});
      bytes[at] = 0xff;
      bytes[count] = 0xff;
      const Byte* expected = at < count ? bytes.data() + at : nullptr;
      EXPECT_EQ(find(bytes.data(), 0xff, count), expected) << at << " of " << count;
    }
  }
}

TEST(BareBytes, compares_by_the_first_byte_that_differs_without_a_sign) {
  for (std::size_t count = 0; count <= k_room; ++count) {
    for (std::size_t at = 0; at < count; ++at) {
      std::vector<Byte> one(count, Byte{0x7f});
      std::vector<Byte> other = one;
      other[at] = 0x80;
      other.back() = at + 1 < count ? Byte{0} : other.back();
      EXPECT_EQ(sign(compare(one.data(), other.data(), count)), -1) << at << " of " << count;
      EXPECT_EQ(sign(compare(other.data(), one.data(), count)), 1) << at << " of " << count;
      EXPECT_EQ(compare(one.data(), other.data(), at), 0) << at << " of " << count;
    }
  }
}

}  // namespace
}  // namespace ces::bare

#endif
