#include "run/shipped_files.h"

#include "base/path.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace ces {

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  return file.bad() ? "" : content;
}

// Return the prefix that the running program is the whole one of, empty if it is the only one.
std::string prefix_of_whole_program() {
  std::error_code ignored;
  const std::string self = std::filesystem::read_symlink("/proc/self/exe", ignored).string();
  const std::string end = '/' + std::string(k_whole_program);
  return self.ends_with(end) ? self.substr(0, self.size() - end.size()) : "";
}

}  // namespace

std::vector<ShippedFile> shipped_files() {
  // Not by its path: that may hold another program by now.
  std::string self = content_of("/proc/self/exe");
  const std::string prefix = prefix_of_whole_program();
  std::vector<ShippedFile> files;
  if (!prefix.empty()) {
    files.push_back({std::string(k_whole_program), std::move(self), true});
    self = content_of(join_path(prefix, k_program));
  }
  files.push_back({std::string(k_program), std::move(self), true});
  for (const ShippedFile& program : files) {
    if (program.content.empty()) {
      return {};
    }
  }
  for (const HookFile& hook : hook_files()) {
    files.push_back({std::string(hook.path), std::string(hook.text)});
  }
  return files;
}

}  // namespace ces
