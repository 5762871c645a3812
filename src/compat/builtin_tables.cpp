// Generated from cuda-compat.yaml; change that file and run, from the top of the source tree,
//   generate-builtin-tables src/compat/cuda-compat.yaml src/compat/builtin_tables.cpp
#include "compat/tables.h"

namespace ces::compat {

namespace {

// clang-format off
constexpr ToolkitRelease k_toolkits[] = {
    {version("8.0.44"), {}, driver("367.48")},
    {version("8.0.61"), driver("375.26"), driver("375.26")},
    {version("9.0.176"), driver("384.81"), driver("384.81")},
    {version("9.1.85"), driver("387.26"), driver("390.46")},
    {version("9.2.88"), driver("396.26"), driver("396.26")},
    {version("9.2.148"), {}, driver("396.37")},
    {version("10.0.130"), driver("410.48"), driver("410.48")},
    {version("10.1.105"), {}, driver("418.39")},
    {version("10.1.243"), driver("418.87.00"), driver("418.39")},
    {version("10.2.89"), driver("440.33.01"), driver("440.33")},
    {version("11.0.2"), driver("450.51.05"), driver("450.51.05")},
    {version("11.0.3"), driver("450.51.06"), driver("450.51.06")},
    {version("11.1.0"), driver("455.23.05"), driver("455.23")},
    {version("11.1.1"), driver("455.32.00"), driver("455.32")},
    {version("11.2.0"), driver("460.27.04"), driver("460.27.03")},
    {version("11.2.1"), driver("460.32.03"), driver("460.32.03")},
    {version("11.2.2"), driver("460.32.03"), driver("460.32.03")},
    {version("11.3.0"), driver("465.19.01"), driver("465.19.01")},
    {version("11.3.1"), driver("465.19.01"), driver("465.19.01")},
    {version("11.4.0"), driver("470.42.01"), driver("470.42.01")},
    {version("11.4.1"), driver("470.57.02"), driver("470.57.02")},
    {version("11.4.2"), driver("470.57.02"), driver("470.57.02")},
    {version("11.4.3"), driver("470.82.01"), driver("470.82.01")},
    {version("11.4.4"), driver("470.82.01"), driver("470.82.01")},
    {version("11.5.0"), driver("495.29.05"), driver("495.29.05")},
    {version("11.5.1"), driver("495.29.05"), driver("495.29.05")},
    {version("11.5.2"), driver("495.29.05"), driver("495.29.05")},
    {version("11.6.0"), driver("510.39.01"), driver("510.39.01")},
    {version("11.6.1"), driver("510.47.03"), driver("510.47.03")},
    {version("11.6.2"), driver("510.47.03"), driver("510.47.03")},
    {version("11.7.0"), driver("515.43.04"), driver("515.43.04")},
    {version("11.7.1"), driver("515.65.01"), driver("515.48.07")},
    {version("11.8.0"), driver("520.61.05"), driver("520.61.05")},
    {version("12.0.0"), driver("525.60.13"), driver("525.60.13")},
    {version("12.0.1"), driver("525.85.12"), driver("525.85.12")},
    {version("12.1.0"), driver("530.30.02"), driver("530.30.02")},
    {version("12.1.1"), driver("530.30.02"), driver("530.30.02")},
    {version("12.2.0"), driver("535.54.03"), driver("535.54.03")},
    {version("12.2.1"), driver("535.86.10"), driver("535.86.09")},
    {version("12.2.2"), driver("535.104.05"), driver("535.104.05")},
    {version("12.3.0"), driver("545.23.06"), driver("545.23.06")},
    {version("12.3.1"), driver("545.23.08"), driver("545.23.08")},
    {version("12.3.2"), driver("545.23.08"), driver("545.23.08")},
    {version("12.4.0"), driver("550.54.14"), driver("550.54.14")},
    {version("12.4.1"), driver("550.54.15"), driver("550.54.15")},
    {version("12.5.0"), driver("555.42.02"), driver("555.42.02")},
    {version("12.5.1"), driver("555.42.06"), driver("555.42.06")},
    {version("12.6.0"), driver("560.28.03"), driver("560.28.03")},
    {version("12.6.1"), driver("560.35.03"), driver("560.35.03")},
    {version("12.6.2"), driver("560.35.03"), driver("560.35.03")},
    {version("12.6.3"), driver("560.35.05"), driver("560.35.05")},
    {version("12.8.0"), driver("570.86.10"), driver("570.26")},
    {version("12.8.1"), driver("570.124.06"), driver("570.124.06")},
    {version("12.8.2"), driver("570.211.01"), {}},
    {version("12.9.0"), driver("575.51.03"), driver("575.51.03")},
    {version("12.9.1"), driver("575.57.08"), driver("575.57.08")},
    {version("12.9.2"), driver("575.57.08"), {}},
    {version("13.0.0"), driver("580.65.06"), driver("580.65.06")},
    {version("13.0.1"), driver("580.82.07"), driver("580.82.07")},
    {version("13.0.2"), driver("580.95.05"), driver("580.95.05")},
    {version("13.0.3"), driver("580.126.20"), {}},
    {version("13.1.0"), driver("590.44.01"), driver("590.44.01")},
    {version("13.1.1"), driver("590.48.01"), driver("590.48.01")},
    {version("13.1.2"), driver("590.48.01"), {}},
    {version("13.2.0"), driver("595.45.04"), driver("595.45.04")},
    {version("13.2.1"), driver("595.58.03"), driver("595.58.03")},
    {version("13.2.2"), driver("595.71.05"), {}},
    {version("13.3.0"), driver("610.43.02"), driver("610.43.02")},
    {version("13.3.1"), driver("610.43.02"), driver("610.43.02")},
    {version("13.4.1"), {}, {}},
    {version("13.4.2"), {}, {}},
};

constexpr DriverBranch k_branches[] = {
    {361, version("8.0")},
    {367, version("8.0")},
    {375, version("8.0")},
    {384, version("9.0")},
    {387, version("9.1")},
    {390, version("9.1")},
    {396, version("9.2")},
    {410, version("10.0")},
    {418, version("10.1")},
    {435, version("10.1")},
    {440, version("10.2")},
    {450, version("11.0")},
    {455, version("11.1")},
    {460, version("11.2")},
    {465, version("11.3")},
    {470, version("11.4")},
    {495, version("11.5")},
    {510, version("11.6")},
    {515, version("11.7")},
    {520, version("11.8")},
    {525, version("12.0")},
    {530, version("12.1")},
    {535, version("12.2")},
    {545, version("12.3")},
    {550, version("12.4")},
    {555, version("12.5")},
    {560, version("12.6")},
    {565, version("12.7")},
    {570, version("12.8")},
    {575, version("12.9")},
    {580, version("13.0")},
    {590, version("13.1")},
    {595, version("13.2")},
    {610, version("13.3")},
    {615, version("13.4")},
};

constexpr MinorVersionMinimum k_minor_version_minima[] = {
    {11, driver("450.80.02")},
    {12, driver("525.60.13")},
    {13, driver("580.65.06")},
};

constexpr OwnMinimum k_own_minima[] = {
    {version("8.0"), driver("367.48")},
    {version("9.0"), driver("384.81")},
    {version("9.1"), driver("387.26")},
    {version("9.2"), driver("396.26")},
    {version("10.0"), driver("410.48")},
    {version("10.1"), driver("418.39")},
    {version("10.2"), driver("440.33")},
};

constexpr Tables k_tables = {
    .toolkits = k_toolkits,
    .branches = k_branches,
    .minor_version_minima = k_minor_version_minima,
    .own_minima = k_own_minima,
    .toolkits_source = "table: NVIDIA, CUDA Toolkit release notes, section \"CUDA Driver\", Linux x86_64 column (docs.nvidia.com/cuda/cuda-toolkit-release-notes, as of 13.2 Update 1, 13.3 and 13.4 Update 1). bundled: the driver in the name of the Linux installer (NVIDIA's runfiles, as listed in spack/spack-packages packages/cuda/package.py and in a third-party catalogue of installers up to 13.4.1)",
    .branches_source = "NVIDIA, PTX ISA, table of the release history (\"CUDA x, driver rNNN\", up to PTX 9.4, docs.nvidia.com/cuda/parallel-thread-execution), and CUDA Toolkit release notes 13.4 Update 1 for 13.x; where that table names internal branches (r400, r445), and for branches it lacks, nvidia-smi banners in public repositories",
    .minor_version_minima_source = "NVIDIA, CUDA Compatibility, \"Minor Version Compatibility\" (docs.nvidia.com/deploy/cuda-compatibility/minor-version-compatibility.html); exact releases from the CUDA Toolkit release notes, section \"CUDA Driver\"",
    .own_minima_source = "The first release of each in the two columns of toolkits above (NVIDIA, CUDA Toolkit release notes, section \"CUDA Driver\", and the installers' names), the smaller where they differ. That CUDA 10 and older have no minor-version compatibility: docs.nvidia.com/deploy/cuda-compatibility/minor-version-compatibility.html",
};
// clang-format on

}  // namespace

const Tables& builtin_tables() {
  return k_tables;
}

}  // namespace ces::compat
