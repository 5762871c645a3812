// The left end of the way of the data: facts come in here, and nowhere else.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <optional>
#include <string>

namespace ces {

struct Request {
  enum class Detail {
    activation,  // the environment's own toolkit and what is needed to judge it
    everything,  // every version and every folder that status shows
  };
  Detail detail = Detail::activation;
  std::optional<std::string> prefix;  // --prefix, absolute; else CONDA_PREFIX
};

Facts observe(const System& system, const Request& request);

}  // namespace ces
