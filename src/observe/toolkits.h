// The toolkits of an environment, one probe per layout, each in a file of its own.
#pragma once

#include "base/system.h"
#include "observe/facts.h"
#include "observe/observe.h"

#include <string>

namespace ces {

// Fill in the toolkits of `facts.prefix` and what is left of broken ones. At activation the search
// ends with the first toolkit, and what only people's commands show is not read.
void observe_toolkits(const System& system, Request::Detail detail, Facts& facts);

// Fill in what status shows of a toolkit, from the files that its layout has.
void observe_versions(const System& system, Request::Detail detail, Toolkit& toolkit);

// layout_cudatoolkit_dev.cpp
void probe_cudatoolkit_dev(const System& system, Request::Detail detail, Facts& facts);
// layout_split_packages.cpp
void probe_split_packages(const System& system, Request::Detail detail, Facts& facts);

}  // namespace ces
