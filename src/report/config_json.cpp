#include "report/config_json.h"

#include "report/json_parts.h"

#include <utility>

namespace ces {

namespace {

Json value_json(const Settings& settings, const KeyRow& row) {
  switch (row.kind) {
    case KeyRow::Kind::on_off:
      return (settings.*std::get<Setting<bool> Settings::*>(row.member)).value;
    case KeyRow::Kind::codes:
      return settings.silence.value;
    default:
      return text_or_null(value_text(settings, row));
  }
}

Json key_json(const Settings& settings, const KeyRow& row) {
  const Source& source = source_of(settings, row);
  return {{"value", value_json(settings, row)},
          {"level", level_name(source.level)},
          {"place", text_or_null(source.place)},
          {"line", source.line > 0 ? Json(source.line) : Json()},
          {"variable", variable_of(row)},
          {"meaning", row.meaning},
          {"expected", expected_values(row.kind)}};
}

}  // namespace

std::string config_json(const ConfigReport& report, const KeyRow* only) {
  const Configuration& configuration = *report.configuration;
  Json keys = Json::object();
  for (const KeyRow& row : key_table()) {
    if (only == nullptr || only == &row) {
      keys[std::string(row.name)] = key_json(configuration.settings, row);
    }
  }
  Json files = Json::array();
  for (const ConfigFile& file : configuration.files) {
    files.push_back(
        {{"level", level_name(file.level)}, {"path", file.path}, {"is_there", file.is_there}});
  }
  const Json object = {{"schema", k_schema},
                       {"prefix", text_or_null(report.prefix)},
                       {"keys", std::move(keys)},
                       {"files", std::move(files)},
                       {"findings", findings_json(report.findings)}};
  return json_text(object);
}

}  // namespace ces
