// One call of one command: from its options to the exit status.
#pragma once

#include "cli/command_table.h"

namespace ces {

// Make the paths among `options` absolute: a relative one is meant from the folder one is in;
// inside another root that is its top.
void make_paths_absolute(Options& options);

// Return what the command says. Throws nothing that is a std::exception.
Outcome run_row(const CommandRow& row, const Options& options, Environment environment,
                bool is_terminal);

// Write both texts of `outcome`. Return the exit status.
int write_outcome(const CommandRow& row, const Outcome& outcome);

}  // namespace ces
