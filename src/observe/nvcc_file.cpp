#include "observe/nvcc_file.h"

#include "observe/elf_file.h"
#include "observe/read_only_data.h"
#include "observe/version_texts.h"

#include <cstddef>
#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_script_limit = std::size_t{16} * 1024;

std::string banner_text_of(const OpenFile& file, ReadOnlyPart part) {
  const bool is_script = file.read(0, 2) == "#!";
  return is_script ? file.read(0, k_script_limit) : read_only_data_of(file, part);
}

// Return whether more of the banner than `version` may stand behind the end of `bytes`.
bool may_be_cut(std::string_view version, const std::string& bytes) {
  constexpr std::ptrdiff_t k_longest = 64;
  return bytes.data() + bytes.size() - version.data() < k_longest;
}

std::optional<VersionFact> version_of_file(const System& system, const std::string& program,
                                           ReadOnlyPart part) {
  const auto file = system.open(program);
  if (!file) {
    return std::nullopt;
  }
  const std::string bytes = banner_text_of(*file, part);
  const auto text = parse_nvcc_banner(bytes);
  if (!text || (part == ReadOnlyPart::near && may_be_cut(*text, bytes))) {
    return std::nullopt;
  }
  return VersionFact{*Version::parse(*text), std::string(*text), program};
}

}  // namespace

NvccFile look_at_nvcc(const System& system, const std::string& nvcc) {
  NvccFile file;
  file.start = system.read(nvcc, k_script_limit).text;
  file.machine = elf_machine(file.start);
  return file;
}

std::optional<VersionFact> nvcc_version_of_file(const System& system, const std::string& nvcc) {
  if (auto version = version_of_file(system, nvcc, ReadOnlyPart::near)) {
    return version;
  }
  return version_of_file(system, nvcc, ReadOnlyPart::start);
}

std::optional<VersionFact> tool_version_of_file(const System& system, const std::string& tool) {
  return version_of_file(system, tool, ReadOnlyPart::whole);
}

}  // namespace ces
