#include "observe/toolkits.h"

#include "base/path.h"
#include "observe/nvcc_file.h"
#include "observe/version_texts.h"

#include <array>
#include <utility>

namespace ces {

namespace {

using Probe = void (*)(const System&, Request::Detail, Facts&);

// The order is the order of preference: a complete toolkit was asked for by name, and its post-link
// script makes links in bin that look like the other layouts.
constexpr std::array<Probe, 2> k_probes = {probe_cudatoolkit_dev, probe_split_packages};

constexpr std::size_t k_version_text_limit = std::size_t{64} * 1024;
// CUDA_VERSION stands in the first 40 KiB of cuda.h in 11.8 to 13.5.
constexpr std::size_t k_header_limit = std::size_t{256} * 1024;

VersionFact fact(std::string_view text, const std::string& evidence) {
  return {Version::parse(text).value_or(Version()), std::string(text), evidence};
}

void observe_version_files(const System& system, Toolkit& toolkit) {
  const std::string json_path = join_path(toolkit.root, "version.json");
  const FileText json = system.read(json_path, k_version_text_limit);
  if (json.ok()) {
    const VersionJson versions = parse_version_json(json.text);
    if (versions.cuda) {
      toolkit.version = fact(*versions.cuda, json_path);
    }
    if (versions.nvcc) {
      toolkit.nvcc_version = fact(*versions.nvcc, json_path);
    }
    if (toolkit.version) {
      return;
    }
  }
  const std::string txt_path = join_path(toolkit.root, "version.txt");
  const FileText txt = system.read(txt_path, k_version_text_limit);
  if (const auto version = parse_version_txt(txt.text)) {
    toolkit.version = fact(*version, txt_path);
  }
}

std::optional<VersionFact> header_version(const System& system, const Toolkit& toolkit) {
  const std::string include =
      toolkit.include_folder.empty() ? join_path(toolkit.root, "include") : toolkit.include_folder;
  constexpr std::array<std::pair<const char*, const char*>, 2> k_headers = {
      {{"cuda.h", "CUDA_VERSION"}, {"cuda_runtime_api.h", "CUDART_VERSION"}}};
  for (const auto& [name, macro] : k_headers) {
    const std::string path = join_path(include, name);
    const FileText header = system.read(path, k_header_limit);
    if (const auto version = parse_version_macro(header.text, macro)) {
      return VersionFact{*version, version->str(), path};
    }
  }
  return std::nullopt;
}

}  // namespace

void observe_versions(const System& system, Request::Detail detail, Toolkit& toolkit) {
  const bool everything = detail == Request::Detail::everything;
  observe_version_files(system, toolkit);
  const bool known = toolkit.version || toolkit.nvcc_version;
  if (everything || !known) {
    if (auto own = nvcc_version_of_file(system, toolkit.nvcc)) {
      toolkit.nvcc_version = std::move(own);
    }
  }
  if (everything || !(known || toolkit.nvcc_version)) {
    toolkit.headers_version = header_version(system, toolkit);
  }
}

void observe_toolkits(const System& system, Request::Detail detail, Facts& facts) {
  for (const Probe probe : k_probes) {
    probe(system, detail, facts);
    if (detail == Request::Detail::activation && !facts.toolkits.empty()) {
      break;
    }
  }
}

}  // namespace ces
