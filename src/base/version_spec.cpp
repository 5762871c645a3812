#include "base/version_spec.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace ces {

namespace {

// Nobody writes longer ones; a file may hold anything.
constexpr std::size_t k_longest_spec = 256;
constexpr std::size_t k_release_fields = 2;

// Return what stands before the first `separator` of `text`, and take both off it.
std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// Return how many parts `separator` divides `text` into.
std::size_t count_parts(std::string_view text, char separator) {
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), separator));
}

// Return the operator that `text` begins with, empty if there is none, and take it off.
std::string_view take_operator(std::string_view& text) {
  constexpr std::array<std::string_view, 8> k_operators = {
      "==", "!=", "<=", ">=", "~=", "=", "<", ">"};
  for (const std::string_view candidate : k_operators) {
    if (text.starts_with(candidate)) {
      text.remove_prefix(candidate.size());
      return candidate;
    }
  }
  return {};
}

// Take "*" or ".*" off the end. Return whether there was one.
bool take_star(std::string_view& text) {
  if (!text.ends_with('*')) {
    return false;
  }
  text.remove_suffix(1);
  if (text.ends_with('.')) {
    text.remove_suffix(1);
  }
  return true;
}

bool starts_with(const Version& version, const Version& start) {
  for (std::size_t i = 0; i < start.count(); ++i) {
    if (version.field(i) != start.field(i)) {
      return false;
    }
  }
  return true;
}

// Return `version` without its last field.
Version one_field_less(const Version& version) {
  const std::string text = version.str();
  return Version::parse(std::string_view(text).substr(0, text.rfind('.'))).value_or(Version());
}

}  // namespace

bool VersionSpec::add_condition(std::string_view text, Conditions& conditions) {
  text = trim(text);
  const std::string_view relation = take_operator(text);
  text = trim(text);
  const bool is_exact = relation == "==" || relation == "!=";
  if (text == "*") {
    conditions.emplace_back();
    return relation.empty() || relation == "=" || relation == "==";
  }
  const bool has_star = take_star(text);
  const auto version = Version::parse(text);
  if (!version) {
    return false;
  }
  if (relation.empty() || relation == "=" || (is_exact && has_star)) {
    const bool is_negated = relation == "!=";
    conditions.push_back(
        {is_negated ? Relation::starts_otherwise : Relation::starts_with, *version});
  } else if (is_exact) {
    conditions.push_back({relation == "==" ? Relation::equal : Relation::not_equal, *version});
  } else if (relation == "~=") {
    // "~=12.4" is ">=12.4,12.*"; of one field alone it would say nothing.
    conditions.push_back({Relation::at_least, *version});
    conditions.push_back({Relation::starts_with, one_field_less(*version)});
    return version->count() > 1 && !has_star;
  } else if (relation.ends_with('=')) {
    conditions.push_back({relation == "<=" ? Relation::at_most : Relation::at_least, *version});
  } else {
    conditions.push_back({relation == "<" ? Relation::less : Relation::greater, *version});
  }
  return true;
}

std::optional<VersionSpec> VersionSpec::parse(std::string_view text) {
  if (text.size() > k_longest_spec) {
    return std::nullopt;
  }
  VersionSpec spec;
  for (std::size_t i = count_parts(text, '|'); i > 0; --i) {
    std::string_view alternative = take_until(text, '|');
    Conditions conditions;
    for (std::size_t j = count_parts(alternative, ','); j > 0; --j) {
      if (!add_condition(take_until(alternative, ','), conditions)) {
        return std::nullopt;
      }
    }
    spec.m_alternatives.push_back(std::move(conditions));
  }
  return spec;
}

bool VersionSpec::holds(const Condition& condition, const Version& version) {
  const Version& wanted = condition.version;
  const Version& seen = wanted.count() > k_release_fields ? version : version.release();
  switch (condition.relation) {
    case Relation::starts_with:
      return starts_with(version, wanted);
    case Relation::starts_otherwise:
      return !starts_with(version, wanted);
    case Relation::equal:
      return seen == wanted;
    case Relation::not_equal:
      return seen != wanted;
    case Relation::less:
      return seen < wanted;
    case Relation::at_most:
      return seen <= wanted;
    case Relation::greater:
      return seen > wanted;
    case Relation::at_least:
      return seen >= wanted;
  }
  return false;
}

bool VersionSpec::contains(const Version& version) const {
  return std::any_of(m_alternatives.begin(), m_alternatives.end(), [&](const Conditions& all) {
    return std::all_of(all.begin(), all.end(),
                       [&](const Condition& condition) { return holds(condition, version); });
  });
}

bool VersionSpec::names_update() const {
  return std::any_of(m_alternatives.begin(), m_alternatives.end(), [](const Conditions& all) {
    return std::any_of(all.begin(), all.end(), [](const Condition& condition) {
      return condition.version.count() > k_release_fields;
    });
  });
}

}  // namespace ces
