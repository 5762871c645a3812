// For a program of the hooks alone: YAML is what the whole program, which lies beside it, can read.
#include "config/yaml_file.h"

#include "config/needs_whole_program.h"

namespace ces {

YamlFile read_yaml(const std::string& /*text*/) {
  throw NeedsWholeProgram();
}

}  // namespace ces
