// A newer file of compatibility tables, for commands that people call; no hook reads one.
#pragma once

#include "base/system.h"
#include "compat/yaml_loader.h"
#include "judge/finding.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

struct TablesFile {
  std::string path;                            // empty: no file was named
  std::optional<compat::LoadedTables> loaded;  // nothing: the tables compiled in are used
  std::vector<Finding> faults;                 // why the file could not be used

  [[nodiscard]] compat::Tables tables() const;
  // Return whether a file was named and is not used.
  [[nodiscard]] bool is_unusable() const { return !path.empty() && !loaded; }
};

// Read the tables in the file `path`, absolute; empty: those compiled in.
TablesFile read_tables_file(const System& system, const std::string& path);

}  // namespace ces
