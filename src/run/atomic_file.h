// Writes a file whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace ces {

// Give the file `path` the text, with the folders on the way made: whoever reads it meanwhile, or
// after a crash, sees the old text or the new one. Return the errno of what failed, 0 if nothing
// did.
int write_atomically(const std::string& path, std::string_view text);

}  // namespace ces
