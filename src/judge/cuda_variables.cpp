#include "judge/cuda_variables.h"

#include "base/path.h"

#include <algorithm>

namespace ces {

namespace {

// Return whether a root names the toolkit of the nvcc that wins.
bool is_of_nvcc(const std::string& root, const CudaVariables& variables) {
  if (same_element(join_path(root, "bin/nvcc"), variables.nvcc)) {
    return true;
  }
  return std::any_of(variables.roots_of_nvcc.begin(), variables.roots_of_nvcc.end(),
                     [&](const std::string& other) { return same_element(root, other); });
}

Finding differ(const std::string& home, const std::string& path) {
  Finding finding = finding_of(finding_kinds::k_home_and_path_differ);
  finding.what = "CUDA_HOME is " + home + ", but CUDA_PATH is " + path;
  finding.why = "PyTorch takes CUDA_HOME first, CMake and NVIDIA's newer libraries CUDA_PATH";
  finding.impact = "one build takes headers of one toolkit and the compiler of the other";
  finding.remedy = "set both to the same toolkit, or unset them before you activate";
  finding.verify = "printenv CUDA_HOME CUDA_PATH";
  finding.evidence = "CUDA_HOME, CUDA_PATH";
  return finding;
}

Finding names_another(const std::string& variable, const std::string& value,
                      const std::string& nvcc) {
  Finding finding = finding_of(finding_kinds::k_variable_names_other_nvcc);
  finding.what = variable + " is " + value + ", but the nvcc that PATH finds is " + nvcc;
  finding.why = "nvcc does not read the variable, and build tools do not all look on PATH";
  finding.impact = "headers, libraries and compiler may be of different releases";
  finding.remedy = "unset " + variable + ", or put " + join_path(value, "bin") + " first on PATH";
  finding.verify = "command -v nvcc; printenv " + variable;
  finding.evidence = variable + ", PATH";
  return finding;
}

}  // namespace

std::vector<Finding> cuda_variable_findings(const CudaVariables& variables) {
  std::vector<Finding> findings;
  const auto& home = variables.home;
  const auto& path = variables.path;
  const bool do_differ = home && path && !same_element(*home, *path);
  if (do_differ) {
    findings.push_back(differ(*home, *path));
  }
  if (variables.nvcc.empty()) {
    return findings;
  }
  if (home && !is_of_nvcc(*home, variables)) {
    findings.push_back(names_another("CUDA_HOME", *home, variables.nvcc));
  }
  if (path && !is_of_nvcc(*path, variables) && (do_differ || !home)) {
    findings.push_back(names_another("CUDA_PATH", *path, variables.nvcc));
  }
  return findings;
}

}  // namespace ces
