#include "report/json_parts.h"
#include "report/recommendation.h"

namespace ces {

namespace {

Json reasons_json(const std::vector<Reason>& reasons) {
  Json list = Json::array();
  for (const Reason& reason : reasons) {
    list.push_back({{"name", reason.name},
                    {"text", reason.text},
                    {"evidence", text_or_null(reason.evidence)}});
  }
  return list;
}

Json constraints_json(const std::vector<Constraint>& constraints) {
  Json list = Json::array();
  for (const Constraint& constraint : constraints) {
    Json allowed = Json::array();
    for (const Version& cuda : constraint.allowed) {
      allowed.push_back(cuda.str());
    }
    list.push_back({{"kind", constraint_word(constraint.kind)},
                    {"name", constraint.name},
                    {"rule", constraint.rule},
                    {"allowed", std::move(allowed)},
                    {"evidence", text_or_null(constraint.evidence)}});
  }
  return list;
}

}  // namespace

std::string recommendation_json(const RecommendationReport& report) {
  const Recommendation& recommendation = *report.recommendation;
  const auto& judgement = recommendation.judgement;
  const auto& own = report.demands->own_toolkit;
  return json_text({{"schema", k_schema},
                    {"cuda", recommendation.cuda ? Json(recommendation.cuda->str()) : Json()},
                    {"command", text_or_null(recommendation.command)},
                    {"platform", report.demands->platform},
                    {"installed", own ? Json(own->str()) : Json()},
                    {"verdict", judgement ? Json(verdict_word(judgement->verdict)) : Json()},
                    {"reasons", reasons_json(recommendation.reasons)},
                    {"in_the_way", constraints_json(recommendation.in_the_way)},
                    {"ways_out", recommendation.ways_out},
                    {"findings", findings_json(recommendation.findings)},
                    {"tables", text_or_null(report.tables_file)}});
}

}  // namespace ces
