// Which versions are wanted, as conda users write it: "12", "=12.4", ">=12.4,<13", "11.8|12.4".
#pragma once

#include "base/version.h"

#include <optional>
#include <string_view>
#include <vector>

namespace ces {

// Alternatives, of which one must hold, each of them conditions that must all hold; read as conda
// reads the version of a package such as cuda-version, which is a CUDA release: "12" and "=12" are
// every 12.x, "==12.4", "<=12.4" and "!=12.4" speak of all updates of 12.4 at once. Only a
// condition that names an update itself ("==12.4.1") is held against it.
class VersionSpec {
 public:
  // Return the spec that all of `text` spells, or nothing: "12", "12.*", "*", one of == != <= >= <
  // > = ~= before a version, joined by "," (and) and "|" (or); blanks may stand between.
  static std::optional<VersionSpec> parse(std::string_view text);

  [[nodiscard]] bool contains(const Version& version) const;

  // Return whether some condition names more than major and minor.
  [[nodiscard]] bool names_update() const;

 private:
  enum class Relation {
    starts_with,
    starts_otherwise,
    equal,
    not_equal,
    less,
    at_most,
    greater,
    at_least,
  };
  struct Condition {
    Relation relation = Relation::starts_with;
    Version version;  // without fields: any
  };
  using Conditions = std::vector<Condition>;

  static bool add_condition(std::string_view text, Conditions& conditions);
  static bool holds(const Condition& condition, const Version& version);

  std::vector<Conditions> m_alternatives;
};

}  // namespace ces
