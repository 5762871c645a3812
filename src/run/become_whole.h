// For a program of the hooks alone: the whole one does everything else.
#pragma once

namespace ces {

inline constexpr int k_no_whole_program = 126;  // the exit status where it cannot be run

// Become the program in libexec of the same prefix, wherever that was moved to. If it cannot be
// run, say so and return k_no_whole_program.
int become_whole_program(char** argv, char** envp);

}  // namespace ces
