#include "report/config_text.h"

#include "base/text.h"
#include "report/table.h"

namespace ces {

std::string config_text(const ConfigReport& report) {
  const Configuration& configuration = *report.configuration;
  Table keys({"key", "value", "from"});
  for (const KeyRow& row : key_table()) {
    const std::string value = printable(value_text(configuration.settings, row));
    keys.add({std::string(row.name), value.empty() ? "-" : value,
              printable(place_in_words(source_of(configuration.settings, row)))});
  }
  Table files({"files", "(each outranks the ones before)", ""});
  for (const ConfigFile& file : configuration.files) {
    files.add({std::string(level_name(file.level)), printable(file.path),
               file.is_there ? "" : "not there"});
  }
  std::string text = keys.text() + '\n' + files.text();
  for (const Finding& finding : report.findings) {
    text += '\n' + finding_line(finding);
  }
  return report.findings.empty() ? text : text + '\n';
}

}  // namespace ces
