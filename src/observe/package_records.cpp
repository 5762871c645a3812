#include "observe/package_records.h"

#include "base/path.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace ces {

namespace {

using Json = nlohmann::json;

constexpr std::size_t k_most_records = 20'000;
// A record lists the package's files: cudatoolkit's and PyTorch's have hundreds of kilobytes.
constexpr std::size_t k_record_limit = std::size_t{8} * 1024 * 1024;

constexpr std::array<std::string_view, 10> k_names = {
    "cuda-cudart",  "cuda-nvcc",   "cuda-nvcc-impl",  "cuda-nvcc-tools", "cuda-toolkit",
    "cuda-version", "cudatoolkit", "cudatoolkit-dev", "nvcc_linux-64",   "nvcc_linux-aarch64"};

bool may_be_of_cuda(std::string_view file) {
  return file.ends_with(".json") &&
         std::any_of(k_names.begin(), k_names.end(), [&](std::string_view name) {
           return file.starts_with(name) && file.substr(name.size()).starts_with('-');
         });
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

// Return the channel's name in its address: "conda-forge" of
// "https://conda.anaconda.org/conda-forge/linux-64" and of "conda-forge".
std::string channel_of(const Json& json) {
  std::string text = text_of(json, "channel");
  const std::size_t host = text.find("://");
  if (host != std::string::npos) {
    const std::size_t path = text.find('/', host + 3);
    text = path == std::string::npos ? "" : text.substr(path + 1);
  }
  for (const std::string_view platform : {"/linux-64", "/linux-aarch64", "/noarch", "/win-64"}) {
    if (text.ends_with(platform)) {
      text.resize(text.size() - platform.size());
    }
  }
  return text;
}

Json read_json(const System& system, const std::string& path) {
  const FileText file = system.read(path, k_record_limit);
  return Json::parse(file.text, nullptr, /*allow_exceptions=*/false);
}

std::optional<PackageRecord> record_in(const Json& json, const std::string& name,
                                       const char* version_key, const std::string& path) {
  const std::string text = json.is_object() ? text_of(json, version_key) : "";
  const auto version = Version::parse(text);
  if (name.empty() || !version) {
    return std::nullopt;
  }
  return PackageRecord{name, {*version, text, path}, channel_of(json)};
}

}  // namespace

std::vector<PackageRecord> observe_packages(const System& system, const std::string& prefix) {
  std::vector<PackageRecord> packages;
  const std::string folder = join_path(prefix, "conda-meta");
  for (const std::string& file : system.names_in(folder, k_most_records)) {
    if (!may_be_of_cuda(file)) {
      continue;
    }
    const std::string path = join_path(folder, file);
    const Json json = read_json(system, path);
    const std::string name = json.is_object() ? text_of(json, "name") : "";
    const bool is_known = std::find(k_names.begin(), k_names.end(), name) != k_names.end();
    if (auto record = record_in(json, is_known ? name : "", "version", path)) {
      packages.push_back(*std::move(record));
    }
  }
  return packages;
}

std::optional<PackageRecord> observe_cudatoolkit_dev(const System& system,
                                                     const std::string& prefix) {
  const std::string path = join_path(prefix, "bin/cudatoolkit-dev-extra-args.json");
  return record_in(read_json(system, path), "cudatoolkit-dev", "release", path);
}

namespace {

// Return the name of the program in the last command that the history of an environment has: each
// engine of conda's family writes a line "# cmd: /opt/conda/bin/mamba install …" into it.
std::string engine_in_history(std::string_view text) {
  constexpr std::string_view k_label = "# cmd: ";
  const std::size_t at = text.rfind(k_label);
  if (at == std::string_view::npos) {
    return {};
  }
  std::string_view program = text.substr(at + k_label.size());
  program = program.substr(0, program.find_first_of(" \t\r\n"));
  return std::string(program.substr(program.rfind('/') + 1));
}

Engine engine_named(std::string_view name) {
  return name == "micromamba" ? Engine::micromamba
         : name == "mamba"    ? Engine::mamba
                              : Engine::conda;
}

}  // namespace

void observe_engine(const System& system, Facts& facts) {
  constexpr std::size_t k_history_limit = std::size_t{4} * 1024 * 1024;
  const std::string of_pixi = join_path(facts.prefix, "conda-meta/pixi");
  const std::string of_conda = join_path(facts.prefix, "conda-meta/history");
  if (system.kind(of_pixi) == FileKind::regular) {
    facts.engine = Engine::pixi;
    facts.engine_evidence = of_pixi;
  } else if (facts.prefix.find("/.pixi/envs/") != std::string::npos) {
    facts.engine = Engine::pixi;
    facts.engine_evidence = facts.prefix;
  } else if (system.kind(of_conda) == FileKind::regular) {
    facts.engine = engine_named(engine_in_history(system.read(of_conda, k_history_limit).text));
    facts.engine_evidence = of_conda;
  }
}

}  // namespace ces
