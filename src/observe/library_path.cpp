#include "observe/library_path.h"

#include "base/path.h"
#include "observe/runtime_library.h"

#include <utility>

namespace ces {

namespace {

using Kind = LibraryPathElement::Kind;

Kind kind_of(const System& system, const std::string& element) {
  if (element.empty()) {
    return Kind::empty;
  }
  // Where a relative one is depends on where a program is started.
  if (!element.starts_with('/')) {
    return Kind::plain;
  }
  const std::string folder = normalise_path(element);
  if (system.kind(folder) != FileKind::directory) {
    return Kind::missing;
  }
  const std::string name = folder.substr(folder.rfind('/') + 1);
  if (name == "stubs" && system.kind(folder + "/libcuda.so") == FileKind::regular) {
    return Kind::stubs;
  }
  const bool is_compat = name == "compat" || name == "cuda-compat" || name == "compat_orin";
  return is_compat && system.kind(folder + "/libcuda.so.1") == FileKind::regular ? Kind::compat
                                                                                 : Kind::plain;
}

// Return the CUDA release by the name of the runtime library in a folder. Up to 11.8 its file is
// called libcudart.so.11.0 for every 11.x but for its longest name, which toolkits have.
std::string runtime_in(const System& system, const std::string& element) {
  const auto version = runtime_library_version(system, normalise_path(element));
  return version && version->version.count() > 2 ? version->version.release().str() : "";
}

}  // namespace

std::vector<LibraryPathElement> observe_library_path(const System& system) {
  std::vector<LibraryPathElement> elements;
  const auto value = system.environment().get("LD_LIBRARY_PATH");
  if (!value) {
    return elements;
  }
  for (const std::string_view text : split_list(*value)) {
    LibraryPathElement element{std::string(text), kind_of(system, std::string(text))};
    if (element.kind == Kind::plain && is_absolute(text)) {
      element.runtime = runtime_in(system, element.text);
    }
    elements.push_back(std::move(element));
  }
  return elements;
}

}  // namespace ces
