#include "edit/taken_back.h"

#include "edit/record.h"
#include "edit/switch.h"

#include <utility>

namespace ces {

Overrides values_taken_back(const Environment& environment) {
  const Capability anything{[](std::string_view) { return true; }, false};
  Overrides values;
  for (Edit& edit : plan_deactivation(environment, {"", true, anything}).edits) {
    if (edit.name != k_record_variable) {
      values.emplace_back(std::move(edit.name), std::move(edit.value));
    }
  }
  return values;
}

}  // namespace ces
