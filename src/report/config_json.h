// config for programs.
#pragma once

#include "report/config_text.h"

#include <string>

namespace ces {

// Return everything, or what is told of the one key `only`.
std::string config_json(const ConfigReport& report, const KeyRow* only = nullptr);

}  // namespace ces
