// The edits as entries of an environment, each ended by a NUL as `env -0` and /proc/PID/environ
// have them: NAME=value to set, NAME alone to unset. A program reads them without unquoting, and
// every byte a variable can hold arrives. An entry that begins with '#', which no variable's name
// does, is a message for people.
#include "shell/dialect.h"

namespace ces {

bool env0_holds(std::string_view value, Form /*form*/) {
  return value.find('\0') == std::string_view::npos;
}

std::string env0_render(const Script& script, Form /*form*/) {
  std::string entries;
  for (const Edit& edit : script.edits) {
    entries += edit.name;
    if (edit.value) {
      entries += '=' + *edit.value;
    }
    entries += '\0';
  }
  if (!script.message.empty()) {
    entries += '#' + script.message + '\0';
  }
  return entries;
}

}  // namespace ces
