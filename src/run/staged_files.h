// Files that appear all at once: written beside their places first, then renamed into them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Whatever was staged and not committed is gone with the object, and so are the folders made for
// it.
class StagedFiles {
 public:
  explicit StagedFiles(std::string prefix) : m_prefix(std::move(prefix)) {}
  StagedFiles(const StagedFiles&) = delete;
  StagedFiles& operator=(const StagedFiles&) = delete;
  ~StagedFiles();

  // Write `content` beside `path` (inside the prefix). Return what went wrong, empty if nothing
  // did.
  std::string stage(const std::string& path, std::string_view content, bool is_program);

  // Rename everything into its place. Return what went wrong, empty if nothing did.
  std::string commit();

  // Return the folders that had to be made, inside the prefix, outer ones first.
  [[nodiscard]] const std::vector<std::string>& made_folders() const { return m_folders; }

 private:
  std::string make_folders_for(const std::string& path);
  [[nodiscard]] std::string full(const std::string& path) const { return m_prefix + '/' + path; }

  std::string m_prefix;
  std::vector<std::string> m_paths;
  std::vector<std::string> m_folders;
  bool m_is_committed = false;
};

// Remove what an interrupted run left beside the file `full_path`.
void discard_staged(const std::string& full_path);

}  // namespace ces
