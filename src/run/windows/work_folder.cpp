// Windows: nothing is tried out there yet, so that there is never a folder to write into.
#include "run/work_folder.h"

#include "base/path.h"

namespace ces {

WorkFolder::WorkFolder(const std::string& /*parent*/) {}

WorkFolder::~WorkFolder() = default;

bool WorkFolder::write(std::string_view /*name*/, std::string_view /*text*/) const {
  return false;
}

std::string WorkFolder::path(std::string_view name) const {
  return join_path(m_path, name);
}

}  // namespace ces
