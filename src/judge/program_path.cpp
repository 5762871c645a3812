#include "judge/program_path.h"

#include "judge/missing_folder.h"

#include <string>

namespace ces {

namespace {

Finding stale(const std::string& element) {
  Finding finding = missing_folder_finding(finding_kinds::k_program_folder_stale, "PATH", element);
  finding.impact =
      "its nvcc is not found; the next one on PATH is taken, which may be of another release";
  return finding;
}

Finding repeated(const std::string& element) {
  Finding finding = finding_of(finding_kinds::k_program_folder_repeated);
  finding.what = "PATH names " + element + " more than once";
  finding.why = "only the first counts; ~/.bashrc was read twice, or two files set it";
  finding.impact = "none, until you take it off in one place: the other keeps it in force";
  finding.remedy = "put it on PATH in one place alone (~/.bashrc, ~/.profile, a module)";
  finding.verify = "printenv PATH";
  finding.evidence = "PATH";
  return finding;
}

}  // namespace

std::vector<Finding> program_path_findings(const std::vector<ProgramPathElement>& elements) {
  std::vector<Finding> findings;
  for (const ProgramPathElement& element : elements) {
    const bool is_missing = element.kind == ProgramPathElement::Kind::missing;
    findings.push_back(is_missing ? stale(element.text) : repeated(element.text));
  }
  return findings;
}

}  // namespace ces
