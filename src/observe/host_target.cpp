#include "observe/host_target.h"

#include "base/path.h"
#include "observe/elf_format.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ces {

namespace {

constexpr std::uint16_t k_machine_of_this_program =
#if defined(__aarch64__)
    elf::k_aarch64;
#elif defined(__powerpc64__)
    elf::k_ppc64;
#else
    elf::k_x86_64;
#endif

// Return the machine whose dynamic linker lies in the root; programs name it by these paths.
std::uint16_t machine_of_root(const System& system) {
  constexpr std::array<std::pair<const char*, std::uint16_t>, 3> k_linkers = {
      {{"/lib64/ld-linux-x86-64.so.2", elf::k_x86_64},
       {"/lib/ld-linux-aarch64.so.1", elf::k_aarch64},
       {"/lib64/ld64.so.2", elf::k_ppc64}}};
  if (!system.root().empty()) {
    for (const auto& [linker, machine] : k_linkers) {
      if (system.kind(linker) == FileKind::regular) {
        return machine;
      }
    }
  }
  return k_machine_of_this_program;
}

bool has_target(std::uint16_t machine) {
  return machine == elf::k_x86_64 || machine == elf::k_aarch64 || machine == elf::k_ppc64;
}

}  // namespace

std::vector<std::string_view> targets_in_order(const System& system, std::uint16_t nvcc_machine) {
  std::vector<std::string_view> targets = {"x86_64-linux", "sbsa-linux", "aarch64-linux",
                                           "ppc64le-linux"};
  const std::uint16_t machine = has_target(nvcc_machine) ? nvcc_machine : machine_of_root(system);
  if (machine == elf::k_aarch64) {
    // Servers have "sbsa-linux"; Jetsons before CUDA 13 have "aarch64-linux".
    targets = {"sbsa-linux", "aarch64-linux", "x86_64-linux", "ppc64le-linux"};
    if (system.kind("/etc/nv_tegra_release") == FileKind::regular) {
      std::swap(targets[0], targets[1]);
    }
  } else if (machine == elf::k_ppc64) {
    std::rotate(targets.begin(), targets.end() - 1, targets.end());
  }
  return targets;
}

std::vector<std::string> targets_at(const System& system, const std::string& root,
                                    std::uint16_t nvcc_machine) {
  std::vector<std::string> targets;
  for (const std::string_view target : targets_in_order(system, nvcc_machine)) {
    if (system.kind(join_path(join_path(root, "targets"), target)) == FileKind::directory) {
      targets.emplace_back(target);
    }
  }
  return targets;
}

std::string conda_platform([[maybe_unused]] const System& system,
                           [[maybe_unused]] const std::vector<std::string>& toolkit_targets) {
#ifdef _WIN32
  return "win-64";
#else
  const bool is_told_by_toolkit = !system.root().empty() && !toolkit_targets.empty();
  const std::string_view target = is_told_by_toolkit ? std::string_view(toolkit_targets.front())
                                                     : targets_in_order(system, 0).front();
  return target == "x86_64-linux"    ? "linux-64"
         : target == "ppc64le-linux" ? "linux-ppc64le"
                                     : "linux-aarch64";
#endif
}

}  // namespace ces
