#include "compat/gpu_search.h"

#include "base/text.h"
#include "compat/lookup.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ces::compat {

namespace {

constexpr std::string_view k_digits = "0123456789";

bool is_made_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

// Return the words of a name in small letters, without the brands that people leave out.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::array<std::string_view, 3> k_brands = {"nvidia", "geforce", "tesla"};
  constexpr std::string_view k_letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const std::string small = lower_case(text);
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < small.size();) {
    const std::size_t end = std::min(small.find_first_not_of(k_letters, begin), small.size());
    std::string word = small.substr(begin, end - begin);
    if (!word.empty() && std::find(k_brands.begin(), k_brands.end(), word) == k_brands.end()) {
      words.push_back(std::move(word));
    }
    begin = end + 1;
  }
  return words;
}

bool has_all(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  });
}

std::vector<GpuModel> all_models(const Tables& tables) {
  std::vector<GpuModel> models = gpu_models();
  for (const JetsonModule& module : tables.jetson_modules) {
    models.push_back({0, "", module.capability, GpuKind::tegra, module.name});
  }
  return models;
}

// Return whether a word tells a GPU's memory or how it is plugged in: drivers name those
// otherwise than the list does ("NVIDIA H100 80GB HBM3").
bool is_of_its_build(const std::string& word) {
  const bool is_size =
      word.ends_with("gb") && is_made_of(word.substr(0, word.size() - 2), k_digits);
  return is_size || word.starts_with("hbm") || word.starts_with("gddr") ||
         word.starts_with("sxm") || word == "pcie" || word == "nvl";
}

std::vector<GpuModel> models_with(const std::vector<std::string>& wanted, const Tables& tables) {
  std::vector<GpuModel> just_so;
  std::vector<GpuModel> longer;
  if (wanted.empty()) {
    return just_so;
  }
  for (const GpuModel& model : all_models(tables)) {
    const std::vector<std::string> words = words_of(model.name);
    if (words == wanted) {
      just_so.push_back(model);
    }
    if (has_all(words, wanted)) {
      longer.push_back(model);
    }
  }
  return just_so.empty() ? longer : just_so;
}

// Return the letters and digits of a name, without blanks and signs.
std::string squeezed(std::string_view text) {
  std::string result;
  for (const std::string& word : words_of(text)) {
    result += word;
  }
  return result;
}

bool is_digit(char c) {
  return k_digits.find(c) != std::string_view::npos;
}

// Return whether `wanted` stands in `name` with no number cut in two: "rtx4090" stands in
// "rtx4090laptopgpu", and "h10" does not stand in "h100".
bool stands_in(const std::string& wanted, const std::string& name) {
  for (std::size_t at = name.find(wanted); at != std::string::npos;
       at = name.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    const bool cuts_before = at > 0 && is_digit(wanted.front()) && is_digit(name[at - 1]);
    const bool cuts_after = end < name.size() && is_digit(wanted.back()) && is_digit(name[end]);
    if (!cuts_before && !cuts_after) {
      return true;
    }
  }
  return false;
}

// Return the GPUs whose name has that text when blanks are left out: "rtx4090".
std::vector<GpuModel> models_squeezed(std::string_view text, const Tables& tables) {
  constexpr std::size_t k_least = 4;
  const std::string wanted = squeezed(text);
  std::vector<GpuModel> models;
  if (wanted.size() < k_least) {
    return models;
  }
  for (const GpuModel& model : all_models(tables)) {
    if (stands_in(wanted, squeezed(model.name))) {
      models.push_back(model);
    }
  }
  return models;
}

std::vector<GpuModel> models_called(std::string_view text, const Tables& tables) {
  std::vector<std::string> wanted = words_of(text);
  std::vector<GpuModel> models = models_with(wanted, tables);
  if (models.empty()) {
    wanted.erase(std::remove_if(wanted.begin(), wanted.end(), is_of_its_build), wanted.end());
    models = models_with(wanted, tables);
  }
  return models.empty() ? models_squeezed(text, tables) : models;
}

void add_model(std::vector<GpuModel>& models, const GpuModel& model) {
  const bool is_there = std::any_of(models.begin(), models.end(), [&](const GpuModel& other) {
    return other.device == model.device && other.name == model.name;
  });
  if (!is_there) {
    models.push_back(model);
  }
}

}  // namespace

bool GpuSearch::is_ambiguous() const {
  return std::any_of(found.begin(), found.end(), [&](const GpuModel& model) {
    return model.capability != found.front().capability;
  });
}

std::optional<Version> parse_capability(std::string_view text) {
  if (const auto version = Version::parse(text); version && version->count() == 2) {
    return version;
  }
  const bool is_sm = text.starts_with("sm_");
  if (!is_sm && !text.starts_with("compute_")) {
    return std::nullopt;
  }
  text.remove_prefix(text.find('_') + 1);
  if (text.ends_with('a') || text.ends_with('f')) {
    text.remove_suffix(1);
  }
  constexpr std::size_t k_most = 4;
  if (text.size() < 2 || text.size() > k_most || !is_made_of(text, k_digits)) {
    return std::nullopt;
  }
  const std::string dotted = std::string(text.substr(0, text.size() - 1)) + '.' +
                             std::string(text.substr(text.size() - 1));
  return Version::parse(dotted);
}

std::optional<std::uint16_t> parse_pci_id(std::string_view text) {
  const std::string small = lower_case(text);
  std::string_view id = small;
  for (const std::string_view start : {"10de:", "0x"}) {
    if (id.starts_with(start)) {
      id.remove_prefix(start.size());
    }
  }
  constexpr std::string_view k_hex = "0123456789abcdef";
  if (id.size() != 4 || !is_made_of(id, k_hex)) {
    return std::nullopt;
  }
  std::uint32_t device = 0;
  for (const char c : id) {
    device = device * 16 + static_cast<std::uint32_t>(k_hex.find(c));
  }
  return static_cast<std::uint16_t>(device);
}

GpuSearch search_gpu(std::string_view text, const Tables& tables) {
  GpuSearch search;
  if (const auto capability = parse_capability(text)) {
    if (find_architecture(tables, *capability) != nullptr) {
      search.found.push_back({0, "", *capability, GpuKind::unknown, ""});
    }
    return search;
  }
  const auto device = parse_pci_id(text);
  const auto by_id = device ? find_gpu(*device) : std::nullopt;
  if (by_id) {
    search.found.push_back(*by_id);
  }
  // "1080" is an id and part of a name.
  const bool is_surely_id = text.find(':') != std::string_view::npos || text.starts_with("0x");
  if (!is_surely_id) {
    for (const GpuModel& model : models_called(text, tables)) {
      add_model(search.found, model);
    }
  }
  return search;
}

std::vector<std::string> gpu_names_like(std::string_view text, const Tables& tables,
                                        std::size_t limit) {
  const std::vector<std::string> wanted = words_of(text);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const GpuModel& model : all_models(tables)) {
    const std::vector<std::string> words = words_of(model.name);
    std::size_t common = 0;
    for (const std::string& word : wanted) {
      for (const std::string& other : words) {
        common += word == other ? 4U : other.starts_with(word) || word.starts_with(other) ? 1U : 0U;
      }
    }
    const bool is_there = std::any_of(ranked.begin(), ranked.end(), [&](const auto& entry) {
      return entry.second == model.name;
    });
    if (common > 0 && !is_there) {
      ranked.emplace_back(common, model.name);
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> names;
  for (const auto& [common, name] : ranked) {
    // Only the nearest: a list of everything with an "RTX" in it helps nobody.
    if (names.size() < limit && common == ranked.front().first) {
      names.push_back(name);
    }
  }
  return names;
}

}  // namespace ces::compat
