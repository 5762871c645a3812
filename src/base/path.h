// Paths and path lists as text. Nothing here looks at the disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Return `path` without empty and "." parts and with ".." taken back, as conda writes the elements
// of PATH (Python's os.path.normpath): "" becomes ".", two leading slashes stay two.
std::string normalise_path(std::string_view path);

// Return `folder` and `name` with one slash between them.
std::string join_path(std::string_view folder, std::string_view name);

// Return the elements of a list such as PATH. An empty value has no elements; "a::b" has three.
std::vector<std::string_view> split_list(std::string_view value);

// Return `elements` with ':' between them.
std::string join_list(const std::vector<std::string_view>& elements);

// Return whether two elements of a list name the same folder once both are normalised. An empty
// element, which means the current folder, equals only another empty one.
bool same_element(std::string_view a, std::string_view b);

}  // namespace ces
