// Reads gpu_ids.tsv. For the tool that makes builtin_gpu_ids.cpp and for tests; the program itself
// never comes here.
#pragma once

#include "compat/gpu_ids.h"

#include <string>
#include <string_view>
#include <vector>

namespace ces::compat {

// One line of the file, with texts of its own.
struct GpuIdRow {
  std::uint16_t device = 0;
  std::string chip;
  Version capability;
  GpuKind kind = GpuKind::unknown;
  std::string name;  // empty: none yet
};

struct GpuIdFile {
  std::vector<GpuIdRow> rows;
  // Each is one line: file, line, what is wrong.
  std::vector<std::string> errors;
};

GpuIdFile parse_gpu_ids(std::string_view text, std::string_view file_name);

}  // namespace ces::compat
