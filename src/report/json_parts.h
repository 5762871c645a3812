// The parts that the JSON of several commands has, written the same way.
#pragma once

#include "judge/finding.h"
#include "observe/facts.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ces {

using Json = nlohmann::ordered_json;

// The version of the form that the objects have.
inline constexpr int k_schema = 1;

Json text_or_null(const std::string& text);
Json version_or_null(const std::optional<VersionFact>& fact);
void add_evidence(Json& evidence, const char* name, const std::optional<VersionFact>& fact);

// Return null for no toolkit.
Json toolkit_json(const Toolkit* toolkit);
Json findings_json(const std::vector<Finding>& findings);

// Return an object as text. A path need not be UTF-8, JSON must be: what is not becomes U+FFFD,
// since this is for reading.
std::string json_text(const Json& object);

}  // namespace ces
