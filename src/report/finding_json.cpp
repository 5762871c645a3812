#include "report/finding_json.h"

namespace ces {

using Json = nlohmann::ordered_json;

namespace {

Json finding_json(const Finding& finding) {
  return {{"code", finding.kind->code},
          {"severity", severity_word(finding.kind->severity)},
          {"title", finding.kind->title},
          {"what", finding.what},
          {"why", text_or_null(finding.why)},
          {"impact", text_or_null(finding.impact)},
          {"remedy", text_or_null(finding.remedy)},
          {"verify", text_or_null(finding.verify)},
          {"evidence", text_or_null(finding.evidence)}};
}

}  // namespace

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back(finding_json(finding));
  }
  return list;
}

std::string json_text(const Json& object) {
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace ces
