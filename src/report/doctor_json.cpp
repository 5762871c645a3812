#include "compat/gpu_ids.h"
#include "report/doctor.h"
#include "report/json_parts.h"
#include "report/status_json.h"

#include <utility>

namespace ces {

namespace {

Json driver_json(const DoctorReport& report) {
  const Driver& driver = report.status.facts->driver;
  Json object = status_driver_json(report.status);
  object["library"] = version_or_null(driver.library);
  object["container"] = text_or_null(driver.container);
  add_evidence(object["evidence"], "library", driver.library);
  return object;
}

Json gpus_json(const DoctorReport& report) {
  const std::vector<ObservedGpu>& observed = report.status.facts->gpus.gpus;
  const std::vector<Gpu>& known = report.status.diagnosis->gpus;
  Json list = Json::array();
  for (std::size_t i = 0; i < observed.size() && i < known.size(); ++i) {
    const auto& capability = known[i].capability;
    list.push_back({{"name", text_or_null(known[i].name)},
                    {"capability", capability ? Json(capability->str()) : Json()},
                    {"kind", compat::gpu_kind_word(known[i].kind)},
                    {"address", observed[i].address},
                    {"evidence", observed[i].evidence}});
  }
  return list;
}

std::string_view kind_word(ObservedCompiler::Kind kind) {
  switch (kind) {
    case ObservedCompiler::Kind::gcc:
      return "gcc";
    case ObservedCompiler::Kind::clang:
      return "clang";
    case ObservedCompiler::Kind::not_known:
      break;
  }
  return {};
}

Json number_or_null(std::uint32_t number) {
  return number == 0 ? Json() : Json(number);
}

Json compiler_json(const DoctorReport& report) {
  const auto& compiler = report.surroundings->compiler;
  if (!compiler) {
    return {};
  }
  const auto version = judged_version(*report.status.diagnosis->toolkit);
  const CompilerLimits limits =
      version ? known_limits(*version, *compiler, *report.tables) : CompilerLimits();
  return {
      {"kind", text_or_null(kind_word(compiler->kind))},
      {"version", text_or_null(compiler->version)},
      {"path", text_or_null(compiler->path)},
      {"named", compiler->named},
      {"by", compiler->by},
      {"gcc_max", number_or_null(limits.gcc_max)},
      {"gcc_min", number_or_null(limits.gcc_min)},
      {"clang_max", number_or_null(limits.clang_max)},
      {"clang_min", number_or_null(limits.clang_min)},
      {"evidence",
       {{"version", text_or_null(compiler->evidence)}, {"limits", text_or_null(limits.evidence)}}}};
}

Json frameworks_json(const DoctorReport& report) {
  Json list = Json::array();
  for (const Framework& framework : known_frameworks(report.surroundings->frameworks)) {
    const FrameworkBuild& build = framework.build;
    list.push_back({{"name", framework.name},
                    {"version", text_or_null(build.version)},
                    {"cuda", build.cuda ? Json(build.cuda->str()) : Json()},
                    {"evidence", framework.evidence}});
  }
  return list;
}

Json deep_json(const DoctorReport& report) {
  if (!report.deep) {
    return {};
  }
  Json list = Json::array();
  for (const DeepStep& step : *report.deep) {
    list.push_back({{"step", step.name},
                    {"good", step.is_good ? Json(*step.is_good) : Json()},
                    {"text", text_or_null(step.text)},
                    {"evidence", text_or_null(step.evidence)}});
  }
  return list;
}

}  // namespace

std::string doctor_json(const DoctorReport& report) {
  const StatusReport& status = report.status;
  const Judgement& judgement = status.diagnosis->judgement;
  return json_text({{"schema", k_schema},
                    {"prefix", text_or_null(status.facts->prefix)},
                    {"environment", status_kind_json(status)},
                    {"toolkit", toolkit_json(status.diagnosis->toolkit)},
                    {"driver", driver_json(report)},
                    {"gpus", gpus_json(report)},
                    {"host_compiler", compiler_json(report)},
                    {"frameworks", frameworks_json(report)},
                    {"verdict", verdict_word(judgement.verdict)},
                    {"guess", judgement.guess},
                    {"reasons", judgement.reasons},
                    {"switched", status.is_switched()},
                    {"why_not_switched", text_or_null(status.why_not_switched())},
                    {"deep", deep_json(report)},
                    {"tables", text_or_null(report.tables_path)},
                    {"findings", findings_json(status.findings)},
                    {"evidence", {{"prefix", text_or_null(status.facts->prefix_evidence)}}}});
}

}  // namespace ces
