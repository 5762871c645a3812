// What the tables answer, gathered for both ways to tell it.
#pragma once

#include "compat/tables.h"
#include "judge/what_if.h"

#include <string>

namespace ces {

struct CompatReport {
  const WhatIf* question = nullptr;
  const WhatIfAnswer* answer = nullptr;
  const compat::Tables* tables = nullptr;
  std::string tables_file;  // empty: the tables compiled in
};

// compat_text.cpp
std::string compat_text(const CompatReport& report, bool in_color);

// compat_json.cpp: one object, with "schema": 1; docs/compat.md has its schema.
std::string compat_json(const CompatReport& report);

}  // namespace ces
