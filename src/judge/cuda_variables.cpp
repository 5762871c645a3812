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

bool is_without_nvcc(const std::string& root, const CudaVariables& variables) {
  const auto& roots = variables.roots_without_nvcc;
  return std::find(roots.begin(), roots.end(), root) != roots.end();
}

Finding names_no_toolkit(const std::string& variable, const std::string& value) {
  Finding finding = finding_of(finding_kinds::k_variable_names_no_toolkit);
  finding.what = variable + " is " + value + ", where there is no bin/nvcc";
  finding.why = "a toolkit was removed or moved, and the variable kept its folder";
  finding.impact = "PyTorch and other build tools fail with \"No such file\" instead of looking on";
  finding.remedy = "unset " + variable + " where it is set (~/.bashrc, a module, an image)";
  finding.verify = "printenv " + variable;
  finding.evidence = variable;
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
  const auto add = [&](const std::string& variable, const std::string& value) {
    if (is_without_nvcc(value, variables)) {
      findings.push_back(names_no_toolkit(variable, value));
    } else if (!variables.nvcc.empty() && !is_of_nvcc(value, variables)) {
      findings.push_back(names_another(variable, value, variables.nvcc));
    }
  };
  if (home) {
    add("CUDA_HOME", *home);
  }
  if (path && (do_differ || !home)) {
    add("CUDA_PATH", *path);
  }
  return findings;
}

}  // namespace ces
