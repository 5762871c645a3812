#include "report/json_parts.h"

#include "choose/judged_version.h"

#include <utility>

namespace ces {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json version_or_null(const std::optional<VersionFact>& fact) {
  return fact ? Json(fact->text) : Json();
}

void add_evidence(Json& evidence, const char* name, const std::optional<VersionFact>& fact) {
  if (fact) {
    evidence[name] = fact->evidence;
  }
}

Json toolkit_json(const Toolkit* toolkit) {
  if (toolkit == nullptr) {
    return {};
  }
  const auto version = judged_version(*toolkit);
  Json evidence = {{"path", toolkit->bin + "/nvcc"}};
  add_evidence(evidence, "version", version);
  add_evidence(evidence, "nvcc_version", toolkit->nvcc_version);
  add_evidence(evidence, "headers_version", toolkit->headers_version);
  return {{"path", toolkit->root},
          {"layout", layout_name(toolkit->layout)},
          {"origin", origin_name(toolkit->origin)},
          {"version", version_or_null(version)},
          {"nvcc_version", version_or_null(toolkit->nvcc_version)},
          {"headers_version", version_or_null(toolkit->headers_version)},
          {"targets", toolkit->targets},
          {"evidence", std::move(evidence)}};
}

namespace {

Json finding_json(const Finding& finding) {
  return {{"code", finding.kind->code},
          {"severity", severity_word(finding.kind->severity)},
          {"title", finding.kind->title},
          {"what", finding.what},
          {"why", text_or_null(finding.why)},
          {"remedy", text_or_null(finding.remedy)},
          {"evidence", text_or_null(finding.evidence)}};
}

}  // namespace

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
