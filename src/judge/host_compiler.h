// Rule: whether nvcc takes a host compiler.
#pragma once

#include "compat/tables.h"
#include "judge/finding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ces {

struct HostCompiler {
  enum class Kind { gcc, clang };
  Kind kind = Kind::gcc;
  std::uint32_t major = 0;  // nvcc looks at nothing else
  std::string text;         // the whole version if it is known: "13.2.0"
  std::string path;         // the program, if there is one
};

// The majors that a toolkit takes; 0: no such limit is known.
struct CompilerLimits {
  std::uint32_t gcc_max = 0;
  std::uint32_t clang_max = 0;
  std::uint32_t gcc_min = 0;
  std::uint32_t clang_min = 0;
  std::string remark;    // a sentence on what is not checked, but fails
  std::string evidence;  // the header, or the table

  [[nodiscard]] bool known() const { return gcc_max != 0 || clang_max != 0; }
};

// Return the limits in the text of a toolkit's crt/host_config.h, by the conditions of its #error
// lines about GNU and clang versions; without evidence.
CompilerLimits parse_host_config(std::string_view text);

// Return the limits by the tables. `toolkit` has all three fields, or two, which mean the newest
// release of that CUDA.
CompilerLimits table_limits(const Version& toolkit, const compat::Tables& tables);

enum class CompilerFit { fits, too_new, too_old, not_known };

CompilerFit fit_of(const HostCompiler& compiler, const CompilerLimits& limits);

// Return what is wrong between nvcc of the CUDA release `cuda` and the host compiler it would use;
// nothing if nothing is.
std::optional<Finding> host_compiler_finding(const Version& cuda, const HostCompiler& compiler,
                                             const CompilerLimits& limits);

// Return the finding that nvcc would find no host compiler; `looked` says where it would look.
Finding host_compiler_missing(const Version& cuda, const CompilerLimits& limits,
                              std::string_view looked);

}  // namespace ces
