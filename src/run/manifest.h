// What install remembers of an environment, so that uninstall takes out exactly that:
// $PREFIX/etc/cuda-env-switch/installed.json.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

inline constexpr std::string_view k_manifest_path = "etc/cuda-env-switch/installed.json";

struct Manifest {
  std::string version;  // of the program that wrote it
  // By path inside the prefix, the digests of what may lie there and is ours: one, or two while an
  // update is under way, so that it can be interrupted at any point.
  std::map<std::string, std::vector<std::string>> files;
  std::vector<std::string> folders;  // that were made for them, outer ones first

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

// Return the digest by which content is known again. It tells what was changed by accident or on
// purpose; against somebody who wants to deceive it is no help, and need not be.
std::string digest_of(std::string_view content);

// Return whether `path` is one that install may have written: inside the prefix and of our names.
bool is_path_of_ours(std::string_view path);

std::string manifest_text(const Manifest& manifest);

// Return what `text` says, nothing if it is no manifest of this or an older version.
std::optional<Manifest> read_manifest(std::string_view text);

}  // namespace ces
