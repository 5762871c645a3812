// What doctor, check and status have in common: the situation in every detail, by the newest tables
// that the configuration names, and what there is to tell of it.
#pragma once

#include "base/system.h"
#include "cli/options.h"
#include "cli/situation.h"
#include "cli/tables_file.h"
#include "judge/examination.h"
#include "observe/surroundings.h"
#include "report/doctor.h"
#include "report/status.h"

#include <vector>

namespace ces {

struct Checkup {
  TablesFile tables_file;
  Situation situation;
  Surroundings surroundings;      // as far as they were looked at
  std::vector<DeepStep> deep;     // what --deep did
  std::vector<Finding> findings;  // in the order in which they are told

  [[nodiscard]] bool has_error() const;
  [[nodiscard]] StatusReport status_report(const System& system) const;
};

// Look at the machine and the environment, as status does: what belongs to the verdict.
Checkup look_at_verdict(const System& system, const Options& options);

// Look at everything, as doctor does; with --deep ask nvidia-smi too.
Checkup look_at_everything(const System& system, const Options& options);

}  // namespace ces
