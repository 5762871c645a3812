// status for people.
#pragma once

#include "report/status.h"

#include <string>

namespace ces {

std::string status_text(const StatusReport& report, bool in_color);

}  // namespace ces
