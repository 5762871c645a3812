#include "judge/driver_parts.h"

namespace ces {

std::optional<Finding> driver_parts_finding(const std::optional<VersionFact>& module,
                                            const std::optional<VersionFact>& library) {
  if (!module || !library || module->version == library->version) {
    return std::nullopt;
  }
  Finding finding = finding_of(finding_kinds::k_driver_parts_differ);
  finding.what = "the loaded kernel module is of driver " + module->text + ", but " +
                 library->evidence + " is of driver " + library->text;
  finding.why =
      library->version > module->version
          ? "the driver's packages were updated, and the old module is still loaded"
          : "an older driver's libraries were left behind, or a container brought its own";
  finding.impact =
      "nvidia-smi says \"Driver/library version mismatch\", programs end with error 803";
  finding.remedy = library->version > module->version
                       ? "reboot, or unload the nvidia modules and load them again"
                       : "remove the older libraries, or install the driver again";
  finding.verify = "nvidia-smi";
  finding.evidence = module->evidence + ", " + library->evidence;
  return finding;
}

}  // namespace ces
