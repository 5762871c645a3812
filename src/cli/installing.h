// What install and uninstall have in common: which environments are meant, and what is told of
// each.
#pragma once

#include "cli/command_table.h"
#include "run/install.h"

#include <array>
#include <functional>
#include <string>

namespace ces {

inline constexpr std::array<FlagOption, 1> k_install_flags = {
    {{"--all", &Options::all, "every environment that conda knows"}}};

// Call `change` for each environment that is meant, and tell what came of it. It is a failure if
// one of them could not be changed.
Outcome change_environments(const System& system, const Options& options,
                            const std::function<Installation(const std::string& prefix)>& change);

}  // namespace ces
