#include "run/exec.h"

#include <algorithm>

namespace ces {

namespace {

bool is_of(std::string_view entry, std::string_view name) {
  return entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name);
}

}  // namespace

std::vector<std::string> edited(const Environment& environment, const std::vector<Edit>& edits) {
  std::vector<std::string> entries;
  for (const std::string_view entry : environment.entries()) {
    const bool is_edited = std::any_of(edits.begin(), edits.end(),
                                       [&](const Edit& edit) { return is_of(entry, edit.name); });
    if (!is_edited) {
      entries.emplace_back(entry);
    }
  }
  for (const Edit& edit : edits) {
    if (edit.value) {
      entries.push_back(edit.name + '=' + *edit.value);
    }
  }
  return entries;
}

std::optional<std::string> value_in(const std::vector<std::string>& entries,
                                    std::string_view name) {
  for (const std::string& entry : entries) {
    if (is_of(entry, name)) {
      return entry.substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

}  // namespace ces
