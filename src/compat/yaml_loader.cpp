#include "compat/yaml_loader.h"

#include "base/yaml_documents.h"
#include "compat/yaml_blocks.h"
#include "compat/yaml_reader.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <utility>

namespace ces::compat {

namespace {

constexpr std::uint32_t k_schema = 1;

void read_root(const YamlField& root, YamlReader& reader, LoadedTables& tables) {
  const std::optional<YamlFields> blocks = reader.map(
      root, {"schema", "toolkits", "driver_branches", "minor_version_minimum", "own_minimum",
             "forward_compat", "ptx_isa", "gpu_architectures", "host_compilers", "jetpack"});
  if (!blocks) {
    return;
  }
  const auto& at = *blocks;
  const std::optional<std::uint32_t> schema = reader.number(at[0]);
  if (schema && *schema != k_schema) {
    reader.fail(at[0].place, "schema " + std::to_string(*schema) +
                                 " is not known; write 1, or teach the loader the new one");
  }
  const YamlTarget target{&reader, &tables};
  DriverBlocks drivers(target);
  drivers.read_toolkits(at[1]);
  drivers.read_branches(at[2]);
  drivers.read_minor_version_minima(at[3]);
  drivers.read_own_minima(at[4]);
  ForwardCompatBlock forward_compat(target);
  forward_compat.read(at[5]);
  CompilerBlocks compilers(target);
  compilers.read_ptx_isas(at[6]);
  GpuBlocks gpus(target);
  gpus.read_architectures(at[7]);
  compilers.read_host_compilers(at[8]);
  gpus.read_jetpack(at[9]);
  if (reader.errors().empty()) {
    drivers.check();
  }
  // The other blocks are compared with toolkits and branches, which must be right for that.
  if (reader.errors().empty()) {
    forward_compat.check();
    compilers.check();
    gpus.check();
  }
}

void read_text(const std::string& text, YamlReader& reader, LoadedTables& tables) {
  const YamlDocuments documents = load_yaml(text);
  if (!documents.has_first || documents.second_line > 0) {
    reader.fail({std::max(documents.second_line, 1), "YAML"},
                "not one document; write the keys without \"---\" between them");
    return;
  }
  const YamlField root{documents.first, {documents.first.Mark().line + 1, {}}};
  if (!root.node.IsMap()) {
    reader.fail({root.place.line, "schema"}, "the file is not a map; begin with \"schema: 1\"");
    return;
  }
  read_root(root, reader, tables);
}

}  // namespace

LoadResult load_tables(const std::string& text, std::string_view file_name) {
  LoadedTables tables;
  YamlReader reader(file_name, tables.texts);
  try {
    read_text(text, reader, tables);
  } catch (const YAML::Exception& error) {
    reader.fail({std::max(error.mark.line + 1, 1), "YAML"}, error.msg + "; correct the syntax");
  } catch (const std::exception& error) {
    reader.fail({1, "YAML"}, std::string(error.what()) + "; correct the file");
  }
  LoadResult result;
  result.errors = reader.errors();
  if (result.errors.empty()) {
    result.tables = std::move(tables);
  }
  return result;
}

}  // namespace ces::compat
