// Work that may hang, done by a child process with a deadline.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace ces {

struct ChildResult {
  enum class End {
    exited,       // by itself; `status` is its exit status
    killed,       // by a signal of somebody else's; `status` is the signal
    timed_out,    // it was not done in time, and was killed
    not_started,  // there is no such program, or no more processes
  };
  End end = End::not_started;
  int status = 0;
  std::string output;  // what it wrote, up to a limit

  [[nodiscard]] bool succeeded() const { return end == End::exited && status == 0; }
};

// Run the program `command.front()`, a path, with the rest as its arguments, nothing on stdin, and
// stdout and stderr together as output. It is killed at the deadline; a process that even then does
// not end, because it waits in the kernel, is left behind.
ChildResult run_program(const std::vector<std::string>& command,
                        std::chrono::milliseconds deadline);

// Return what `work` returns, done in a child: for reads that may never return.
ChildResult run_in_child(const std::function<std::string()>& work,
                         std::chrono::milliseconds deadline);

}  // namespace ces
