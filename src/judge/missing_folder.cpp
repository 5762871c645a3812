#include "judge/missing_folder.h"

namespace ces {

Finding missing_folder_finding(const FindingKind& kind, const std::string& variable,
                               const std::string& element) {
  Finding finding = finding_of(kind);
  finding.what = variable + " names " + element + ", which is no folder";
  finding.why = "a toolkit or environment was removed or moved, and the variable kept its folder";
  finding.remedy = "take it out where it is set (~/.bashrc, a module, an image)";
  finding.verify = "printenv " + variable;
  finding.evidence = variable;
  return finding;
}

}  // namespace ces
