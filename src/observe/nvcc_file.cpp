#include "observe/nvcc_file.h"

#include "observe/read_only_data.h"
#include "observe/version_texts.h"

#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_script_limit = std::size_t{16} * 1024;

std::string banner_text_of(const OpenFile& file) {
  const bool is_script = file.read(0, 2) == "#!";
  return is_script ? file.read(0, k_script_limit) : read_only_data_of(file);
}

}  // namespace

std::optional<VersionFact> nvcc_version_of_file(const System& system, const std::string& nvcc) {
  const auto file = system.open(nvcc);
  if (!file) {
    return std::nullopt;
  }
  const std::string bytes = banner_text_of(*file);
  const auto text = parse_nvcc_banner(bytes);
  if (!text) {
    return std::nullopt;
  }
  return VersionFact{*Version::parse(*text), std::string(*text), nvcc};
}

bool is_handing_over_script(const System& system, const std::string& nvcc) {
  const FileText file = system.read(nvcc, k_script_limit);
  const std::string_view text = file.text;
  constexpr auto k_nowhere = std::string_view::npos;
  return text.starts_with("#!") &&
         (text.find("CUDA_HOME") != k_nowhere || text.find("CUDA_PATH") != k_nowhere);
}

}  // namespace ces
