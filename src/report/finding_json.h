// A finding for programs, the same in every command.
#pragma once

#include "judge/finding.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace ces {

// Return text, or null if it is empty: not known.
nlohmann::ordered_json text_or_null(std::string_view text);

nlohmann::ordered_json findings_json(const std::vector<Finding>& findings);

// Return `object` as text. A path need not be UTF-8, JSON must be: what is not becomes U+FFFD,
// since this is for reading.
std::string json_text(const nlohmann::ordered_json& object);

}  // namespace ces
