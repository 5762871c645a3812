// What every search for a toolkit is made with, and what it comes back with.
#pragma once

#include "base/system.h"
#include "observe/facts.h"
#include "observe/observe.h"

#include <optional>
#include <string>
#include <string_view>

namespace ces {

struct Search {
  const System& system;
  const Request& request;

  [[nodiscard]] bool wants_everything() const {
    return request.detail == Request::Detail::everything;
  }
  // Return what `name` holds in the user's own shell, our switch taken back; empty if nothing.
  [[nodiscard]] std::string variable(std::string_view name) const;
};

// A toolkit, or what is wrong with what is there; neither where there is nothing.
struct Found {
  std::optional<Toolkit> toolkit = std::nullopt;
  std::optional<BrokenToolkit> broken = std::nullopt;
};

// Add `toolkit` to `facts`. One that is there already, by another path, is not added again: how it
// was reached this time is noted with it.
void add_toolkit(const System& system, Facts& facts, Toolkit toolkit);

// Add what was found below an environment.
void add_found(const System& system, Facts& facts, Found found);

}  // namespace ces
