#include "report/status_json.h"

#include "report/json_parts.h"

namespace ces {

Json status_driver_json(const StatusReport& report) {
  const Driver& driver = report.facts->driver;
  Json evidence = Json::object();
  add_evidence(evidence, "version", driver.release);
  if (driver.cuda) {
    evidence["cuda"] = driver.cuda->evidence;
  } else if (driver.asked_cuda) {
    evidence["cuda"] = driver.asked_cuda->evidence;
  } else if ((driver.release || driver.l4t) && !report.driver_cuda().empty()) {
    evidence["cuda"] = driver.l4t ? "the table of JetPack releases, by " + driver.l4t->evidence
                                  : std::string("the table of driver branches");
  }
  if (!driver.evidence.empty()) {
    evidence["place"] = driver.evidence;
  }
  return {{"version", version_or_null(driver.release)},
          {"cuda", text_or_null(report.driver_cuda())},
          {"evidence", std::move(evidence)}};
}

// What an environment that does not exist has of CUDA is not known.
Json status_kind_json(const StatusReport& report) {
  if (!report.facts->prefix_exists) {
    return {};
  }
  const EnvironmentKind kind = report.kind();
  return {{"kind", kind.word},
          {"what", kind.what},
          {"remedy", text_or_null(kind.remedy)},
          {"evidence", text_or_null(kind.evidence)}};
}

std::string status_json(const StatusReport& report) {
  const Facts& facts = *report.facts;
  const Judgement& judgement = report.diagnosis->judgement;
  const auto& on_path = facts.nvcc_on_path;
  const Json object = {{"schema", k_schema},
                       {"prefix", text_or_null(facts.prefix)},
                       {"environment", status_kind_json(report)},
                       {"toolkit", toolkit_json(report.diagnosis->toolkit)},
                       {"driver", status_driver_json(report)},
                       {"verdict", verdict_word(judgement.verdict)},
                       {"guess", judgement.guess},
                       {"reasons", judgement.reasons},
                       {"switched", report.is_switched()},
                       {"why_not_switched", text_or_null(report.why_not_switched())},
                       {"nvcc_on_path", on_path.empty() ? Json() : Json(on_path.front().path)},
                       {"findings", findings_json(report.findings)},
                       {"evidence", {{"prefix", text_or_null(facts.prefix_evidence)}}}};
  return json_text(object);
}

}  // namespace ces
