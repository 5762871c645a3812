// The facts about CUDA releases and NVIDIA drivers that compatibility is judged by, as plain
// constant data. The numbers and their public sources are in cuda-compat.yaml; here is what they
// mean.
#pragma once

#include "base/version.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
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

// A few values of one row, in the row itself.
template <typename T, std::size_t k_most>
class Few {
 public:
  static constexpr std::size_t k_capacity = k_most;

  constexpr Few() = default;
  // More values than there is room for do not compile where the list is constant, and throw else.
  constexpr Few(std::initializer_list<T> values) {
    for (const T& value : values) {
      push_back(value);
    }
  }

  constexpr void push_back(const T& value) { m_values.at(m_count++) = value; }
  [[nodiscard]] constexpr const T* begin() const { return m_values.data(); }
  [[nodiscard]] constexpr const T* end() const { return m_values.data() + m_count; }
  [[nodiscard]] constexpr std::size_t size() const { return m_count; }
  [[nodiscard]] constexpr bool empty() const { return m_count == 0; }
  [[nodiscard]] constexpr bool has(const T& value) const {
    return std::find(begin(), end(), value) != end();
  }

  friend constexpr bool operator==(const Few&, const Few&) = default;

 private:
  std::array<T, k_most> m_values{};
  std::size_t m_count = 0;
};

using Branches = Few<std::uint32_t, 16>;

// The host branches on which one cuda-compat package runs, by three sources that do not wholly
// agree. A list is empty where its source says nothing of the package.
struct ForwardCompat {
  // The CUDA release (major.minor) that the package brings.
  Version cuda;
  // NVIDIA's matrix; it leaves out branches at their end of life.
  Branches page;
  // The ELF note inside a package of this release, which is the most exact.
  Branches note;
  // What NVIDIA's container images of this release ask of the host.
  Branches images;

  friend constexpr bool operator==(const ForwardCompat&, const ForwardCompat&) = default;
};

// The newest PTX that a CUDA release writes and its driver loads. Releases between two rows take
// the lower one. Source: PTX ISA, release history.
struct PtxIsa {
  Version isa;
  Version cuda;

  friend constexpr bool operator==(const PtxIsa&, const PtxIsa&) = default;
};

// One compute capability: which toolkits make code for it, which drivers drive it.
struct GpuArchitecture {
  Version capability;
  std::string_view name;
  // The first CUDA release with code for it; no field: older than the tables.
  Version first_toolkit;
  // The last one; no field: the newest still has it.
  Version last_toolkit;
  // The last driver branch for such GPUs; 0: there is none yet.
  std::uint32_t last_branch = 0;

  friend constexpr bool operator==(const GpuArchitecture&, const GpuArchitecture&) = default;
};

// The host compilers that nvcc takes, by their majors, from one toolkit release on. 0: no such
// limit is known.
struct HostCompilers {
  // All three fields: a few limits changed between two releases of one CUDA.
  Version toolkit;
  std::uint32_t gcc_max = 0;
  std::uint32_t clang_max = 0;
  std::uint32_t gcc_min = 0;
  std::uint32_t clang_min = 0;
  // What nvcc does not check, but people meet; a sentence, or empty.
  std::string_view remark;

  friend constexpr bool operator==(const HostCompilers&, const HostCompilers&) = default;
};

// The CUDA that a Jetson's own system brings. Releases of one L4T major between two rows take the
// lower one; what driver numbers say does not hold there.
struct JetPack {
  // L4T release (major.minor), as /etc/nv_tegra_release has it.
  Version l4t;
  std::string_view name;
  Version cuda;
  // The newer releases that an upgrade package brings.
  Few<Version, 8> upgrades;

  friend constexpr bool operator==(const JetPack&, const JetPack&) = default;
};

// A Jetson's GPU, which is on no PCI bus.
struct JetsonModule {
  std::string_view name;
  Version capability;

  friend constexpr bool operator==(const JetsonModule&, const JetsonModule&) = default;
};

// All of it. Every span ascends strictly by its first member. A view: whoever makes it owns what it
// points to. Blocks may be left out, or else the tool that makes the compiled-in tables could not
// be built after a block was added.
struct Tables {
  std::span<const ToolkitRelease> toolkits = {};
  std::span<const DriverBranch> branches = {};
  std::span<const MinorVersionMinimum> minor_version_minima = {};
  std::span<const OwnMinimum> own_minima = {};
  std::span<const ForwardCompat> forward_compat = {};
  std::span<const PtxIsa> ptx_isas = {};
  std::span<const GpuArchitecture> architectures = {};
  std::span<const HostCompilers> host_compilers = {};
  std::span<const JetPack> jetpacks = {};
  std::span<const JetsonModule> jetson_modules = {};
  // Where each block was published, one line of prose each, to be shown as evidence.
  std::string_view toolkits_source = {};
  std::string_view branches_source = {};
  std::string_view minor_version_minima_source = {};
  std::string_view own_minima_source = {};
  std::string_view forward_compat_source = {};
  std::string_view ptx_isas_source = {};
  std::string_view architectures_source = {};
  std::string_view host_compilers_source = {};
  std::string_view jetpacks_source = {};
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
