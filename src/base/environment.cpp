#include "base/environment.h"

#include <utility>

namespace ces {

Environment Environment::of_process(const char* const* envp) {
  Environment environment;
  for (; envp != nullptr && *envp != nullptr; ++envp) {
    environment.m_entries.emplace_back(*envp);
  }
  return environment;
}

Environment::Environment(std::vector<std::string> entries) : m_owned(std::move(entries)) {
  m_entries.assign(m_owned.begin(), m_owned.end());
}

std::optional<std::string_view> Environment::get(std::string_view name) const {
  for (const std::string_view entry : m_entries) {
    if (entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name)) {
      return entry.substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> Environment::non_empty(std::string_view name) const {
  const auto value = get(name);
  return value && !value->empty() ? value : std::nullopt;
}

std::string value_with(const Environment& environment, const Overrides& overrides,
                       std::string_view name) {
  for (const auto& [own, value] : overrides) {
    if (own == name) {
      return value.value_or("");
    }
  }
  return std::string(environment.get(name).value_or(""));
}

}  // namespace ces
