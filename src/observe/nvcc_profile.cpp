#include "observe/nvcc_profile.h"

#include "base/path.h"
#include "base/text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace ces {

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

struct Assignment {
  std::string name;
  std::string operation;
  std::string value;
};

std::optional<Assignment> assignment_in(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || trim(line).starts_with('#')) {
    return std::nullopt;
  }
  std::string_view name = line.substr(0, equals);
  std::string_view value = line.substr(equals + 1);
  std::string operation = "=";
  if (name.ends_with('+') || name.ends_with('?')) {
    operation.insert(0, 1, name.back());
    name.remove_suffix(1);
  } else if (value.starts_with('+')) {
    operation += '+';
    value.remove_prefix(1);
  }
  return Assignment{std::string(trim(name)), operation, std::string(trim(value))};
}

// Return `value` with every $(NAME) put in; one that is not known stays as it stands.
std::string expand(std::string_view value, const Values& values) {
  std::string result;
  while (!value.empty()) {
    const std::size_t begin = value.find("$(");
    const std::size_t end = begin == std::string_view::npos ? begin : value.find(')', begin);
    if (end == std::string_view::npos) {
      break;
    }
    result += value.substr(0, begin);
    const std::string_view name = value.substr(begin + 2, end - begin - 2);
    const auto known = values.find(name);
    result +=
        known != values.end() ? known->second : std::string(value.substr(begin, end - begin + 1));
    value.remove_prefix(end + 1);
  }
  return result += value;
}

void assign(const Assignment& assignment, Values& values) {
  // A profile that doubles its own value again and again must not fill the memory.
  constexpr std::size_t k_longest = std::size_t{16} * 1024;
  const std::string value = expand(assignment.value, values);
  std::string& now = values[assignment.name];
  if (now.size() + value.size() > k_longest) {
    return;
  }
  if (assignment.operation == "+=") {
    now.insert(0, value + ' ');
  } else if (assignment.operation == "=+") {
    now += ' ' + value;
  } else if (assignment.operation == "=" || now.empty()) {
    now = value;
  }
}

Values values_of(std::string_view text, const std::string& here, const std::string& target_dir) {
  Values values = {{"_HERE_", here},
                   {"_TARGET_DIR_", target_dir},
                   {"_TARGET_SIZE_", "64"},
                   {"_NVVM_BRANCH_", "nvvm"},
                   {"_SPACE_", " "}};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (const auto assignment = assignment_in(text.substr(begin, end - begin))) {
      assign(*assignment, values);
    }
    begin = end + 1;
  }
  return values;
}

void add_folder(std::vector<std::string>& folders, std::string_view folder) {
  const bool can_be_told = folder.starts_with('/') && folder.find("$(") == std::string_view::npos;
  std::string path = normalise_path(folder);
  if (can_be_told && std::find(folders.begin(), folders.end(), path) == folders.end()) {
    folders.push_back(std::move(path));
  }
}

// Return the arguments in a value, quotes taken off; a quoted one may hold blanks.
std::vector<std::string> arguments_of(std::string_view value) {
  std::vector<std::string> arguments(1);
  bool is_quoted = false;
  for (const char c : value) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ' ' && !is_quoted) {
      arguments.emplace_back();
    } else {
      arguments.back() += c;
    }
  }
  return arguments;
}

void add_options(std::vector<std::string>& folders, const std::string& value,
                 std::string_view option) {
  for (const std::string& argument : arguments_of(value)) {
    const std::string_view folder = std::string_view(argument);
    if (folder.starts_with(option) && !folder.ends_with("/stubs")) {
      add_folder(folders, folder.substr(option.size()));
    }
  }
}

void add_values(const Values& values, NvccProfile& profile) {
  const auto value = [&](std::string_view name) {
    const auto known = values.find(name);
    return known == values.end() ? std::string() : known->second;
  };
  add_options(profile.include_folders, value("INCLUDES"), "-I");
  add_options(profile.library_folders, value("LIBRARIES"), "-L");
  add_folder(profile.program_folders, value("CICC_PATH"));
  std::string path = value("PATH");
  std::replace(path.begin(), path.end(), ' ', ':');
  for (const std::string_view folder : split_list(path)) {
    add_folder(profile.program_folders, folder);
  }
}

}  // namespace

NvccProfile parse_nvcc_profile(std::string_view text, const std::string& here,
                               const std::string& target) {
  NvccProfile profile;
  if (!target.empty()) {
    add_values(values_of(text, here, "targets/" + target), profile);
  }
  add_values(values_of(text, here, ""), profile);
  return profile;
}

}  // namespace ces
