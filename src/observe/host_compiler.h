// The host compiler that nvcc would really use, and what the toolkit itself says of compilers.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ces {

struct ObservedCompiler {
  enum class Kind { not_known, gcc, clang };
  // What made nvcc take it: "-ccbin in NVCC_PREPEND_FLAGS", "NVCC_CCBIN", "gcc on PATH".
  std::string by;
  std::string named;  // as it is named there: "g++-12"
  std::string path;   // the program; empty if there is none
  Kind kind = Kind::not_known;
  std::string version;   // "12.2.0" or "12"; empty if it is not known
  std::string evidence;  // what told kind and version
  // The toolkit's own header with the limits, and its text; empty if it has none.
  std::string limits_path;
  std::string limits_text;
};

// Return the host compiler of `toolkit` in this shell: that of the last -ccbin in
// NVCC_PREPEND_FLAGS and NVCC_APPEND_FLAGS, else of NVCC_CCBIN, which nvcc reads from CUDA 12 on,
// else gcc, beside nvcc and then on PATH. CC and CXX do not count. With a deadline its version is
// asked of itself, in a child; without one, or below another root, it is taken from the names of
// files.
ObservedCompiler observe_host_compiler(const System& system, const Toolkit& toolkit,
                                       std::optional<std::chrono::milliseconds> deadline);

// Return the compiler that the last -ccbin among `flags` names, empty if there is none.
std::string ccbin_in_flags(std::string_view flags);

// What a compiler says to --version.
struct CompilerBanner {
  ObservedCompiler::Kind kind = ObservedCompiler::Kind::not_known;
  std::string version;
};
CompilerBanner parse_compiler_banner(std::string_view text);

}  // namespace ces
