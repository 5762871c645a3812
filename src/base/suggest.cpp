#include "base/suggest.h"

#include <algorithm>

namespace ces {

namespace {

// Damerau and Levenshtein's distance: how many letters must be inserted, deleted, replaced or
// swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      table[i][j] =
          std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
      }
    }
  }
  return table[a.size()][b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known) {
  constexpr std::size_t k_longest = 40;  // no word of ours is longer
  if (word.size() > k_longest) {
    return {};
  }
  std::string_view nearest;
  std::size_t smallest = word.size() + k_longest;
  for (const std::string_view candidate : known) {
    const std::size_t far = distance(word, candidate);
    if (far < smallest && far <= std::max<std::size_t>(1, candidate.size() / 3)) {
      smallest = far;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace ces
