#include "observe/toolkits.h"

#include "base/path.h"
#include "observe/host_target.h"
#include "observe/nvcc_file.h"
#include "observe/nvcc_script.h"
#include "observe/search.h"
#include "observe/version_texts.h"

#include <array>
#include <cstdint>
#include <utility>

namespace ces {

namespace {

constexpr std::size_t k_version_text_limit = std::size_t{64} * 1024;
// CUDA_VERSION stands in the first 40 KiB of cuda.h in 11.8 to 13.5.
constexpr std::size_t k_header_limit = std::size_t{256} * 1024;

VersionFact fact(std::string_view text, const std::string& evidence) {
  return {Version::parse(text).value_or(Version()), std::string(text), evidence};
}

// Return whether the folder of the toolkit is its own, so that version files in it are its own too.
bool has_own_folder(const Toolkit& toolkit) {
  return toolkit.layout == Layout::cudatoolkit_dev || toolkit.layout == Layout::complete ||
         toolkit.layout == Layout::hpc_sdk || toolkit.layout == Layout::nvcc_wrapper;
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

void add_all(const System& system, Facts& facts, std::vector<Toolkit> toolkits) {
  for (Toolkit& toolkit : toolkits) {
    add_toolkit(system, facts, std::move(toolkit));
  }
}

}  // namespace

void observe_versions(const System& system, Request::Detail detail, Toolkit& toolkit) {
  const bool everything = detail == Request::Detail::everything;
  if (has_own_folder(toolkit)) {
    observe_version_files(system, toolkit);
  }
  const bool known = toolkit.version || toolkit.nvcc_version;
  if (everything || !known) {
    const std::string& program = toolkit.real_nvcc.empty() ? toolkit.nvcc : toolkit.real_nvcc;
    if (auto own = nvcc_version_of_file(system, program)) {
      toolkit.nvcc_version = std::move(own);
    }
  }
  if (everything || !(known || toolkit.nvcc_version)) {
    toolkit.headers_version = header_version(system, toolkit);
  }
}

void observe_script(const Search& search, Toolkit& toolkit) {
  if (toolkit.nvcc_is_script || !toolkit.real_nvcc.empty()) {
    return;
  }
  const NvccFile file = look_at_nvcc(search.system, toolkit.nvcc);
  if (file.is_script() && parse_nvcc_script(file.start).hands_over()) {
    toolkit.nvcc_is_script = true;
    toolkit.real_nvcc = program_behind(search, toolkit.nvcc).value_or("");
  }
}

void observe_targets(const System& system, Toolkit& toolkit) {
  if (toolkit.targets.empty()) {
    const std::string& program = toolkit.real_nvcc.empty() ? toolkit.nvcc : toolkit.real_nvcc;
    const std::uint16_t machine = look_at_nvcc(system, program).machine;
    toolkit.targets = targets_at(system, toolkit.root, machine);
    // Wheels have no folder for each: they are for the machine that their nvcc is for.
    if (toolkit.targets.empty() && machine != 0) {
      toolkit.targets = {std::string(targets_in_order(system, machine).front())};
    }
  }
}

std::vector<Found> find_in_environment(const Search& search, const std::string& prefix) {
  // The order is the order of preference: a complete toolkit was asked for by name, and its
  // post-link script makes links in bin that look like the other layouts.
  std::vector<Found> found = {find_cudatoolkit_dev(search, prefix)};
  // Where a version is asked for, another one may be it.
  const bool is_first_taken = !search.wants_everything() && !search.request.versions;
  if (found.front().toolkit && is_first_taken) {
    return found;
  }
  Found in_bin = find_in_environment_bin(search, prefix);
  // Where cudatoolkit-dev's tree is missing, so is what its link in bin leads to.
  const bool is_told_already = found.front().broken && in_bin.broken &&
                               in_bin.broken->fault == BrokenToolkit::Fault::nvcc_dangling;
  if (!is_told_already) {
    found.push_back(std::move(in_bin));
  }
  return found;
}

void observe_toolkits(const System& system, const Request& request, Facts& facts) {
  const Search search{system, request};
  if (facts.prefix_exists) {
    for (Found& found : find_in_environment(search, facts.prefix)) {
      add_found(system, facts, std::move(found));
    }
    if (request.wheels) {
      add_all(system, facts, find_wheels(search, facts.prefix));
    }
  }
  for (const std::string& root : request.roots) {
    Found found = find_at_root(search, root);
    if (found.toolkit) {
      found.toolkit->origin = Origin::named;
      found.toolkit->ways.push_back(root);
    }
    add_found(system, facts, std::move(found));
  }
  if (request.system) {
    add_all(system, facts, find_system_toolkits(search));
  }
  if (request.other_environments) {
    add_all(system, facts, find_in_other_environments(search, facts.prefix));
  }
}

}  // namespace ces
