// For a program of the hooks alone: the whole one does everything else.
#pragma once

namespace ces {

// Become the program in libexec of the same prefix, wherever that was moved to. If it cannot be
// run, say so and return the exit status.
int become_whole_program(char** argv, char** envp);

}  // namespace ces
