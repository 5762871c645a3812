// What install puts into an environment: this program (both, where the hooks have one of their
// own), and the hooks, whose texts are compiled in.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

struct HookFile {
  std::string_view path;  // inside a prefix
  std::string_view text;
};

// Return the hooks as they lay in activate.d and deactivate.d when the program was built.
std::span<const HookFile> hook_files();

// The one program, inside a prefix. Where libraries are shared it is the hooks' alone, and becomes
// the whole one for everything else.
inline constexpr std::string_view k_program = "bin/cuda-env-resolve";
inline constexpr std::string_view k_whole_program = "libexec/cuda-env-switch/cuda-env-resolve";

struct ShippedFile {
  std::string path;  // inside a prefix
  std::string content;
  bool is_program = false;
};

// Return programs and hooks; nothing if a program cannot be read.
std::vector<ShippedFile> shipped_files();

}  // namespace ces
