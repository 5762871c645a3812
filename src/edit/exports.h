// What a toolkit wants exported, and why.
#pragma once

#include "config/settings.h"
#include "observe/facts.h"

#include <string>
#include <vector>

namespace ces {

struct Export {
  std::string name;
  std::string value;      // the whole value of a plain variable; the new first element of a list
  bool is_list = false;   // PATH, LD_LIBRARY_PATH
  bool is_flags = false;  // words that go behind those of others
};

// Return what `toolkit` needs exported, and what the settings add or leave out.
std::vector<Export> exports_for(const Toolkit& toolkit, const Settings& settings = {});

}  // namespace ces
