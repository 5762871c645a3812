// What the operating system hands to this process and takes from it.
#pragma once

#include <string>
#include <string_view>

namespace ces {

// Return the folder one is in, empty if it cannot be found out.
std::string current_folder();

enum class Stream { output = 1, error = 2 };

// Write all of `text`. Return why that failed, empty if it did not.
std::string write_all(Stream stream, std::string_view text);

bool stdout_is_terminal();

// Return `text` in the encoding in which this system's shells read what a program prints: on
// Windows that of the console, elsewhere it is bytes, as they are.
std::string in_shells_encoding(std::string_view text);

// Return whether `text` comes out of that encoding as it went in.
bool survives_shells_encoding(std::string_view text);

}  // namespace ces
