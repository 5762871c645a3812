#include "judge/framework_nvcc.h"

namespace ces {

namespace {

std::string in_words(const Framework& framework) {
  return framework.name + (framework.build.version.empty() ? "" : ' ' + framework.build.version);
}

// Return what a difference means for those who build against the framework.
std::string impact_of(const Framework& framework, bool is_of_major) {
  if (framework.name == "torch") {
    return is_of_major
               ? "torch refuses to build extensions: \"The detected CUDA version mismatches the "
                 "version that was used to compile PyTorch\""
               : "torch warns when it builds extensions, which work as a rule";
  }
  return is_of_major ? "libraries of two CUDA majors meet in one program"
                     : "what is compiled here and there is of two releases, which works as a rule";
}

}  // namespace

std::optional<Finding> framework_finding(const Framework& framework, const Version& nvcc,
                                         const std::string& nvcc_evidence) {
  const auto& cuda = framework.build.cuda;
  if (framework.build.kind != FrameworkBuild::Kind::cuda || !cuda) {
    return std::nullopt;
  }
  const bool is_of_major = cuda->major() != nvcc.major();
  const bool is_of_minor = !is_of_major && cuda->count() > 1 && cuda->release() != nvcc.release();
  if (!is_of_major && !is_of_minor) {
    return std::nullopt;
  }
  Finding finding = finding_of(is_of_major ? finding_kinds::k_framework_major_differs
                                           : finding_kinds::k_framework_minor_differs);
  const std::string wanted = cuda->count() > 1 ? cuda->release().str() : cuda->str();
  finding.what = in_words(framework) + " is built for CUDA " + wanted + ", nvcc is of CUDA " +
                 nvcc.release().str();
  finding.why = "what nvcc compiles is loaded beside what the framework brought";
  finding.impact = impact_of(framework, is_of_major);
  constexpr std::uint32_t k_first_split_major = 12;
  finding.remedy = cuda->major() >= k_first_split_major
                       ? "conda install -c conda-forge cuda-nvcc cuda-version=" + wanted
                       : "install the toolkit of CUDA " + wanted + ", or a " + framework.name +
                             " built for CUDA " + nvcc.release().str();
  finding.verify = framework.name == "torch" ? "python -c 'import torch; print(torch.version.cuda)'"
                                             : "nvcc --version";
  finding.evidence = framework.evidence + ", " + nvcc_evidence;
  return finding;
}

}  // namespace ces
