// Reads a configuration file. The only place that knows YAML, and a file must be there before
// anything of it runs.
#pragma once

#include <string>
#include <vector>

namespace ces {

struct YamlEntry {
  enum class Shape { text, list, nothing, other };
  std::string key;
  Shape shape = Shape::text;
  std::string text;  // the value; of a list, its elements with ", " between them
  int line = 0;
};

struct YamlFault {
  int line = 0;
  std::string what;
};

struct YamlFile {
  std::vector<YamlEntry> entries;  // of the first document, in its order
  std::vector<YamlFault> faults;
};

// Return what `text` holds. Any byte string gives entries or a fault that says why not; throws
// nothing of yaml-cpp's.
YamlFile read_yaml(const std::string& text);

}  // namespace ces
