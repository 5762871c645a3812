#include "compat/yaml_loader.h"

#include <algorithm>

namespace ces::compat {

Tables LoadedTables::view() const {
  return {.toolkits = toolkits,
          .branches = branches,
          .minor_version_minima = minor_version_minima,
          .own_minima = own_minima,
          .forward_compat = forward_compat,
          .ptx_isas = ptx_isas,
          .architectures = architectures,
          .host_compilers = host_compilers,
          .jetpacks = jetpacks,
          .jetson_modules = jetson_modules,
          .toolkits_source = toolkits_source,
          .branches_source = branches_source,
          .minor_version_minima_source = minor_version_minima_source,
          .own_minima_source = own_minima_source,
          .forward_compat_source = forward_compat_source,
          .ptx_isas_source = ptx_isas_source,
          .architectures_source = architectures_source,
          .host_compilers_source = host_compilers_source,
          .jetpacks_source = jetpacks_source};
}

bool LoadedTables::has_toolkit(const Version& cuda) const {
  return std::any_of(toolkits.begin(), toolkits.end(),
                     [&](const auto& row) { return row.version.release() == cuda; });
}

bool LoadedTables::has_branch_of(const Version& cuda) const {
  return std::any_of(branches.begin(), branches.end(),
                     [&](const auto& row) { return row.cuda == cuda; });
}

}  // namespace ces::compat
