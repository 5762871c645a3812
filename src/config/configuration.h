// Reads the levels of configuration and lays them over each other.
#pragma once

#include "base/system.h"
#include "config/settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Something in the configuration that cannot be followed, and so is passed over.
struct ConfigFault {
  enum class Kind {
    unreadable,   // a file that cannot be read, or is no YAML
    unknown_key,  // a key or variable that does not exist
    wrong_value,  // a value that its key does not take
    pin,          // a pin that cannot be read
  };
  Kind kind = Kind::unreadable;
  std::string place;   // the file and line, or the variable
  std::string what;    // what is wrong there
  std::string remedy;  // what to do
};

// A file that was looked for.
struct ConfigFile {
  Level level = Level::site;
  std::string path;
  bool is_there = false;
};

struct Configuration {
  Settings settings;
  std::vector<ConfigFault> faults;
  std::vector<ConfigFile> files;  // the lowest level first
};

// Return what is configured for the environment at `prefix`, which may be empty: the site's file,
// the user's, the environment's, its pin and the user's own pin for it (which outranks it), and the
// variables. Never fails: what cannot be followed is a fault, and the rest counts.
Configuration read_configuration(const System& system, const std::string& prefix);

}  // namespace ces
