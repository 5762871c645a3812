#include "run/github_files.h"

#include "base/appended_file.h"

namespace ces {

std::string append_to_github_files(const Environment& environment, const std::string& variables,
                                   const std::string& folders) {
  const auto variables_path = environment.non_empty("GITHUB_ENV");
  const auto folders_path = environment.non_empty("GITHUB_PATH");
  if (!variables_path || !folders_path) {
    return "GITHUB_ENV and GITHUB_PATH must name the files of the job; this is no step of a GitHub "
           "Actions job";
  }
  AppendedFile variables_file(*variables_path);
  AppendedFile folders_file(*folders_path);
  for (const AppendedFile* file : {&variables_file, &folders_file}) {
    if (!file->fault().empty()) {
      return file->fault();
    }
  }
  const std::string fault = folders_file.append(folders);
  return fault.empty() ? variables_file.append(variables) : fault;
}

}  // namespace ces
