#include "judge/several_nvcc.h"

#include <algorithm>

namespace ces {

namespace {

std::string in_words(const NvccCandidate& nvcc) {
  return nvcc.path + (nvcc.version.empty() ? "" : " (" + nvcc.version + ')');
}

}  // namespace

std::optional<Finding> several_nvcc_finding(const std::vector<NvccCandidate>& on_path) {
  std::vector<const NvccCandidate*> different;
  for (const NvccCandidate& candidate : on_path) {
    const bool is_there =
        std::any_of(different.begin(), different.end(),
                    [&](const NvccCandidate* other) { return other->file == candidate.file; });
    if (!is_there) {
      different.push_back(&candidate);
    }
  }
  if (different.size() < 2) {
    return std::nullopt;
  }
  Finding finding = finding_of(finding_kinds::k_several_nvcc);
  finding.what = "PATH has " + std::to_string(different.size()) + " nvcc; " +
                 in_words(*different.front()) + " wins over ";
  for (std::size_t i = 1; i < different.size(); ++i) {
    finding.what += (i > 1 ? ", " : "") + in_words(*different[i]);
  }
  finding.why = "a shell takes the first program of a name on PATH";
  finding.impact = "where PATH is built anew (sudo, a job, another shell), another one may win";
  finding.remedy = "take the folders of the others off PATH";
  finding.verify = "type -a nvcc";
  finding.evidence = "PATH";
  return finding;
}

}  // namespace ces
