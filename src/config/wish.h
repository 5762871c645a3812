// Which toolkit is asked for: what the pin, the key `toolkit` and the command `use` can say.
#pragma once

#include "base/version_spec.h"

#include <optional>
#include <string>
#include <string_view>

namespace ces {

struct Wish {
  enum class Kind {
    automatic,  // the environment's own
    none,       // nothing is switched
    wheels,     // that of the environment's Python wheels
    system,     // the machine's own
    version,    // the newest that fits `spec`
    path,       // the one at `path`
  };
  Kind kind = Kind::automatic;
  std::string text = "auto";  // as pin and configuration spell it
  VersionSpec spec;
  std::string path;  // absolute
};

// Return the wish that `text` spells, or nothing: auto, none (or off), wheels, system, a version
// spec, or the absolute path ("~/" is `home`) of a toolkit, its bin or its nvcc, or of an
// environment that has one.
std::optional<Wish> parse_wish(std::string_view text, std::string_view home);

// Return `path` with "~/" at its start replaced by the folder `home`, where there is one.
std::string with_home(std::string_view path, std::string_view home);

}  // namespace ces
