// The options that name a machine which need not be there: --toolkit, --driver, --gpu, --gcc,
// --clang.
#pragma once

#include "cli/options.h"
#include "cli/program.h"
#include "compat/tables.h"
#include "judge/what_if.h"

#include <optional>

namespace ces {

// What the options say, or what to end with.
struct AskedWhatIf {
  WhatIf question;
  std::optional<Outcome> refusal;
};

AskedWhatIf read_what_if(const Options& options, const compat::Tables& tables);

}  // namespace ces
