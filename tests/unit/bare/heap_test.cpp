#if defined(__linux__) && defined(__x86_64__)

#include "bare/heap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <utility>
#include <vector>

namespace ces::bare {
namespace {

struct Taken {
  unsigned char* bytes;
  std::size_t count;
  unsigned char mark;
};

bool is_whole(const Taken& taken) {
  return std::all_of(taken.bytes, taken.bytes + taken.count,
                     [&](unsigned char byte) { return byte == taken.mark; });
}

TEST(BareHeap, gives_aligned_bytes_that_nobody_else_has) {
  constexpr unsigned k_seed = 8;
  constexpr int k_steps = 20'000;
  const auto heap = std::make_unique<Heap>();
  std::mt19937 random(k_seed);
  std::vector<Taken> all;
  for (int i = 0; i < k_steps; ++i) {
    if (random() % 5 < 2 && !all.empty()) {
      std::swap(all[random() % all.size()], all.back());
      ASSERT_TRUE(is_whole(all.back())) << "step " << i << ", seed " << k_seed;
      heap->give_back(all.back().bytes);
      all.pop_back();
      continue;
    }
    // Mostly small, now and then at or over the largest that is kept.
    const std::size_t count = random() % 50 == 0 ? 32'700 + random() % 200 : random() % 300;
    auto* bytes = static_cast<unsigned char*>(heap->take(count));
    ASSERT_NE(bytes, nullptr);
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(bytes) % 16, 0U);
    all.push_back({bytes, count, static_cast<unsigned char>(random())});
    std::fill_n(bytes, count, all.back().mark);
  }
  EXPECT_TRUE(std::all_of(all.begin(), all.end(), is_whole));
  for (const Taken& taken : all) {
    heap->give_back(taken.bytes);
  }
}

TEST(BareHeap, gives_out_again_what_came_back) {
  const auto heap = std::make_unique<Heap>();
  void* first = heap->take(100);
  heap->give_back(first);
  EXPECT_EQ(heap->take(100), first);
  EXPECT_NE(heap->take(100), first);
}

TEST(BareHeap, gives_nothing_of_what_the_kernel_does_not_have) {
  const auto heap = std::make_unique<Heap>();
  EXPECT_EQ(heap->take(std::numeric_limits<std::size_t>::max()), nullptr);
  EXPECT_EQ(heap->take(std::size_t{1} << 60U), nullptr);
  heap->give_back(nullptr);
}

}  // namespace
}  // namespace ces::bare

#endif
