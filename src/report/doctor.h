// What doctor tells, gathered for both ways to tell it.
#pragma once

#include "judge/examination.h"
#include "observe/surroundings.h"
#include "report/status.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

// One thing that --deep did.
struct DeepStep {
  std::string name;             // "nvidia-smi"
  std::optional<bool> is_good;  // nothing: it was not done
  std::string text;             // what came of it, or why it was not done
  std::string evidence;
};

struct DoctorReport {
  StatusReport status;  // its findings are doctor's
  const compat::Tables* tables = nullptr;
  std::string tables_path;  // of the file that is used in the place of the tables compiled in
  const Surroundings* surroundings = nullptr;
  std::optional<std::vector<DeepStep>> deep;
};

// How much of it people get: what matters alone, what is usual, or the reasons too.
enum class DoctorDetail { findings, usual, everything };

// Return the answer as people read it.
std::string doctor_text(const DoctorReport& report, DoctorDetail detail, bool in_color);

// Return it as JSON; docs/doctor.md has the schema.
std::string doctor_json(const DoctorReport& report);

}  // namespace ces
