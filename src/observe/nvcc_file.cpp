#include "observe/nvcc_file.h"

#include "observe/elf_file.h"
#include "observe/read_only_data.h"
#include "observe/version_texts.h"

#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_script_limit = std::size_t{16} * 1024;

std::string banner_text_of(const OpenFile& file, ReadOnlyPart part) {
  const bool is_script = file.read(0, 2) == "#!";
  return is_script ? file.read(0, k_script_limit) : read_only_data_of(file, part);
}

std::optional<VersionFact> version_of_file(const System& system, const std::string& program,
                                           ReadOnlyPart part) {
  const auto file = system.open(program);
  if (!file) {
    return std::nullopt;
  }
  const std::string bytes = banner_text_of(*file, part);
  const auto text = parse_nvcc_banner(bytes);
  if (!text) {
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
  return version_of_file(system, nvcc, ReadOnlyPart::start);
}

std::optional<VersionFact> tool_version_of_file(const System& system, const std::string& tool) {
  return version_of_file(system, tool, ReadOnlyPart::whole);
}

}  // namespace ces
