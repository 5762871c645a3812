#include "observe/compat_package.h"

#include "base/path.h"
#include "observe/driver.h"
#include "observe/elf_file.h"
#include "observe/elf_format.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>

namespace ces {

namespace {

constexpr std::string_view k_section = ".note.cuda.fwd_compatibility";
constexpr std::string_view k_library_start = "libcuda.so.";
constexpr std::size_t k_note_limit = std::size_t{64} * 1024;
constexpr std::size_t k_most_names = 256;
constexpr std::size_t k_most_numbers = 1024;

std::vector<std::uint32_t> numbers_in(const nlohmann::json& object, const char* key) {
  std::vector<std::uint32_t> numbers;
  const auto list = object.find(key);
  if (list == object.end() || !list->is_array()) {
    return numbers;
  }
  for (const nlohmann::json& value : *list) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() <= UINT32_MAX &&
        numbers.size() < k_most_numbers) {
      numbers.push_back(value.get<std::uint32_t>());
    }
  }
  return numbers;
}

// Return the libcuda file among `names`: the one that bears a driver's release, else any.
std::string library_among(const std::vector<std::string>& names) {
  std::string found;
  for (const std::string& name : names) {
    if (!name.starts_with(k_library_start)) {
      continue;
    }
    if (!release_in_libcuda_name(name).empty()) {
      return name;
    }
    // Without a release (Jetson's libcuda.so.1.1) the longest, which is the file and no link to it.
    if (name.size() > found.size()) {
      found = name;
    }
  }
  return found;
}

}  // namespace

std::string_view release_in_libcuda_name(std::string_view name) {
  if (!name.starts_with(k_library_start)) {
    return {};
  }
  const std::string_view release = name.substr(k_library_start.size());
  const auto version = parse_driver_release(release);
  // libcuda.so.1.1 is Jetson's, and no release.
  constexpr std::uint32_t k_first_branch = 100;
  return version && version->major() >= k_first_branch ? release : std::string_view();
}

std::optional<CompatNote> parse_compat_note(std::string_view json) {
  const nlohmann::json object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) {
    return std::nullopt;
  }
  CompatNote note;
  const auto cuda = object.find("CUDA version");
  if (cuda != object.end() && cuda->is_string()) {
    note.cuda = Version::parse(cuda->get_ref<const std::string&>());
  }
  note.branches = numbers_in(object, "driver");
  note.brands = numbers_in(object, "device");
  return note;
}

std::string compat_note_text(const OpenFile& file) {
  const std::string section = elf_section(file, k_section, k_note_limit);
  elf::NoteHeader header{};
  if (section.size() < sizeof header) {
    return {};
  }
  std::memcpy(&header, section.data(), sizeof header);
  constexpr std::size_t k_alignment = 4;
  const std::size_t name_size =
      (std::size_t{header.name_size} + k_alignment - 1) / k_alignment * k_alignment;
  const std::size_t begin = sizeof header + name_size;
  if (begin >= section.size()) {
    return {};
  }
  // Jetson's package states a size that runs past the section, so the section decides.
  std::string text =
      section.substr(begin, std::min<std::size_t>(header.description_size, section.size() - begin));
  text.resize(std::min(text.find('\0'), text.size()));
  return text;
}

std::optional<CompatPackage> observe_compat_package(const System& system,
                                                    const std::string& folder) {
  const std::string name = library_among(system.names_in(folder, k_most_names));
  if (name.empty()) {
    return std::nullopt;
  }
  CompatPackage package;
  package.folder = folder;
  package.library = join_path(folder, name);
  const auto file = system.open(package.library);
  if (!file) {
    return std::nullopt;
  }
  const std::string_view release = release_in_libcuda_name(name);
  if (const auto version = Version::parse(release)) {
    package.release = VersionFact{*version, std::string(release), package.library};
  }
  package.note = parse_compat_note(compat_note_text(*file));
  return package;
}

void observe_compat_packages(const System& system, const Request& request, Facts& facts) {
  std::vector<std::string> folders;
  if (facts.prefix_exists) {
    folders.push_back(join_path(facts.prefix, "cuda-compat"));
  }
  for (const Toolkit& toolkit : facts.toolkits) {
    if (!toolkit.has_shared_bin && toolkit.origin != Origin::other_environment) {
      folders.push_back(join_path(toolkit.root, "compat"));
    }
  }
  if (request.detail == Request::Detail::everything) {
    folders.emplace_back("/usr/local/cuda/compat");
  }
  for (const std::string& folder : folders) {
    const auto& known = facts.compat_packages;
    const bool is_known =
        std::any_of(known.begin(), known.end(),
                    [&](const CompatPackage& package) { return package.folder == folder; });
    auto package = is_known ? std::nullopt : observe_compat_package(system, folder);
    if (package) {
      facts.compat_packages.push_back(*std::move(package));
    }
  }
}

}  // namespace ces
