// The NVIDIA driver, from the kernel's static texts alone: nothing here can hang or wake a GPU.
#pragma once

#include "base/system.h"
#include "observe/facts.h"
#include "observe/observe.h"

#include <optional>
#include <string_view>

namespace ces {

Driver observe_driver(const System& system, Request::Detail detail);

// Return the driver release in the text of /proc/driver/nvidia/version, of the proprietary or the
// open kernel module, or an empty view. The line of the compiler has numbers too and is passed
// over. Format: kernel-open/nvidia/nv-procfs.c of NVIDIA/open-gpu-kernel-modules.
std::string_view driver_release_in_proc_text(std::string_view text);

// Return the L4T release in the text of /etc/nv_tegra_release, "36.4.7" of
// "# R36 (release), REVISION: 4.7, …"; empty if there is none.
std::string l4t_release_in(std::string_view text);

// Return `text` as a driver release ("535.104.05": two or three fields), or nothing.
std::optional<Version> parse_driver_release(std::string_view text);

}  // namespace ces
