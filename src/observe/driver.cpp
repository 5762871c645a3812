#include "observe/driver.h"

#include "base/path.h"
#include "base/text.h"
#include "observe/compat_package.h"

#include <algorithm>
#include <string>

namespace ces {

namespace {

constexpr const char* k_sys_version = "/sys/module/nvidia/version";
constexpr const char* k_proc_version = "/proc/driver/nvidia/version";
constexpr const char* k_override = "CONDA_OVERRIDE_CUDA";
constexpr const char* k_tegra_release = "/etc/nv_tegra_release";
constexpr std::size_t k_text_limit = 4096;

// Return what conda's override says, if it is set. conda strips it, takes an empty one for "no
// driver", and compares the rest as a version.
std::optional<Driver> driver_of_override(const Environment& environment) {
  const auto value = environment.get(k_override);
  if (!value) {
    return std::nullopt;
  }
  Driver driver;
  driver.evidence = k_override;
  const std::string_view text = trim(*value);
  if (text.empty()) {
    return driver;
  }
  driver.place = Driver::Place::override;
  if (const auto version = Version::parse(text)) {
    driver.cuda = VersionFact{*version, std::string(text), k_override};
  }
  return driver;
}

std::string lower_case(std::string text) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::transform(text.begin(), text.end(), text.begin(), lower);
  return text;
}

// Return the first thing that says this is a Jetson or its like, empty if none does.
std::string tegra_evidence(const System& system) {
  constexpr const char* k_family = "/sys/devices/soc0/family";
  if (system.kind(k_tegra_release) == FileKind::regular) {
    return k_tegra_release;
  }
  const std::string family = lower_case(system.read(k_family, k_text_limit).text);
  return family.starts_with("tegra") ? k_family : "";
}

// Return the release of a Jetson's system, nothing where it is not told.
std::optional<VersionFact> l4t_of(const System& system) {
  const std::string release = l4t_release_in(system.read(k_tegra_release, k_text_limit).text);
  const auto version = Version::parse(release);
  return version ? std::optional(VersionFact{*version, release, k_tegra_release}) : std::nullopt;
}

// Return the release of the libcuda that the loader finds without LD_LIBRARY_PATH, by the name that
// its links lead to. WSL's and Jetson's have none.
std::optional<VersionFact> library_release(const System& system) {
  for (const char* folder :
       {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
        "/usr/local/nvidia/lib64", "/run/opengl-driver/lib"}) {
    const std::string link = join_path(folder, "libcuda.so.1");
    const std::string file = system.resolve(link);
    const std::string_view release =
        release_in_libcuda_name(std::string_view(file).substr(file.rfind('/') + 1));
    if (const auto version = Version::parse(release)) {
      return VersionFact{*version, std::string(release), link};
    }
  }
  return std::nullopt;
}

// Return the first thing that says this is a container, empty if none does.
std::string container_evidence(const System& system) {
  for (const char* sign : {"/.dockerenv", "/run/.containerenv", "/.singularity.d"}) {
    if (system.kind(sign) != FileKind::missing) {
      return sign;
    }
  }
  return {};
}

// Return the first thing that says this is WSL, empty if none does.
std::string wsl_evidence(const System& system) {
  for (const char* sign : {"/usr/lib/wsl/lib", "/dev/dxg"}) {
    const FileKind kind = system.kind(sign);
    if (kind != FileKind::missing && kind != FileKind::denied) {
      return sign;
    }
  }
  for (const char* kernel : {"/proc/sys/kernel/osrelease", "/proc/version"}) {
    if (lower_case(system.read(kernel, k_text_limit).text).find("microsoft") != std::string::npos) {
      return kernel;
    }
  }
  return {};
}

// Return the library that says this is Windows with a driver, empty if there is none.
std::string windows_evidence(const System& system) {
  const auto root = system.environment().non_empty("SYSTEMROOT");
  std::string library = join_path(root.value_or(""), "System32/nvcuda.dll");
  const bool is_there = root && is_absolute(*root) && system.kind(library) == FileKind::regular;
  return is_there ? library : std::string();
}

std::optional<VersionFact> release_of(std::string_view text, const char* evidence) {
  if (const auto version = parse_driver_release(text)) {
    return VersionFact{*version, std::string(text), evidence};
  }
  return std::nullopt;
}

Driver driver_of_kernel(const System& system) {
  Driver driver;
  const FileText sys = system.read(k_sys_version, k_text_limit);
  driver.release = release_of(trim(sys.text), k_sys_version);
  driver.evidence = k_sys_version;
  if (driver.release) {
    driver.place = Driver::Place::linux_;
    return driver;
  }
  const FileText proc = system.read(k_proc_version, k_text_limit);
  driver.release = release_of(driver_release_in_proc_text(proc.text), k_proc_version);
  if (driver.release) {
    driver.place = Driver::Place::linux_;
    driver.evidence = k_proc_version;
  } else if (sys.status != ReadStatus::missing || proc.status != ReadStatus::missing) {
    driver.place = Driver::Place::unreadable;
    driver.evidence = proc.status != ReadStatus::missing ? k_proc_version : k_sys_version;
  } else {
    driver.evidence.clear();
  }
  return driver;
}

}  // namespace

std::optional<Version> parse_driver_release(std::string_view text) {
  const auto version = Version::parse(text);
  const bool has_driver_shape = version && (version->count() == 2 || version->count() == 3);
  return has_driver_shape ? version : std::nullopt;
}

std::string l4t_release_in(std::string_view text) {
  constexpr std::string_view k_start = "# R";
  constexpr std::string_view k_revision = "REVISION:";
  if (!text.starts_with(k_start)) {
    return {};
  }
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::string_view major = line.substr(k_start.size());
  const std::size_t at = line.find(k_revision);
  if (at == std::string_view::npos) {
    return {};
  }
  const std::string_view revision = trim(line.substr(at + k_revision.size()));
  const std::string release = std::string(major.substr(0, major.find(' '))) + '.' +
                              std::string(revision.substr(0, revision.find(',')));
  return Version::parse(release) ? release : "";
}

std::string_view driver_release_in_proc_text(std::string_view text) {
  constexpr std::string_view k_start = "NVRM version:";
  constexpr std::string_view k_module = "Kernel Module";
  std::size_t begin = text.starts_with(k_start) ? 0 : text.find(std::string("\n") + k_start.data());
  if (begin == std::string_view::npos) {
    return {};
  }
  begin = text.find(k_start, begin);
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  const std::size_t module = line.find(k_module);
  if (module == std::string_view::npos || line.find("NVIDIA UNIX") > module) {
    return {};
  }
  line.remove_prefix(module + k_module.size());
  // "  550.90.07  Fri …", or "for x86_64  580.95.05  Release Build …"
  line = trim(line);
  if (line.starts_with("for ")) {
    line = trim(line.substr(4));
    line.remove_prefix(std::min(line.find(' '), line.size()));
    line = trim(line);
  }
  return line.substr(0, line.find_first_of(" \t"));
}

Driver observe_driver(const System& system, Request::Detail detail) {
  const auto override = driver_of_override(system.environment());
  if (override && detail == Request::Detail::activation) {
    return *override;
  }
  Driver driver = driver_of_kernel(system);
  const bool driver_seen = driver.place != Driver::Place::none;
  // At activation a machine without the module needs no name: there is nothing to judge with.
  if (driver_seen || detail == Request::Detail::everything) {
    if (std::string sign = tegra_evidence(system); !sign.empty()) {
      driver.place = Driver::Place::tegra;
      driver.evidence = std::move(sign);
      driver.l4t = l4t_of(system);
    } else if (sign = windows_evidence(system); !driver_seen && !sign.empty()) {
      driver.place = Driver::Place::windows;
      driver.evidence = std::move(sign);
    } else if (!driver_seen) {
      driver.evidence = wsl_evidence(system);
      driver.place = driver.evidence.empty() ? Driver::Place::none : Driver::Place::wsl;
    }
  }
  if (detail == Request::Detail::everything) {
    driver.library = library_release(system);
    driver.container = container_evidence(system);
  }
  if (override) {
    driver.place = override->place;
    driver.cuda = override->cuda;
    driver.evidence = override->evidence;
  }
  return driver;
}

}  // namespace ces
