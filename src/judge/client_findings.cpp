#include "judge/client_findings.h"

namespace ces {

std::vector<Finding> client_findings(const Toolkit& toolkit, const Settings& settings) {
  const bool has_plain_folders = toolkit.layout != Layout::split_packages;
  const bool is_helped = settings.cpath.value && settings.library_path.value;
  if (has_plain_folders || is_helped || toolkit.include_folder.empty()) {
    return {};
  }
  Finding finding;
  finding.kind = &finding_kinds::k_makefiles_need_help;
  finding.what = "a Makefile that uses $(CUDA_HOME)/include and $(CUDA_HOME)/lib64 does not find " +
                 toolkit.include_folder;
  finding.why =
      "these packages have headers and libraries below targets alone; nvcc, CMake and "
      "PyTorch find them there";
  finding.impact =
      "its build ends with \"cuda_runtime.h: No such file\" or \"cannot find -lcudart\"; others "
      "build";
  finding.verify = "printenv CPATH LIBRARY_PATH";
  finding.remedy =
      "for such Makefiles set 'cpath', 'library_path' and 'ld_library_path' to on in " +
      std::string("$CONDA_PREFIX/etc/cuda-env-switch/config.yaml, and activate again");
  finding.evidence = toolkit.include_folder;
  return {finding};
}

}  // namespace ces
