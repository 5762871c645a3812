#include "judge/verdict_finding.h"

#include "compat/lookup.h"
#include "judge/install_command.h"

#include <algorithm>

namespace ces {

namespace {

Finding driver_too_old(const VerdictInWords& words, const Judgement& judgement,
                       const compat::Tables& tables) {
  const std::string needed = judgement.needed_driver.empty()
                                 ? "a newer NVIDIA driver"
                                 : "NVIDIA driver " + judgement.needed_driver + " or newer";
  const std::string install =
      judgement.driver_cuda ? install_newest_command(*judgement.driver_cuda, tables, words.platform)
                            : "";
  Finding finding = finding_of(finding_kinds::k_driver_too_old);
  finding.what = "CUDA " + words.cuda.str() + " needs " + needed + ", but " + words.driver;
  finding.impact =
      "programs end with \"CUDA driver version is insufficient for CUDA runtime version\"";
  finding.remedy = words.how_to_change +
                   (install.empty() ? "" : ", or install a toolkit that it supports: " + install);
  finding.verify = "cuda-env-resolve status";
  return finding;
}

// Return what the driver loads of PTX and what the toolkit writes, empty if that is not known.
std::string ptx_limit(const VerdictInWords& words, const Judgement& judgement,
                      const compat::Tables& tables) {
  const Version writes = compat::ptx_isa_of(tables, words.cuda);
  const Version loads =
      judgement.driver_cuda ? compat::ptx_isa_of(tables, *judgement.driver_cuda) : Version();
  if (writes.count() == 0 || loads.count() == 0 || writes <= loads) {
    return {};
  }
  return "PTX " + writes.str() +
         " of this toolkit is not loaded by a driver that knows PTX up to " + loads.str() +
         " (error 222); ";
}

Finding minor_version(const VerdictInWords& words, const Judgement& judgement,
                      const compat::Tables& tables) {
  constexpr Version k_nvrtc_since(11, 3);
  Finding finding = finding_of(finding_kinds::k_minor_version);
  finding.what = "CUDA " + words.cuda.str() + " is newer than the driver: " + words.driver;
  finding.impact = ptx_limit(words, judgement, tables) +
                   "functions that need the newer driver return error 36" +
                   (words.cuda < k_nvrtc_since ? "; NVRTC does not work below CUDA 11.3" : "");
  const std::string arch =
      words.gpu && words.gpu->capability ? sm_name(*words.gpu->capability) : "sm_XX";
  finding.remedy =
      "compile for the GPU at hand (nvcc -arch=" + arch + "), since the driver loads no newer PTX";
  finding.verify = "cuobjdump --list-elf PROGRAM";
  return finding;
}

Finding verdict_unknown(const Judgement& judgement) {
  Finding finding = finding_of(finding_kinds::k_verdict_unknown);
  finding.what = judgement.reasons.empty() ? "" : judgement.reasons.back();
  finding.why = "a verdict needs the toolkit's version and the driver's";
  finding.impact = "whether programs run shows only when they start";
  finding.remedy = "set CONDA_OVERRIDE_CUDA to the CUDA version that nvidia-smi shows";
  finding.verify = "cuda-env-resolve status";
  return finding;
}

}  // namespace

std::optional<Finding> verdict_finding(const VerdictInWords& words, const Judgement& judgement,
                                       const compat::Tables& tables) {
  Finding finding;
  switch (judgement.verdict) {
    case Verdict::unsupported:
      finding = driver_too_old(words, judgement, tables);
      break;
    case Verdict::minor_version:
      finding = minor_version(words, judgement, tables);
      break;
    case Verdict::unknown:
      finding = verdict_unknown(judgement);
      finding.evidence = words.unknown_evidence;
      return finding;
    case Verdict::native:
    case Verdict::forward_compat:
      return std::nullopt;
  }
  finding.why = judgement.reasons.empty() ? "" : judgement.reasons.back();
  finding.evidence = words.evidence;
  return finding;
}

}  // namespace ces
