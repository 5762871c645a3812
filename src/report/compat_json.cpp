#include "compat/lookup.h"
#include "report/compat.h"
#include "report/finding_json.h"

#include <nlohmann/json.hpp>

namespace ces {

namespace {

using Json = nlohmann::ordered_json;

constexpr int k_schema = 1;

Json version_or_null(const Version& version) {
  return version.count() > 0 ? Json(version.str()) : Json();
}

Json number_or_null(std::uint32_t number) {
  return number != 0 ? Json(number) : Json();
}

template <typename Answer>
Json word_or_null(const std::optional<Answer>& answer, std::string_view (*word)(Answer)) {
  return answer ? Json(word(*answer)) : Json();
}

Json driver_or_null(const compat::DriverRelease& driver) {
  return driver.known() ? Json(driver.text) : Json();
}

Json takes_or_null(const std::optional<CompilerFit>& fit) {
  return !fit || *fit == CompilerFit::not_known ? Json() : Json(*fit == CompilerFit::fits);
}

Json compiler_or_null(const std::optional<HostCompiler>& compiler) {
  return compiler ? Json(compiler->major) : Json();
}

Json gpu_json(const Gpu& gpu) {
  return {{"name", text_or_null(gpu.name)},
          {"capability", gpu.capability ? Json(gpu.capability->str()) : Json()},
          {"kind", compat::gpu_kind_word(gpu.kind)}};
}

Json question_json(const CompatReport& report) {
  const WhatIf& question = *report.question;
  const WhatIfAnswer& answer = *report.answer;
  Json toolkit;
  if (question.toolkit) {
    toolkit = {{"given", question.toolkit->str()},
               {"cuda", answer.toolkits.front().cuda.str()},
               {"in_tables", !answer.toolkits.front().releases.empty()}};
  }
  Json driver;
  if (question.driver) {
    driver = {{"given", question.driver_text},
              {"branch", question.driver->major()},
              {"cuda", version_or_null(answer.drivers.front().cuda)}};
  }
  return {{"toolkit", std::move(toolkit)},
          {"driver", std::move(driver)},
          {"gpu", question.gpu ? gpu_json(*question.gpu) : Json()},
          {"gcc", compiler_or_null(question.gcc)},
          {"clang", compiler_or_null(question.clang)}};
}

Json releases_json(const ToolkitAnswer& row) {
  Json releases = Json::array();
  for (const compat::ToolkitRelease* release : row.releases) {
    releases.push_back({{"version", release->version.str()},
                        {"bundled_driver", driver_or_null(release->bundled)},
                        {"listed_driver", driver_or_null(release->table)}});
  }
  return releases;
}

Json hosts_json(const compat::Tables& tables, const Version& cuda) {
  const compat::ForwardCompat* row = compat::find_forward_compat(tables, cuda);
  if (row == nullptr) {
    return {};
  }
  const auto list = [](const compat::Branches& branches) {
    return branches.empty() ? Json()
                            : Json(std::vector<std::uint32_t>(branches.begin(), branches.end()));
  };
  return {{"matrix", list(row->page)}, {"note", list(row->note)}, {"images", list(row->images)}};
}

Json toolkit_json(const ToolkitAnswer& row, const compat::Tables& tables) {
  Json capabilities = Json::array();
  for (const Version& capability : row.capabilities) {
    capabilities.push_back(capability.str());
  }
  return {{"cuda", row.cuda.str()},
          {"releases", releases_json(row)},
          {"native_branch", number_or_null(row.native_branch)},
          {"minimum_driver", text_or_null(row.minimum_driver)},
          {"ptx_isa", version_or_null(row.ptx_isa)},
          {"gcc_max", number_or_null(row.compilers.gcc_max)},
          {"gcc_min", number_or_null(row.compilers.gcc_min)},
          {"clang_max", number_or_null(row.compilers.clang_max)},
          {"clang_min", number_or_null(row.compilers.clang_min)},
          {"compiler_remark", text_or_null(row.compilers.remark)},
          {"capabilities", std::move(capabilities)},
          {"forward_compat_branches", hosts_json(tables, row.cuda)},
          {"verdict", row.judgement ? Json(verdict_word(row.judgement->verdict)) : Json()},
          {"gpu", word_or_null(row.gpu, gpu_target_word)},
          {"takes_gcc", takes_or_null(row.gcc)},
          {"takes_clang", takes_or_null(row.clang)},
          {"fits", row.fits()}};
}

Json driver_json(const DriverAnswer& row) {
  return {{"branch", row.branch},
          {"cuda", version_or_null(row.cuda)},
          {"verdict", row.judgement ? Json(verdict_word(row.judgement->verdict)) : Json()},
          {"from", text_or_null(row.from)},
          {"gpu", word_or_null(row.gpu, gpu_driving_word)},
          {"fits", row.fits()}};
}

Json architecture_json(const GpuAnswer& row) {
  const compat::GpuArchitecture& architecture = *row.architecture;
  return {{"capability", architecture.capability.str()},
          {"architecture", architecture.name},
          {"first_toolkit", version_or_null(architecture.first_toolkit)},
          {"last_toolkit", version_or_null(architecture.last_toolkit)},
          {"last_branch", number_or_null(architecture.last_branch)},
          {"toolkit", word_or_null(row.toolkit, gpu_target_word)},
          {"driver", word_or_null(row.driver, gpu_driving_word)}};
}

Json sources_json(const compat::Tables& tables) {
  return {{"toolkits", tables.toolkits_source},
          {"driver_branches", tables.branches_source},
          {"minor_version_minimum", tables.minor_version_minima_source},
          {"own_minimum", tables.own_minima_source},
          {"forward_compat", tables.forward_compat_source},
          {"ptx_isa", tables.ptx_isas_source},
          {"gpu_architectures", tables.architectures_source},
          {"host_compilers", tables.host_compilers_source},
          {"jetpack", tables.jetpacks_source}};
}

}  // namespace

std::string compat_json(const CompatReport& report) {
  const WhatIfAnswer& answer = *report.answer;
  const std::optional<Judgement>& judgement = answer.judgement;
  Json toolkits = Json::array();
  for (const ToolkitAnswer& row : answer.toolkits) {
    toolkits.push_back(toolkit_json(row, *report.tables));
  }
  Json drivers = Json::array();
  for (const DriverAnswer& row : answer.drivers) {
    drivers.push_back(driver_json(row));
  }
  Json gpus = Json::array();
  for (const GpuAnswer& row : answer.gpus) {
    gpus.push_back(architecture_json(row));
  }
  return json_text({{"schema", k_schema},
                    {"question", question_json(report)},
                    {"verdict", judgement ? Json(verdict_word(judgement->verdict)) : Json()},
                    {"guess", judgement ? Json(judgement->guess) : Json()},
                    {"reasons", judgement ? Json(judgement->reasons) : Json::array()},
                    {"needed_driver", judgement ? text_or_null(judgement->needed_driver) : Json()},
                    {"findings", findings_json(answer.findings)},
                    {"toolkits", std::move(toolkits)},
                    {"drivers", std::move(drivers)},
                    {"gpus", std::move(gpus)},
                    {"tables", text_or_null(report.tables_file)},
                    {"evidence", sources_json(*report.tables)}});
}

}  // namespace ces
