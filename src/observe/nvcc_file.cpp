#include "observe/nvcc_file.h"

#include "observe/elf_file.h"
#include "observe/read_only_data.h"
#include "observe/version_texts.h"

#include <cstddef>
#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_script_limit = std::size_t{16} * 1024;

bool is_script(const OpenFile& file) {
  return file.read(0, 2) == "#!";
}

// Return whether more of the banner than `version` may stand behind the end of `bytes`.
bool may_be_cut(std::string_view version, std::string_view bytes) {
  constexpr std::ptrdiff_t k_longest = 64;
  return bytes.data() + bytes.size() - version.data() < k_longest;
}

// Return the version that the banner in `bytes` names, empty if there is none.
std::string version_in(std::string_view bytes) {
  return std::string(parse_nvcc_banner(bytes).value_or(""));
}

std::string version_of_tool(const OpenFile& file) {
  return version_in(is_script(file) ? file.read(0, k_script_limit)
                                    : read_only_data_of(file, ReadOnlyPart::whole));
}

std::string version_of_nvcc(const OpenFile& file) {
  if (is_script(file)) {
    return version_in(file.read(0, k_script_limit));
  }
  const std::string near = read_only_data_of(file, ReadOnlyPart::near);
  const auto version = parse_nvcc_banner(near);
  return version && !may_be_cut(*version, near)
             ? std::string(*version)
             : version_in(read_only_data_of(file, ReadOnlyPart::start));
}

std::optional<VersionFact> version_of_file(const System& system, const std::string& program,
                                           std::string (*version_of)(const OpenFile& file)) {
  const auto file = system.open(program);
  const std::string text = file ? version_of(*file) : "";
  const auto version = Version::parse(text);
  return version ? std::optional(VersionFact{*version, text, program}) : std::nullopt;
}

}  // namespace

NvccFile look_at_nvcc(const System& system, const std::string& nvcc) {
  NvccFile file;
  file.start = system.read(nvcc, k_script_limit).text;
  file.machine = elf_machine(file.start);
  return file;
}

std::optional<VersionFact> nvcc_version_of_file(const System& system, const std::string& nvcc) {
  return version_of_file(system, nvcc, version_of_nvcc);
}

std::optional<VersionFact> tool_version_of_file(const System& system, const std::string& tool) {
  return version_of_file(system, tool, version_of_tool);
}

}  // namespace ces
