#include "observe/observe.h"

#include "base/path.h"
#include "observe/compat_package.h"
#include "observe/driver.h"
#include "observe/environment.h"
#include "observe/gpus.h"
#include "observe/host_target.h"
#include "observe/package_records.h"
#include "observe/permissions.h"
#include "observe/search.h"
#include "observe/toolkits.h"
#include "observe/wholeness.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace ces {

std::string_view layout_name(Layout layout) {
  switch (layout) {
    case Layout::cudatoolkit_dev:
      return "cudatoolkit-dev";
    case Layout::split_packages:
      return "split-packages";
    case Layout::flat_packages:
      return "flat-packages";
    case Layout::nvcc_wrapper:
      return "nvcc-wrapper";
    case Layout::runtime_packages:
      return "runtime-packages";
    case Layout::wheels:
      return "wheels";
    case Layout::wheels_split:
      return "wheels-split";
    case Layout::complete:
      return "complete";
    case Layout::distribution:
      return "distribution";
    case Layout::hpc_sdk:
      return "hpc-sdk";
  }
  return "unknown";
}

std::string_view origin_name(Origin origin) {
  switch (origin) {
    case Origin::environment:
      return "environment";
    case Origin::wheels:
      return "wheels";
    case Origin::named:
      return "named";
    case Origin::system:
      return "system";
    case Origin::other_environment:
      return "other-environment";
  }
  return "unknown";
}

bool is_put_first(const Toolkit& toolkit) {
  return !toolkit.has_shared_bin;
}

namespace {

// The driver's texts about a GPU come at once, or its driver hangs.
constexpr std::chrono::seconds k_gpu_deadline(3);

// One of the two is there: the first, but on Windows.
bool has_hook(const System& system, const std::string& prefix) {
  const std::string stem = join_path(prefix, "etc/conda/activate.d/~~cuda-env-switch_activate.");
  return system.kind(stem + "sh") == FileKind::regular ||
         system.kind(stem + "bat") == FileKind::regular;
}

// What people's commands show of the environment beside its toolkits.
void observe_environment(const System& system, const Request& request, Facts& facts) {
  facts.hook_installed = has_hook(system, facts.prefix);
  facts.packages = observe_packages(system, facts.prefix);
  if (auto record = observe_cudatoolkit_dev(system, facts.prefix)) {
    facts.packages.push_back(*std::move(record));
  }
  const Search search{system, request};
  const auto is_own = [](const Toolkit& toolkit) { return toolkit.origin == Origin::environment; };
  if (std::none_of(facts.toolkits.begin(), facts.toolkits.end(), is_own)) {
    if (auto cuda = find_runtime_packages(system, facts)) {
      facts.other_cuda.push_back(*std::move(cuda));
    }
  }
  for (OtherCuda& cuda : find_other_wheels(search, facts.prefix)) {
    facts.other_cuda.push_back(std::move(cuda));
  }
}

// Return the folder behind which no nvcc on PATH matters to any of the toolkits; empty if all do.
std::string last_folder_on_path(const std::vector<Toolkit>& toolkits) {
  return toolkits.size() == 1 ? toolkits.front().bin : "";
}

}  // namespace

Facts observe(const System& system, const Request& request) {
  const bool everything = request.detail == Request::Detail::everything;
  Facts facts;
  observe_prefix(system, request, facts);
  observe_toolkits(system, request, facts);
  if (facts.prefix_exists && everything) {
    observe_environment(system, request, facts);
  }
  if (facts.prefix_exists && (everything || !facts.broken_toolkits.empty())) {
    observe_engine(system, facts);
  }
  if (everything || !facts.toolkits.empty()) {
    facts.driver = observe_driver(system, request.detail);
  }
  if (request.gpus) {
    facts.gpus = observe_gpus(system, k_gpu_deadline);
  }
  if (request.compat_packages) {
    observe_compat_packages(system, request, facts);
  }
  const bool is_nvcc_looked_for =
      std::any_of(facts.toolkits.begin(), facts.toolkits.end(),
                  [](const Toolkit& toolkit) { return !is_put_first(toolkit); });
  if (everything) {
    facts.nvcc_on_path = observe_nvcc_on_path(system, "");
  } else if (is_nvcc_looked_for) {
    facts.nvcc_on_path = observe_nvcc_on_path(system, last_folder_on_path(facts.toolkits));
  }
  // Without a driver there is nothing to judge the versions against, so activation leaves them.
  const bool driver_known = facts.driver.place != Driver::Place::none;
  for (Toolkit& toolkit : facts.toolkits) {
    if (everything) {
      observe_script({system, request}, toolkit);
    }
    if (everything || driver_known || request.versions) {
      observe_versions(system, request.detail, toolkit);
    }
    if (everything) {
      observe_targets(system, toolkit);
      observe_wholeness(system, toolkit);
      observe_permissions(system, toolkit);
    }
  }
  facts.platform = conda_platform(
      system, facts.toolkits.empty() ? std::vector<std::string>() : facts.toolkits.front().targets);
  return facts;
}

}  // namespace ces
