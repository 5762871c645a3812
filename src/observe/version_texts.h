// CUDA version numbers in the texts that toolkits carry.
#pragma once

#include "base/version.h"

#include <optional>
#include <string>
#include <string_view>

namespace ces {

// version.json of a toolkit from 11.1 on: the release under "cuda", nvcc's own under "cuda_nvcc".
struct VersionJson {
  std::optional<std::string> cuda;
  std::optional<std::string> nvcc;
};

// Read version.json; what is missing, of another type or no JSON at all is left out. Releases such
// as "12.1.20230222" are cut to major.minor: the third field is a date there.
VersionJson parse_version_json(std::string_view text);

// Return the release in version.txt ("CUDA Version 10.1.243"), of toolkits up to 11.0.
std::optional<std::string_view> parse_version_txt(std::string_view text);

// Return the release in `#define <macro> 13000`, which is 1000 * major + 10 * minor.
std::optional<Version> parse_version_macro(std::string_view header, std::string_view macro);

// Return nvcc's own version, 13.0.88 of "Cuda compilation tools, release 13.0, V13.0.88".
std::optional<std::string_view> parse_nvcc_banner(std::string_view text);

}  // namespace ces
