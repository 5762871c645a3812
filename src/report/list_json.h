// list for programs.
#pragma once

#include "report/list.h"

#include <string>

namespace ces {

std::string list_json(const ListReport& report);

}  // namespace ces
