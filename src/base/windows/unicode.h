// Windows holds text as UTF-16, this program as UTF-8. A lone surrogate, which file names and
// variables may have, becomes the three bytes it would have in UTF-8: no UTF-8, so that dialects
// refuse it, but not lost.
#pragma once

#include <string>
#include <string_view>

namespace ces {

std::wstring to_utf16(std::string_view text);
std::string from_utf16(std::wstring_view text);

}  // namespace ces
