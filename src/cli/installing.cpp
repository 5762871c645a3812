#include "cli/installing.h"

#include "base/path.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "observe/known_environments.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace ces {

namespace {

using Json = nlohmann::ordered_json;

Outcome refusal(int exit_code, const std::string& why) {
  return {exit_code, "", "cuda-env-resolve: " + why + '\n'};
}

std::vector<std::string> environments_meant(const System& system, const Options& options) {
  if (options.all) {
    return known_environments(system);
  }
  if (options.prefix) {
    return {normalise_path(*options.prefix)};
  }
  const auto active = system.environment().non_empty("CONDA_PREFIX");
  return active ? std::vector<std::string>{normalise_path(*active)} : std::vector<std::string>{};
}

std::string none_meant(const Options& options) {
  return options.all ? "no conda environment is known here (CONDA_EXE, ~/.conda/environments.txt); "
                       "name one with --prefix DIR"
                     : "no conda environment is active (CONDA_PREFIX is not set); activate one, or "
                       "name one (--prefix DIR), or all (--all)";
}

Json finding_json(const std::optional<Finding>& finding) {
  if (!finding) {
    return {};
  }
  return {{"code", finding->kind->code}, {"what", finding->what}, {"remedy", finding->remedy}};
}

std::string json_of(const std::vector<Installation>& done) {
  Json environments = Json::array();
  for (const Installation& one : done) {
    environments.push_back({{"prefix", one.prefix},
                            {"result", result_word(one.result)},
                            {"finding", finding_json(one.finding)}});
  }
  const Json object = {{"schema", 1}, {"environments", std::move(environments)}};
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string text_of(const std::vector<Installation>& done) {
  constexpr std::size_t k_width = 11;
  std::string text;
  for (const Installation& one : done) {
    std::string word(result_word(one.result));
    word.resize(k_width, ' ');
    text += word + printable(one.prefix) + '\n';
  }
  return text;
}

// Return the findings for stderr. Of many environments those that have the package are no news.
std::string told(const std::vector<Installation>& done, const Options& options) {
  std::string text;
  for (const Installation& one : done) {
    const bool is_news = one.has_failed() || (!options.all && !options.quiet);
    text += one.finding && is_news ? finding_line(*one.finding) + '\n' : "";
  }
  return text;
}

// Of one environment that is named, a package that stays is not what uninstall was asked for.
bool is_refused(const Installation& one, const Options& options) {
  const bool must_stay = options.command == Command::uninstall && !options.all &&
                         one.result == Installation::Result::packaged;
  return one.has_failed() || must_stay;
}

}  // namespace

Outcome change_environments(const System& system, const Options& options,
                            const std::function<Installation(const std::string& prefix)>& change) {
  if (!system.root().empty()) {
    return refusal(k_exit_usage,
                   "only environments of this machine can be changed; leave --root out");
  }
  if (options.all && options.prefix) {
    return refusal(k_exit_usage, "--all and --prefix exclude each other");
  }
  const std::vector<std::string> prefixes = environments_meant(system, options);
  if (prefixes.empty()) {
    return refusal(k_exit_problem, none_meant(options));
  }
  std::vector<Installation> done;
  done.reserve(prefixes.size());
  for (const std::string& prefix : prefixes) {
    done.push_back(change(prefix));
  }
  const int exit_code =
      std::any_of(done.begin(), done.end(),
                  [&](const Installation& one) { return is_refused(one, options); })
          ? k_exit_problem
          : k_exit_ok;
  if (options.json) {
    return {exit_code, json_of(done), ""};
  }
  return {exit_code, options.quiet ? "" : text_of(done), told(done, options)};
}

}  // namespace ces
