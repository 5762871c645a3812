#include "report/list_json.h"

#include "report/json_parts.h"

#include <utility>

namespace ces {

std::string list_json(const ListReport& report) {
  Json toolkits = Json::array();
  for (const ListedToolkit& listed : report.toolkits) {
    Json toolkit = toolkit_json(listed.toolkit);
    toolkit["active"] = listed.is_active;
    toolkit["chosen"] = listed.is_chosen;
    toolkit["pinned"] = listed.is_pinned;
    toolkits.push_back(std::move(toolkit));
  }
  Json broken = Json::array();
  for (const BrokenToolkit& toolkit : report.facts->broken_toolkits) {
    broken.push_back({{"path", toolkit.path}, {"evidence", toolkit.evidence}});
  }
  const Setting<Wish>& wish = report.settings->toolkit;
  const bool has_pin = wish.source.level == Level::pin;
  const Json object = {
      {"schema", k_schema},
      {"prefix", text_or_null(report.facts->prefix)},
      {"pin",
       has_pin ? Json({{"spec", wish.value.text}, {"evidence", wish.source.place}}) : Json()},
      {"toolkits", std::move(toolkits)},
      {"broken", std::move(broken)},
      {"findings", findings_json(report.findings)}};
  return json_text(object);
}

}  // namespace ces
