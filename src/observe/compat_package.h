// A cuda-compat package on disk: a newer libcuda for an older driver, and what its own note says of
// the drivers it runs on.
#pragma once

#include "base/system.h"
#include "observe/facts.h"
#include "observe/observe.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

// Return the package in `folder`, nothing if there is no libcuda in it.
std::optional<CompatPackage> observe_compat_package(const System& system,
                                                    const std::string& folder);

// Fill in the packages at the places where they are installed: conda-forge's in the environment,
// NVIDIA's in a toolkit of its installer. Three looks where there is none.
void observe_compat_packages(const System& system, const Request& request, Facts& facts);

// Return what the note's JSON says; nothing if it is no object. What is of another type is left
// out.
std::optional<CompatNote> parse_compat_note(std::string_view json);

// Return the JSON of the note in `file`, a shared library; empty if there is none. Reads a bounded
// number of bytes, and believes no size that the file states beyond its section.
std::string compat_note_text(const OpenFile& file);

// Return the driver release in a name such as "libcuda.so.590.44.01", or an empty view.
std::string_view release_in_libcuda_name(std::string_view name);

}  // namespace ces
