#include "observe/observe.h"

#include "base/path.h"
#include "observe/driver.h"
#include "observe/environment.h"
#include "observe/toolkits.h"

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
  return toolkit.layout != Layout::split_packages;
}

namespace {

// One of the two is there: the first, but on Windows.
bool has_hook(const System& system, const std::string& prefix) {
  const std::string stem = join_path(prefix, "etc/conda/activate.d/~~cuda-env-switch_activate.");
  return system.kind(stem + "sh") == FileKind::regular ||
         system.kind(stem + "bat") == FileKind::regular;
}

}  // namespace

Facts observe(const System& system, const Request& request) {
  const bool everything = request.detail == Request::Detail::everything;
  Facts facts;
  observe_prefix(system, request, facts);
  if (facts.prefix_exists) {
    observe_toolkits(system, request.detail, facts);
    facts.hook_installed = everything && !facts.prefix.empty() && has_hook(system, facts.prefix);
  }
  if (everything || !facts.toolkits.empty()) {
    facts.driver = observe_driver(system, request.detail);
  }
  if (everything) {
    facts.nvcc_on_path = observe_nvcc_on_path(system, "");
  } else if (!facts.toolkits.empty() && !is_put_first(facts.toolkits.front())) {
    facts.nvcc_on_path = observe_nvcc_on_path(system, facts.toolkits.front().bin);
  }
  // Without a driver there is nothing to judge the versions against, so activation leaves them.
  const bool driver_known = facts.driver.place != Driver::Place::none;
  for (Toolkit& toolkit : facts.toolkits) {
    if (everything || driver_known) {
      observe_versions(system, request.detail, toolkit);
    }
  }
  return facts;
}

}  // namespace ces
