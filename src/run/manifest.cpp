#include "run/manifest.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace ces {

namespace {

constexpr int k_schema = 1;

bool is_inside(std::string_view path) {
  return !path.empty() && !path.starts_with('/') && path.find("..") == std::string_view::npos;
}

bool are_ours(const Manifest& manifest) {
  const auto is_ours = [](const auto& entry) { return is_path_of_ours(entry.first); };
  return std::all_of(manifest.files.begin(), manifest.files.end(), is_ours) &&
         std::all_of(manifest.folders.begin(), manifest.folders.end(), is_inside);
}

}  // namespace

std::string digest_of(std::string_view content) {
  // FNV-1a, 64 bits, and the length.
  constexpr std::uint64_t k_prime = 0x100000001b3;
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : content) {
    hash = (hash ^ static_cast<unsigned char>(c)) * k_prime;
  }
  return std::to_string(content.size()) + '-' + std::to_string(hash);
}

bool is_path_of_ours(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return is_inside(path) && (name == "cuda-env-resolve" || name.starts_with("~~cuda-env-switch_"));
}

std::string manifest_text(const Manifest& manifest) {
  const nlohmann::ordered_json object = {{"schema", k_schema},
                                         {"version", manifest.version},
                                         {"files", manifest.files},
                                         {"folders", manifest.folders}};
  return object.dump(2) + '\n';
}

std::optional<Manifest> read_manifest(std::string_view text) {
  const auto object = nlohmann::json::parse(text, nullptr, false);
  try {
    if (!object.is_object() || object.at("schema").get<int>() != k_schema) {
      return std::nullopt;
    }
    Manifest manifest{object.at("version"), object.at("files"), object.at("folders")};
    return are_ours(manifest) ? std::optional(std::move(manifest)) : std::nullopt;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

}  // namespace ces
