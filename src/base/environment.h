// The environment variables of the calling shell, read only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ces {

class Environment {
 public:
  Environment() = default;

  // Return the environment that `envp` (null-terminated, "NAME=value" each) holds; the strings must
  // outlive it.
  static Environment of_process(const char* const* envp);

  // Keep a copy of `entries`, "NAME=value" each.
  explicit Environment(std::vector<std::string> entries);

  // An environment hands out views of its own strings, so it is moved, never copied.
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  Environment(Environment&&) = default;
  Environment& operator=(Environment&&) = default;
  ~Environment() = default;

  // Return the value of `name`, nothing if it is not set. Of two entries the first counts, as for
  // getenv.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;

  // Return the value of `name`, nothing if it is unset or empty. conda leaves CONDA_PREFIX set and
  // empty in POSIX shells, so "is there one" is asked this way.
  [[nodiscard]] std::optional<std::string_view> non_empty(std::string_view name) const;

  // Return all entries, "NAME=value" each, in the order of the process.
  [[nodiscard]] const std::vector<std::string_view>& entries() const { return m_entries; }

 private:
  std::vector<std::string> m_owned;
  std::vector<std::string_view> m_entries;
};

// Variables, each with what it is taken to hold; nothing if it is taken to be unset.
using Overrides = std::vector<std::pair<std::string, std::optional<std::string>>>;

// Return what `name` holds, by `overrides` or else in `environment`; empty if it is not set.
std::string value_with(const Environment& environment, const Overrides& overrides,
                       std::string_view name);

}  // namespace ces
