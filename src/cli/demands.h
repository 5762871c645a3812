// What a toolkit to be recommended has to go with: as the command line names it, else as it is seen
// here.
#pragma once

#include "base/system.h"
#include "cli/situation.h"
#include "judge/recommendation.h"
#include "judge/what_if.h"

namespace ces {

Demands demands_of(const System& system, const WhatIf& what_if, const Situation& situation);

}  // namespace ces
