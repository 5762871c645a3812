// What every finding has, so that a person can act on it.
#pragma once

#include "judge/finding.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ces::testing {

// Return whether nothing of the finding is left out; if something is, what.
inline ::testing::AssertionResult is_whole(const Finding& finding) {
  const std::pair<const char*, const std::string*> parts[] = {
      {"what", &finding.what},         {"why", &finding.why},       {"impact", &finding.impact},
      {"evidence", &finding.evidence}, {"remedy", &finding.remedy}, {"verify", &finding.verify}};
  for (const auto& [name, text] : parts) {
    if (text->empty()) {
      return ::testing::AssertionFailure()
             << finding.kind->code << " has no " << name << ": " << finding.what;
    }
  }
  return ::testing::AssertionSuccess();
}

}  // namespace ces::testing
