// What the program ends with.
#pragma once

namespace ces {

inline constexpr int k_exit_ok = 0;
inline constexpr int k_exit_problem = 1;  // what was asked for is not there
inline constexpr int k_exit_usage = 2;    // a wrong option or command, or a fault of our own
// Of exec, whose other statuses are the command's.
inline constexpr int k_exit_own_fault = 125;

}  // namespace ces
