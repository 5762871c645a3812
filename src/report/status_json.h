// status for programs: one object, with "schema": 1.
#pragma once

#include "report/status.h"

#include <string>

namespace ces {

std::string status_json(const StatusReport& report);

}  // namespace ces
