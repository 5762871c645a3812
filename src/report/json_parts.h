// The parts that the JSON of several commands has, written the same way.
#pragma once

#include "observe/facts.h"
#include "report/finding_json.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace ces {

using Json = nlohmann::ordered_json;

// The version of the form that the objects have.
inline constexpr int k_schema = 1;

Json version_or_null(const std::optional<VersionFact>& fact);
void add_evidence(Json& evidence, const char* name, const std::optional<VersionFact>& fact);

// Return null for no toolkit.
Json toolkit_json(const Toolkit* toolkit);

}  // namespace ces
