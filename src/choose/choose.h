// Which of the toolkits that were found is to be the CUDA of the shell.
#pragma once

#include "config/settings.h"
#include "observe/facts.h"
#include "observe/observe.h"

#include <vector>

namespace ces {

struct Choice {
  enum class Result {
    taken,         // `toolkit` is it
    none_there,    // nothing was asked for, and the environment has none
    switched_off,  // none was asked for
    none_fits,     // what was asked for is not there; nothing else is taken in its place
  };
  Result result = Result::none_there;
  const Toolkit* toolkit = nullptr;  // points into the facts, which must outlive it
  // The environment's other toolkits that would have done too, where none was asked for.
  std::vector<const Toolkit*> passed_over;
};

// Return what `observe` has to look for, so that choose_toolkit() can follow `settings`.
Request request_for(const Settings& settings, Request::Detail detail);

// Return the toolkit to switch to. Where none is asked for, it is the environment's own, the first
// in the order of preference of the facts, else that of its wheels or the machine's, if the
// settings allow. A version takes the newest toolkit that fits, wherever it is; of equals the
// nearer: the environment's own, its wheels, the machine's.
Choice choose_toolkit(const Facts& facts, const Settings& settings);

}  // namespace ces
