// What list tells, gathered for both ways to tell it.
#pragma once

#include "base/environment.h"
#include "config/settings.h"
#include "judge/diagnosis.h"
#include "observe/facts.h"

#include <string>
#include <vector>

namespace ces {

struct ListedToolkit {
  const Toolkit* toolkit = nullptr;
  bool is_active = false;  // in force in this shell
  bool is_chosen = false;  // what activation switches to
  bool is_pinned = false;  // the same, because a pin says so
};

struct ListReport {
  const Facts* facts = nullptr;
  const Settings* settings = nullptr;
  std::vector<ListedToolkit> toolkits;
  std::vector<Finding> findings;

  // Return what the pin says and where, empty if there is none that counts.
  [[nodiscard]] std::string pin_in_words() const;
};

ListReport list_report(const Environment& environment, const Facts& facts,
                       const Diagnosis& diagnosis, const Settings& settings);

}  // namespace ces
