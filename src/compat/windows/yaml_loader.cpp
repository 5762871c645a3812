// The library that reads YAML has no build for mingw-w64 where this one is made.
#include "compat/yaml_loader.h"

namespace ces::compat {

LoadResult load_tables(const std::string& /*text*/, std::string_view file_name) {
  return {std::nullopt, {std::string(file_name) + ": not read on Windows in this version"}};
}

}  // namespace ces::compat
