// Paths and path lists as text, in the spelling of this system. Nothing here looks at the disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Return `path` without empty and "." parts and with ".." taken back, as conda writes the elements
// of PATH (Python's os.path.normpath): "" becomes ".", two leading slashes stay two.
std::string normalise_path(std::string_view path);

// Return whether `path` says where it is without the folder one is in.
bool is_absolute(std::string_view path);

// Return `folder` and `name`, which may be several folders deep, with one slash between them.
std::string join_path(std::string_view folder, std::string_view name);

// What stands between the elements of a list such as PATH: ':', on Windows ';'.
extern const char k_list_separator;

// Return the elements of a list such as PATH. An empty value has no elements; "a::b" has three.
std::vector<std::string_view> split_list(std::string_view value);

// Return `elements` with the separator between them.
std::string join_list(const std::vector<std::string_view>& elements);

// Return whether two elements of a list name the same folder once both are normalised. An empty
// element, which means the current folder, equals only another empty one.
bool same_element(std::string_view a, std::string_view b);

}  // namespace ces
