#include "run/work_folder.h"

#include "base/path.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ces {

WorkFolder::WorkFolder(const std::string& parent) {
  std::string path = join_path(parent, "cuda-env-switch-XXXXXX");
  if (::mkdtemp(path.data()) != nullptr) {
    m_path = path;
  }
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  if (!m_path.empty()) {
    std::filesystem::remove_all(m_path, ignored);
  }
}

bool WorkFolder::write(std::string_view name, std::string_view text) const {
  if (m_path.empty()) {
    return false;
  }
  std::ofstream file(path(name), std::ios::binary);
  file << text;
  return file.flush().good();
}

std::string WorkFolder::path(std::string_view name) const {
  return join_path(m_path, name);
}

}  // namespace ces
