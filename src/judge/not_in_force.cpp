#include "judge/not_in_force.h"

namespace ces {

Finding not_in_force_finding(const Toolkit& toolkit, const std::string& why, bool hook_installed) {
  Finding finding = finding_of(finding_kinds::k_not_in_force);
  finding.what = toolkit.root + " is not the CUDA of this shell";
  finding.why = why;
  finding.impact = "build tools take whatever else CUDA_HOME and PATH name, or find no CUDA";
  finding.remedy = hook_installed
                       ? "activate the environment again; for this shell alone: eval "
                         "\"$(cuda-env-resolve)\""
                       : "cuda-env-resolve install, and activate the environment again; for this "
                         "shell alone: eval \"$(cuda-env-resolve)\"";
  finding.verify = "printenv CUDA_HOME; command -v nvcc";
  finding.evidence = "CUDA_ENV_SWITCH_STATE, CUDA_HOME";
  return finding;
}

}  // namespace ces
