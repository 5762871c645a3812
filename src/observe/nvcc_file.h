// nvcc's version out of nvcc's own file, without running it.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ces {

// The start of a file named nvcc.
struct NvccFile {
  std::string start;          // up to 16 KiB: all of a script
  std::uint16_t machine = 0;  // the machine a program runs on, as ELF numbers it; 0 if unknown

  [[nodiscard]] bool is_script() const { return start.starts_with("#!"); }
};

// Read the start of `nvcc`; empty for what is no regular file.
NvccFile look_at_nvcc(const System& system, const std::string& nvcc);

// Return the version that the file `nvcc` carries: of a program, in its read-only data (a few
// bounded reads, however large the file is); of a script, in its first lines.
std::optional<VersionFact> nvcc_version_of_file(const System& system, const std::string& nvcc);

// The same for the programs that nvcc calls. cicc has it behind megabytes of other data, up to 32
// MiB of which are read, so this is for people's commands.
std::optional<VersionFact> tool_version_of_file(const System& system, const std::string& tool);

}  // namespace ces
