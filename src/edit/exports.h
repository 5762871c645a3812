// What a toolkit wants exported, and why.
#pragma once

#include "config/settings.h"
#include "observe/facts.h"

#include <string>
#include <string_view>
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

// Return whether a variable is one that a toolkit can want exported whole, or as a list with an
// element of ours in front. A record that names any other was not written by this program. With a
// new variable the format of the record gets a new number, so that older versions, which do not
// know it, pass it over and still undo the rest.
bool may_be_exported_whole(std::string_view name);
bool may_be_exported_as_list(std::string_view name);
bool may_be_exported_as_flags(std::string_view name);

}  // namespace ces
