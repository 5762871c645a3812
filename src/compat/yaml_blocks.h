// The blocks of cuda-compat.yaml, a class for each family: read() takes the rows over, check() says
// where they do not agree with each other or with another block.
#pragma once

#include "compat/yaml_loader.h"
#include "compat/yaml_reader.h"

#include <vector>

namespace ces::compat {

// What a family reads with and writes to; both outlive it.
struct YamlTarget {
  YamlReader* reader;
  LoadedTables* tables;
};

// toolkits, driver_branches, minor_version_minimum, own_minimum.
class DriverBlocks {
 public:
  explicit DriverBlocks(YamlTarget target) : m_reader(*target.reader), m_tables(*target.tables) {}

  void read_toolkits(const YamlField& field);
  void read_branches(const YamlField& field);
  void read_minor_version_minima(const YamlField& field);
  void read_own_minima(const YamlField& field);
  void check();

 private:
  void read_without_toolkit(const YamlField& field);
  void check_cuda_step(const YamlPlace& place, const Version& before, const Version& now);
  void check_minimum(const YamlPlace& place, const DriverRelease& driver, const Version& due);
  void check_toolkits_against_branches();
  void check_minor_version_minima();
  void check_own_minima();
  [[nodiscard]] bool is_without_toolkit(const Version& cuda) const;
  // Return what a driver supports by itself, or 0.0 below the first branch.
  [[nodiscard]] Version native_cuda(const DriverRelease& driver) const;

  YamlReader& m_reader;
  LoadedTables& m_tables;
  std::vector<Version> m_without_toolkit;
  // Where each row stands, by the same index as in m_tables.
  std::vector<YamlPlace> m_toolkit_places;
  std::vector<YamlPlace> m_branch_places;
  std::vector<YamlPlace> m_minor_places;
  std::vector<YamlPlace> m_own_places;
  std::vector<YamlPlace> m_without_toolkit_places;
};

// forward_compat.
class ForwardCompatBlock {
 public:
  explicit ForwardCompatBlock(YamlTarget target)
      : m_reader(*target.reader), m_tables(*target.tables) {}

  void read(const YamlField& field);
  void check();

 private:
  std::optional<Branches> read_hosts(const YamlField& field);

  YamlReader& m_reader;
  LoadedTables& m_tables;
  std::vector<YamlPlace> m_places;
};

// ptx_isa and host_compilers: what nvcc writes and what it compiles with.
class CompilerBlocks {
 public:
  explicit CompilerBlocks(YamlTarget target) : m_reader(*target.reader), m_tables(*target.tables) {}

  void read_ptx_isas(const YamlField& field);
  void read_host_compilers(const YamlField& field);
  void check();

 private:
  std::optional<HostCompilers> read_host_compiler(const YamlField& field);

  YamlReader& m_reader;
  LoadedTables& m_tables;
  std::vector<YamlPlace> m_ptx_places;
  std::vector<YamlPlace> m_host_places;
};

// gpu_architectures and jetpack.
class GpuBlocks {
 public:
  explicit GpuBlocks(YamlTarget target) : m_reader(*target.reader), m_tables(*target.tables) {}

  void read_architectures(const YamlField& field);
  void read_jetpack(const YamlField& field);
  void check();

 private:
  void read_jetpacks(const YamlField& field);
  void read_modules(const YamlField& field);
  std::optional<GpuArchitecture> read_architecture(const YamlField& field);
  std::optional<JetPack> read_jetpack_row(const YamlField& field);
  void check_architecture(const GpuArchitecture& row, const YamlPlace& place);

  YamlReader& m_reader;
  LoadedTables& m_tables;
  std::vector<YamlPlace> m_architecture_places;
  std::vector<YamlPlace> m_jetpack_places;
  std::vector<YamlPlace> m_module_places;
};

}  // namespace ces::compat
