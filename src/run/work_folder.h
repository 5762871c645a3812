// A folder for files that nobody else may touch, gone with its owner.
#pragma once

#include <string>
#include <string_view>

namespace ces {

class WorkFolder {
 public:
  // Make a folder of a new name in the folder `parent`.
  explicit WorkFolder(const std::string& parent);
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  WorkFolder(WorkFolder&&) = delete;
  WorkFolder& operator=(WorkFolder&&) = delete;
  ~WorkFolder();

  // Return whether `text` could be written into the file `name`; not if there is no folder.
  [[nodiscard]] bool write(std::string_view name, std::string_view text) const;
  [[nodiscard]] std::string path(std::string_view name) const;

 private:
  std::string m_path;  // empty: it could not be made
};

}  // namespace ces
