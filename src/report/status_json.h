// status for programs: one object, with "schema": 1.
#pragma once

#include "report/json_parts.h"
#include "report/status.h"

#include <string>

namespace ces {

std::string status_json(const StatusReport& report);

// Its parts that doctor has too: the driver, and what the environment has of CUDA.
Json status_driver_json(const StatusReport& report);
Json status_kind_json(const StatusReport& report);

}  // namespace ces
