#include "cli/help.h"

#include "cli/command_table.h"

namespace ces {

std::string_view help_text(std::string_view command) {
  const CommandRow* row = find_command(command);
  return row != nullptr ? row->help : row_of(Command::resolve).help;
}

}  // namespace ces
