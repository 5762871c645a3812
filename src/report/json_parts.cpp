#include "report/json_parts.h"

#include "choose/judged_version.h"

#include <utility>

namespace ces {

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
          {"nvcc", toolkit->nvcc},
          {"runs", text_or_null(toolkit->real_nvcc)},
          {"ways", toolkit->ways},
          {"evidence", std::move(evidence)}};
}

}  // namespace ces
