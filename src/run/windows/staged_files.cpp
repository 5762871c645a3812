// As beside it, without what Windows has not: modes, and a way to flush through the standard
// library.
#include "run/staged_files.h"

#include <filesystem>
#include <fstream>

namespace ces {

namespace {

namespace fs = std::filesystem;

constexpr const char* k_suffix = ".cuda-env-switch-new";

std::string fault_at(const std::string& path, const std::error_code& error) {
  return path + " cannot be written: " + error.message();
}

}  // namespace

void discard_staged(const std::string& full_path) {
  std::error_code ignored;
  fs::remove(fs::u8path(full_path + k_suffix), ignored);
}

StagedFiles::~StagedFiles() {
  if (m_is_committed) {
    return;
  }
  for (const std::string& path : m_paths) {
    discard_staged(full(path));
  }
  for (auto folder = m_folders.rbegin(); folder != m_folders.rend(); ++folder) {
    std::error_code ignored;
    fs::remove(fs::u8path(full(*folder)), ignored);
  }
}

std::string StagedFiles::make_folders_for(const std::string& path) {
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    std::error_code error;
    if (fs::create_directory(fs::u8path(full(folder)), error)) {
      m_folders.push_back(folder);
    } else if (error) {
      return fault_at(full(folder), error);
    }
  }
  return {};
}

std::string StagedFiles::stage(const std::string& path, std::string_view content,
                               bool /*is_program*/) {
  if (std::string fault = make_folders_for(path); !fault.empty()) {
    return fault;
  }
  std::ofstream file(fs::u8path(full(path) + k_suffix), std::ios::binary | std::ios::trunc);
  m_paths.push_back(path);
  file << content;
  file.close();
  return file ? std::string()
              : fault_at(full(path), std::make_error_code(std::errc::permission_denied));
}

std::string StagedFiles::commit() {
  m_is_committed = true;
  std::string fault;
  for (const std::string& path : m_paths) {
    std::error_code error;
    fs::rename(fs::u8path(full(path) + k_suffix), fs::u8path(full(path)), error);
    if (error && fault.empty()) {
      fault = fault_at(full(path), error);
      discard_staged(full(path));
    }
  }
  return fault;
}

}  // namespace ces
