// Rule: CUDA_HOME and CUDA_PATH name one toolkit, that of the nvcc which PATH finds.
#pragma once

#include "judge/finding.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

struct CudaVariables {
  std::optional<std::string> home;  // CUDA_HOME; nothing: not set or empty
  std::optional<std::string> path;  // CUDA_PATH
  std::string nvcc;                 // the first nvcc on PATH; empty: there is none
  // Roots that name the same toolkit as that nvcc, by other paths (links).
  std::vector<std::string> roots_of_nvcc;
  // Those of the two that have no bin/nvcc.
  std::vector<std::string> roots_without_nvcc = {};
};

std::vector<Finding> cuda_variable_findings(const CudaVariables& variables);

}  // namespace ces
