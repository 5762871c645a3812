#include "run/shipped_files.h"

#include <fstream>
#include <iterator>

namespace ces {

std::vector<ShippedFile> shipped_files() {
  // Not by its path: that may hold another program by now.
  std::ifstream self("/proc/self/exe", std::ios::binary);
  std::string program{std::istreambuf_iterator<char>(self), {}};
  if (program.empty() || self.bad()) {
    return {};
  }
  std::vector<ShippedFile> files = {{"bin/cuda-env-resolve", std::move(program), true}};
  for (const HookFile& hook : hook_files()) {
    files.push_back({std::string(hook.path), std::string(hook.text)});
  }
  return files;
}

}  // namespace ces
