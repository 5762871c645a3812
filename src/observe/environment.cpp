#include "observe/environment.h"

#include "base/path.h"

#include <charconv>

namespace ces {

void observe_prefix(const System& system, const Request& request, Facts& facts) {
  if (request.prefix) {
    facts.prefix = normalise_path(*request.prefix);
    facts.prefix_evidence = "--prefix";
  } else if (const auto active = system.environment().non_empty("CONDA_PREFIX")) {
    facts.prefix = normalise_path(*active);
    facts.prefix_evidence = "CONDA_PREFIX";
  } else {
    return;
  }
  const FileKind kind = system.kind(facts.prefix);
  facts.prefix_exists = kind == FileKind::directory;
  facts.prefix_is_denied = kind == FileKind::denied;
}

std::vector<std::string> environments_below(const Environment& environment) {
  std::vector<std::string> below;
  const std::string_view text = environment.get("CONDA_SHLVL").value_or("");
  int level = 0;
  std::from_chars(text.data(), text.data() + text.size(), level);
  for (; environment.non_empty("CONDA_STACKED_" + std::to_string(level)); --level) {
    const auto prefix = environment.non_empty("CONDA_PREFIX_" + std::to_string(level - 1));
    if (!prefix) {
      break;
    }
    below.push_back(normalise_path(*prefix));
  }
  return below;
}

std::vector<NvccOnPath> observe_nvcc_on_path(const System& system, const std::string& last_folder) {
  std::vector<NvccOnPath> found;
  const std::string_view value = system.environment().get("PATH").value_or("");
  for (const std::string_view element : split_list(value)) {
    // A relative element depends on the folder the shell happens to be in: it is nobody's nvcc.
    if (!is_absolute(element)) {
      continue;
    }
    std::string path = join_path(element, "nvcc");
    if (system.is_program(path)) {
      found.push_back({std::string(element), std::move(path)});
    }
    if (same_element(element, last_folder)) {
      break;
    }
  }
  return found;
}

}  // namespace ces
