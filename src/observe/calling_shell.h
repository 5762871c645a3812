// Which program called this one, to find out the shell of a person who did not name it.
#pragma once

#include <string>

namespace ces {

// Return the name of the calling program, as it was called: "bash" for a login shell's "-bash",
// "ash" for "busybox ash", "xonsh" for Python running it. Wrappers that merely run a
// command (env, sudo, nice …) are passed over. Empty if it cannot be found out. Always of this
// machine, whatever root is looked at.
std::string calling_program();

// Return whether that is the bash in which xonsh sources a file, to take over its environment then.
bool is_called_from_bash_of_xonsh();

}  // namespace ces
