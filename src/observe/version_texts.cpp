#include "observe/version_texts.h"

#include "base/text.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <string>

namespace ces {

namespace {

using Json = nlohmann::json;

// Daily builds put a date into the third field; no CUDA release has a patch number as large.
constexpr std::uint32_t k_smallest_date = 20'000'000;

std::string_view version_at_start(std::string_view text) {
  return text.substr(0, text.find_first_not_of("0123456789."));
}

std::string without_date(const std::string& text) {
  const auto version = Version::parse(text);
  const std::size_t second_dot = text.find('.', text.find('.') + 1);
  const bool dated = version && version->count() >= 3 &&
                     Version::parse(text.substr(second_dot + 1)) >= Version(k_smallest_date, 0);
  return dated ? text.substr(0, second_dot) : text;
}

std::optional<std::string> component(const Json& json, const char* name) {
  const auto entry = json.find(name);
  if (entry == json.end() || !entry->is_object()) {
    return std::nullopt;
  }
  const auto version = entry->find("version");
  if (version == entry->end() || !version->is_string()) {
    return std::nullopt;
  }
  const std::string text = version->get<std::string>();
  return Version::parse(text) ? std::optional(without_date(text)) : std::nullopt;
}

}  // namespace

VersionJson parse_version_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return {};
  }
  return {component(json, "cuda"), component(json, "cuda_nvcc")};
}

std::optional<std::string_view> parse_version_txt(std::string_view text) {
  constexpr std::string_view k_start = "CUDA Version ";
  const std::size_t start = text.find(k_start);
  if (start == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view version = version_at_start(text.substr(start + k_start.size()));
  return Version::parse(version) ? std::optional(version) : std::nullopt;
}

std::optional<Version> parse_version_macro(std::string_view header, std::string_view macro) {
  constexpr std::string_view k_blank = " \t";
  const std::string start = "#define " + std::string(macro);
  for (std::size_t at = header.find(start); at != std::string_view::npos;
       at = header.find(start, at + 1)) {
    std::string_view rest = header.substr(at + start.size());
    const std::size_t blanks = std::min(rest.find_first_not_of(k_blank), rest.size());
    rest.remove_prefix(blanks);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (blanks > 0 && error == std::errc() && end != rest.data() && number >= 1000) {
      return Version(number / 1000, number % 1000 / 10);
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> parse_nvcc_banner(std::string_view text) {
  constexpr std::string_view k_start = "Cuda compilation tools, release ";
  const std::size_t start = text.find(k_start);
  if (start == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view rest = text.substr(start + k_start.size());
  const std::string_view release = version_at_start(rest);
  constexpr std::string_view k_own = ", V";
  const std::string_view behind = rest.substr(release.size());
  const std::string_view own =
      behind.starts_with(k_own) ? version_at_start(behind.substr(k_own.size())) : release;
  if (Version::parse(own)) {
    return own;
  }
  return Version::parse(release) ? std::optional(release) : std::nullopt;
}

}  // namespace ces
