#include "config/places.h"

#include "base/path.h"
#include "base/text.h"

#include <cstddef>

namespace ces {

namespace {

constexpr std::string_view k_own_name = "cuda-env-switch";
constexpr std::string_view k_file = "config.yaml";
// File systems take names of 255 bytes.
constexpr std::size_t k_longest_name = 240;

// Return the user's folder; the XDG base directory specification has relative ones passed over.
std::string user_folder(const Environment& environment) {
  const std::string_view base = environment.get("XDG_CONFIG_HOME").value_or("");
  if (base.starts_with('/')) {
    return join_path(base, k_own_name);
  }
  const std::string_view home = environment.get("HOME").value_or("");
  return home.starts_with('/') ? join_path(join_path(home, ".config"), k_own_name) : "";
}

std::string below(const std::string& parent, std::string_view name) {
  return parent.empty() ? "" : join_path(parent, name);
}

std::string environment_folder(std::string_view prefix) {
  return prefix.empty() ? "" : join_path(join_path(prefix, "etc"), k_own_name);
}

bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

// Return one name that stands for a whole path: "+" is a slash, "%" and two digits another byte.
std::string escaped(std::string_view path) {
  std::string name;
  for (const char c : path) {
    if (stands_for_itself(c)) {
      name += c;
    } else {
      name += c == '/' ? "+" : '%' + hex_digits(c);
    }
  }
  return name;
}

// Cut a name that is too long for a file into folders, each ending in "%", which no file's does.
std::string cut_into_folders(std::string_view name) {
  std::string path;
  while (name.size() > k_longest_name) {
    path += name.substr(0, k_longest_name);
    path += "%/";
    name.remove_prefix(k_longest_name);
  }
  return path.append(name);
}

}  // namespace

std::string site_file() {
  return "/etc/cuda-env-switch/config.yaml";
}

std::string user_file(const Environment& environment) {
  return below(user_folder(environment), k_file);
}

std::string environment_file(std::string_view prefix) {
  return below(environment_folder(prefix), k_file);
}

std::string environment_pin(std::string_view prefix) {
  return below(environment_folder(prefix), "pin");
}

std::string user_pin(const Environment& environment, std::string_view prefix) {
  const std::string folder = below(user_folder(environment), "pins");
  return prefix.empty() ? "" : below(folder, cut_into_folders(escaped(normalise_path(prefix))));
}

}  // namespace ces
