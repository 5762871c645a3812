// The facts about CUDA releases and NVIDIA drivers that compatibility is judged by, as plain
// constant data. The numbers and their public sources are in cuda-compat.yaml; here is what they
// mean.
#pragma once

#include "base/version.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace ces::compat {

// The first CUDA major that has minor-version compatibility; each older toolkit has a minimum of
// its own. Source: NVIDIA, CUDA Compatibility, "Minor Version Compatibility".
inline constexpr std::uint32_t k_first_family_major = 11;

// One release of the Linux driver. The text is how NVIDIA writes it and how people are told about
// it: "450.80.02" is not "450.80.2". Empty text: not known, or there is none.
struct DriverRelease {
  std::string_view text;
  // The same as numbers: branch first, two or three fields.
  Version version;

  [[nodiscard]] constexpr bool known() const { return !text.empty(); }
  friend constexpr bool operator==(const DriverRelease&, const DriverRelease&) = default;
};

// One published toolkit. Source: CUDA Toolkit release notes, section "CUDA Driver"; installer
// names.
struct ToolkitRelease {
  // All three fields, such as 12.4.1; two releases of one CUDA differ in the third.
  Version version;
  // The Linux driver inside the runfile. Unknown for a few old ones, none from 13.4 on.
  DriverRelease bundled;
  // The Linux x86_64 driver in the release notes' row. From CUDA 11 on what the release corresponds
  // to, not a minimum.
  DriverRelease table;

  friend constexpr bool operator==(const ToolkitRelease&, const ToolkitRelease&) = default;
};

// What a driver supports by itself. Source: PTX ISA, release history; nvidia-smi banners where it
// is silent.
struct DriverBranch {
  // The first number of a driver's release; branches between two rows take the lower row.
  std::uint32_t branch = 0;
  // The CUDA release (major.minor) that cuDriverGetVersion reports.
  Version cuda;

  friend constexpr bool operator==(const DriverBranch&, const DriverBranch&) = default;
};

// The smallest Linux driver on which programs of every toolkit of one major run, newer ones than
// the driver's own included. Source: NVIDIA, CUDA Compatibility, "Minor Version Compatibility".
struct MinorVersionMinimum {
  // The CUDA major, k_first_family_major or newer.
  std::uint32_t major = 0;
  DriverRelease driver;

  friend constexpr bool operator==(const MinorVersionMinimum&,
                                   const MinorVersionMinimum&) = default;
};

// The smallest Linux driver of one CUDA release before k_first_family_major. Source: as for
// ToolkitRelease; the smaller of both drivers of that CUDA's first release.
struct OwnMinimum {
  // The CUDA release (major.minor).
  Version toolkit;
  DriverRelease driver;

  friend constexpr bool operator==(const OwnMinimum&, const OwnMinimum&) = default;
};

// All of it. Every span ascends strictly by its first member. A view: whoever makes it owns what it
// points to.
struct Tables {
  std::span<const ToolkitRelease> toolkits;
  std::span<const DriverBranch> branches;
  std::span<const MinorVersionMinimum> minor_version_minima;
  std::span<const OwnMinimum> own_minima;
  // Where each block was published, one line of prose each, to be shown as evidence.
  std::string_view toolkits_source;
  std::string_view branches_source;
  std::string_view minor_version_minima_source;
  std::string_view own_minima_source;
};

// Return the tables compiled into the program; they live as long as it does.
const Tables& builtin_tables();

// Spell constants. Text that is no version does not compile; not for texts that come in at run
// time.
consteval Version version(std::string_view text) {
  return Version::parse(text).value();
}
consteval DriverRelease driver(std::string_view text) {
  return {text, version(text)};
}

}  // namespace ces::compat
