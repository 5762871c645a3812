// Reads cuda-compat.yaml: for the tool that makes builtin_tables.cpp, and newer files of that form
// that commands which people call are given. No hook comes here.
#pragma once

#include "compat/tables.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces::compat {

// Tables together with the texts they point to.
struct LoadedTables {
  LoadedTables() = default;
  LoadedTables(LoadedTables&&) = default;
  LoadedTables& operator=(LoadedTables&&) = default;
  // A copy's rows would point into the original's texts.
  LoadedTables(const LoadedTables&) = delete;
  LoadedTables& operator=(const LoadedTables&) = delete;
  ~LoadedTables() = default;

  // Return the tables as the rest of the program knows them; good while this object lives and stays
  // where it is.
  [[nodiscard]] Tables view() const;
  // Return whether a toolkit of the CUDA release `cuda` is listed.
  [[nodiscard]] bool has_toolkit(const Version& cuda) const;
  // Return whether a driver branch is of the CUDA release `cuda`.
  [[nodiscard]] bool has_branch_of(const Version& cuda) const;

  std::vector<ToolkitRelease> toolkits;
  std::vector<DriverBranch> branches;
  std::vector<MinorVersionMinimum> minor_version_minima;
  std::vector<OwnMinimum> own_minima;
  std::vector<ForwardCompat> forward_compat;
  std::vector<PtxIsa> ptx_isas;
  std::vector<GpuArchitecture> architectures;
  std::vector<HostCompilers> host_compilers;
  std::vector<JetPack> jetpacks;
  std::vector<JetsonModule> jetson_modules;
  std::string_view toolkits_source;
  std::string_view branches_source;
  std::string_view minor_version_minima_source;
  std::string_view own_minima_source;
  std::string_view forward_compat_source;
  std::string_view ptx_isas_source;
  std::string_view architectures_source;
  std::string_view host_compilers_source;
  std::string_view jetpacks_source;
  // What the views above point to. A deque, because its elements stay in place while it grows and
  // when it is moved.
  std::deque<std::string> texts;
};

// Tables, or else at least one error.
struct LoadResult {
  std::optional<LoadedTables> tables;
  // Each is one line: file, line, key, what is wrong and what to do.
  std::vector<std::string> errors;
};

// Return the tables that `text` spells, checked: types, order, holes, duplicates, unknown keys, and
// that the blocks agree with each other. `file_name` is for the messages only. Throws nothing of
// yaml-cpp's.
LoadResult load_tables(const std::string& text, std::string_view file_name);

}  // namespace ces::compat
