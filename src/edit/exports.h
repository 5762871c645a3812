// What a toolkit wants exported, and why.
#pragma once

#include "observe/facts.h"

#include <string>
#include <vector>

namespace ces {

struct Export {
  std::string name;
  std::string value;     // the whole value of a plain variable; the new first element of a list
  bool is_list = false;  // PATH, LD_LIBRARY_PATH
};

std::vector<Export> exports_for(const Toolkit& toolkit);

}  // namespace ces
