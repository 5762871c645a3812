#include "observe/library_path.h"

#include "base/path.h"

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

}  // namespace

std::vector<LibraryPathElement> observe_library_path(const System& system) {
  std::vector<LibraryPathElement> elements;
  const auto value = system.environment().get("LD_LIBRARY_PATH");
  if (!value) {
    return elements;
  }
  for (const std::string_view text : split_list(*value)) {
    elements.push_back({std::string(text), kind_of(system, std::string(text))});
  }
  return elements;
}

}  // namespace ces
