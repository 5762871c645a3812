// A machine for the targets that read files: a folder with the environment /e, gone with the
// process.
#pragma once

#include "base/system.h"
#include "fuzz/target.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace ces::fuzz {

class Machine {
 public:
  Machine() {
    require(::mkdtemp(m_root.data()) != nullptr, "there is a temporary folder");
    for (const char* folder : {"/e/bin", "/e/conda-meta", "/e/etc/cuda-env-switch"}) {
      std::filesystem::create_directories(m_root + folder);
    }
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  Machine(Machine&&) = delete;
  Machine& operator=(Machine&&) = delete;
  ~Machine() {
    std::error_code ignored;
    std::filesystem::remove_all(m_root, ignored);
  }

  void write(const std::string& path, const std::string& text) const {
    std::ofstream(m_root + path, std::ios::binary) << text;
  }
  [[nodiscard]] System system() const { return {m_root, Environment()}; }

 private:
  std::string m_root = (std::filesystem::temp_directory_path() / "ces-fuzz-XXXXXX").string();
};

}  // namespace ces::fuzz
