// Asks the driver itself, by nvidia-smi: in a child with a deadline, since both may hang for good.
// Only for doctor --deep; nothing else enters the driver.
#pragma once

#include "base/version.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ces {

// What nvidia-smi tells in the head of its table, or instead of it.
struct NvidiaSmiAnswer {
  std::optional<Version> driver;
  std::string driver_text;      // "535.104.05"
  std::optional<Version> cuda;  // of the libcuda that it found
  std::string cuda_text;  // "12.2", or "N/A", "ERR!" where there is none; empty: no such column
  bool libraries_differ = false;  // "Driver/library version mismatch"
};

// Read the output of nvidia-smi, of the forms up to R396, up to R595 and from R610 on, or of
// nvidia-smi --version.
NvidiaSmiAnswer parse_nvidia_smi(std::string_view text);

struct DriverProbe {
  enum class End {
    answered,
    failed,     // it ended with an error; `fault` says which
    timed_out,  // it did not answer in time
    missing,    // there is no such program
  };
  End end = End::missing;
  NvidiaSmiAnswer answer;
  std::string fault;  // a sentence, empty if it answered
};

// Run the program nvidia-smi at `path` and read what it says.
DriverProbe probe_driver(const std::string& path, std::chrono::milliseconds deadline);

}  // namespace ces
