// list for people.
#pragma once

#include "report/list.h"

#include <string>

namespace ces {

std::string list_text(const ListReport& report);

}  // namespace ces
