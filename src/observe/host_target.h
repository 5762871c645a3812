// Which of several targets/<target> folders is the machine's own.
#pragma once

#include "base/system.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Return the names of all target folders ("x86_64-linux"), that of the host first. The host is what
// the ELF machine of nvcc says; where that is unknown, what the files in the root are made for, so
// that another machine's image answers right.
std::vector<std::string_view> targets_in_order(const System& system, std::uint16_t nvcc_machine);

// Return the targets that a toolkit at `root` has folders for, in that order.
std::vector<std::string> targets_at(const System& system, const std::string& root,
                                    std::uint16_t nvcc_machine);

// Return conda's name of the machine's platform ("linux-64"). Below another root, which may have an
// environment and little else, the targets of a toolkit tell it where there are any.
std::string conda_platform(const System& system, const std::vector<std::string>& toolkit_targets);

}  // namespace ces
