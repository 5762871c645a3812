// What was probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Return the one of `known` that `word` is a likely misspelling of, empty if none is near: at most
// a third of its letters may be missing, added, changed or swapped.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace ces
