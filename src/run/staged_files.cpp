#include "run/staged_files.h"

#include "run/flush_file.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ces {

namespace {

namespace fs = std::filesystem;

// No shell's hook ends like this, so that none is run before its time.
constexpr const char* k_suffix = ".cuda-env-switch-new";

std::string fault_at(const std::string& path, const std::error_code& error) {
  return path + " cannot be written: " + error.message();
}

// Return what the last call into the system failed with.
std::error_code last_error() {
  return {errno != 0 ? errno : EIO, std::generic_category()};
}

// Let everybody who may read the file run it too.
void make_program(const std::string& path) {
  std::error_code ignored;
  const fs::perms readable =
      fs::status(path, ignored).permissions() &
      (fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  const auto executable = static_cast<fs::perms>(static_cast<unsigned>(readable) >> 2U);
  fs::permissions(path, executable, fs::perm_options::add, ignored);
}

}  // namespace

void discard_staged(const std::string& full_path) {
  std::error_code ignored;
  fs::remove(full_path + k_suffix, ignored);
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
    fs::remove(full(*folder), ignored);
  }
}

std::string StagedFiles::make_folders_for(const std::string& path) {
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    std::error_code error;
    if (fs::create_directory(full(folder), error)) {
      m_folders.push_back(folder);
    } else if (error) {
      return fault_at(full(folder), error);
    }
  }
  return {};
}

std::string StagedFiles::stage(const std::string& path, std::string_view content, bool is_program) {
  if (std::string fault = make_folders_for(path); !fault.empty()) {
    return fault;
  }
  // What an interrupted run left, or somebody's link to elsewhere, is not written through.
  discard_staged(full(path));
  const std::string staged = full(path) + k_suffix;
  m_paths.push_back(path);
  errno = 0;
  std::ofstream file(staged, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  // Without flushing, a crash of the machine after the rename could leave an empty file.
  if (!file || !flush_file(staged)) {
    return fault_at(full(path), last_error());
  }
  if (is_program) {
    make_program(staged);
  }
  return {};
}

std::string StagedFiles::commit() {
  m_is_committed = true;
  std::string fault;
  for (const std::string& path : m_paths) {
    std::error_code error;
    fs::rename(full(path) + k_suffix, full(path), error);
    if (error && fault.empty()) {
      fault = fault_at(full(path), error);
    }
    if (error) {
      discard_staged(full(path));
    }
  }
  return fault;
}

}  // namespace ces
