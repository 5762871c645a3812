// Which package owns a file of an environment, by the records that conda keeps of its packages.
#pragma once

#include <map>
#include <span>
#include <string>

namespace ces {

// Return those of `paths` (inside `prefix`) that a package owns, each with the package, such as
// "cuda-env-switch 0.1.0". A record that names one of them and cannot be read owns it: what is not
// certain is not touched.
std::map<std::string, std::string> owned_by_packages(const std::string& prefix,
                                                     std::span<const std::string> paths);

}  // namespace ces
