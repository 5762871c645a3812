#include "unit/support/source_path.h"

namespace ces::testing {

std::string source_path(std::string_view name) {
  return CES_SOURCE_DIR "/" + std::string(name);
}

}  // namespace ces::testing
