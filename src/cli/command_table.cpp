#include "cli/command_table.h"

#include <algorithm>
#include <array>

namespace ces {

namespace {

constexpr std::array k_table = {&k_resolve_command,   &k_deactivate_command, &k_status_command,
                                &k_doctor_command,    &k_check_command,      &k_list_command,
                                &k_use_command,       &k_config_command,     &k_exec_command,
                                &k_compat_command,    &k_recommend_command,  &k_install_command,
                                &k_uninstall_command, &k_completion_command, &k_activate_command};

}  // namespace

std::span<const CommandRow* const> command_table() {
  return k_table;
}

const CommandRow& row_of(Command command) {
  return **std::find_if(k_table.begin(), k_table.end(),
                        [&](const CommandRow* row) { return row->command == command; });
}

const CommandRow* find_command(std::string_view name) {
  const auto* const row =
      std::find_if(k_table.begin(), k_table.end(),
                   [&](const CommandRow* candidate) { return candidate->name == name; });
  return row == k_table.end() ? nullptr : *row;
}

}  // namespace ces
