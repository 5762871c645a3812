// Writes pins, which config/ reads.
#pragma once

#include "base/environment.h"

#include <string>
#include <string_view>

namespace ces {

struct PinResult {
  std::string path;       // the file that was written
  std::string fault;      // what went wrong, empty if nothing did; then no pin has changed
  bool is_users = false;  // it is the user's own, since the environment may not be written
};

// Pin `wish`, as configuration spells it, for the environment at `prefix`: in the environment,
// else, where this user may not write, among the user's own pins. A pin of the user's outranks the
// environment's, so it goes once the latter is written.
PinResult write_pin(const Environment& environment, const std::string& prefix,
                    std::string_view wish);

}  // namespace ces
