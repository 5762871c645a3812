// Sources: PyTorch's tools/generate_torch_version.py; TensorFlow's tools/build_info; the names of
// the wheels of torch, jaxlib, jax-cuda*-plugin and cupy-cuda*; conda-forge's build strings.
#include "observe/frameworks.h"

#include "base/path.h"
#include "base/text.h"
#include "observe/site_packages.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace ces {

namespace {

using Json = nlohmann::json;
using Kind = FrameworkTrace::Kind;

constexpr std::size_t k_most_names = 20'000;
constexpr std::size_t k_text_limit = std::size_t{64} * 1024;
constexpr std::size_t k_record_limit = std::size_t{8} * 1024 * 1024;

// Whose package it is, by the beginning of its name as pip's folders have it.
constexpr std::pair<std::string_view, std::string_view> k_of_pip[] = {
    {"torch-", "torch"},
    {"jaxlib-", "jax"},
    {"jax_cuda", "jax"},
    {"cupy", "cupy"},
    {"tensorflow-", "tensorflow"}};

// Whose package it is, by its whole name in conda's channels.
constexpr std::pair<std::string_view, std::string_view> k_of_conda[] = {
    {"pytorch", "torch"},        {"libtorch", "torch"},
    {"jaxlib", "jax"},           {"cupy", "cupy"},
    {"cupy-core", "cupy"},       {"tensorflow-base", "tensorflow"},
    {"tensorflow", "tensorflow"}};

class Traces {
 public:
  explicit Traces(const System& system) : m_system(system) {}

  void add_text(const char* framework, Kind kind, const std::string& path) {
    const FileText file = m_system.read(path, k_text_limit);
    if (file.ok()) {
      m_found.push_back({framework, kind, file.text, "", path});
    }
  }

  void add_dist_infos(const std::string& packages) {
    for (const std::string& name : m_system.names_in(packages, k_most_names)) {
      if (!name.ends_with(".dist-info")) {
        continue;
      }
      for (const auto& [start, framework] : k_of_pip) {
        if (lower_case(name).starts_with(start)) {
          m_found.push_back(
              {std::string(framework), Kind::dist_info, name, "", join_path(packages, name)});
          break;
        }
      }
    }
  }

  void add_records(const std::string& folder) {
    for (const std::string& file : m_system.names_in(folder, k_most_names)) {
      const auto* const row =
          std::find_if(std::begin(k_of_conda), std::end(k_of_conda), [&](const auto& candidate) {
            return file.ends_with(".json") && file.starts_with(candidate.first) &&
                   file.substr(candidate.first.size()).starts_with('-');
          });
      if (row != std::end(k_of_conda)) {
        add_record(std::string(row->first), std::string(row->second), join_path(folder, file));
      }
    }
  }

  [[nodiscard]] std::vector<FrameworkTrace> take() { return std::move(m_found); }

 private:
  static std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : "";
  }

  // File names do not tell names and versions apart, so the record's own name counts.
  void add_record(const std::string& name, const std::string& framework, const std::string& path) {
    const Json json = Json::parse(m_system.read(path, k_record_limit).text, nullptr, false);
    if (!json.is_object()) {
      return;
    }
    const std::string own = text_of(json, "name");
    const bool is_known = std::any_of(std::begin(k_of_conda), std::end(k_of_conda),
                                      [&](const auto& row) { return row.first == own; });
    if (!is_known || !own.starts_with(name)) {
      return;
    }
    const std::string version = text_of(json, "version");
    m_found.push_back({framework, Kind::conda_build, text_of(json, "build"), version, path});
    constexpr std::string_view k_asks = "cuda-version ";
    const auto depends = json.find("depends");
    if (depends == json.end() || !depends->is_array()) {
      return;
    }
    for (const Json& entry : *depends) {
      const std::string text = entry.is_string() ? entry.get<std::string>() : "";
      if (text.starts_with(k_asks)) {
        m_found.push_back(
            {framework, Kind::conda_depends, text.substr(k_asks.size()), version, path});
      }
    }
  }

  const System& m_system;
  std::vector<FrameworkTrace> m_found;
};

}  // namespace

std::vector<FrameworkTrace> observe_frameworks(const System& system, const std::string& prefix) {
  Traces traces(system);
  const std::vector<std::string> folders = site_packages(system, prefix);
  for (const std::string& packages : folders) {
    traces.add_text("torch", Kind::torch_version, join_path(packages, "torch/version.py"));
    traces.add_text("tensorflow", Kind::tensorflow_build_info,
                    join_path(packages, "tensorflow/python/platform/build_info.py"));
  }
  for (const std::string& packages : folders) {
    traces.add_dist_infos(packages);
  }
  traces.add_records(join_path(prefix, "conda-meta"));
  return traces.take();
}

}  // namespace ces
