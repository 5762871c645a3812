#include "judge/finding.h"

#include "base/text.h"

#include <algorithm>

namespace ces {

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

Finding finding_of(const FindingKind& kind) {
  Finding finding;
  finding.kind = &kind;
  return finding;
}

Finding with_evidence(Finding finding, std::string_view evidence) {
  finding.evidence = evidence;
  return finding;
}

std::string finding_line(const Finding& finding) {
  std::string line = "cuda-env-switch: ";
  line += printable(finding.what);
  if (!finding.remedy.empty()) {
    line += "; ";
    line += printable(finding.remedy);
  }
  line += " [";
  line += finding.kind->code;
  line += ']';
  return line;
}

void drop_silenced(std::vector<Finding>& findings, const std::vector<std::string>& codes) {
  std::erase_if(findings, [&](const Finding& finding) {
    return std::find(codes.begin(), codes.end(), finding.kind->code) != codes.end();
  });
}

const Finding* most_severe(const std::vector<Finding>& findings) {
  const Finding* worst = nullptr;
  for (const Finding& finding : findings) {
    const bool is_told = finding.kind->severity != Severity::note && !finding.kind->only_when_asked;
    if (is_told && (worst == nullptr || finding.kind->severity > worst->kind->severity)) {
      worst = &finding;
    }
  }
  return worst;
}

}  // namespace ces
