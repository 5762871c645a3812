// Build-time tool: makes builtin_gpu_ids.cpp from gpu_ids.tsv. The same input always gives the same
// bytes.
#include "compat/gpu_id_file.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace ces::compat {

namespace {

constexpr std::string_view k_head =
    R"(// Generated from gpu_ids.tsv, which names the source and licence of the data; change that file and
// run, from the top of the source tree,
//   generate-gpu-ids src/compat/gpu_ids.tsv src/compat/builtin_gpu_ids.cpp
#include "compat/builtin_gpu_ids.h"

namespace ces::compat {

namespace {

// clang-format off
// Chips and names, each ended by NUL.
constexpr char k_texts[] =
)";

constexpr std::string_view k_tail = R"(};
// clang-format on

}  // namespace

std::span<const PackedGpu> builtin_gpus() {
  return k_gpus;
}

std::string_view builtin_gpu_texts() {
  return {k_texts, sizeof k_texts};
}

}  // namespace ces::compat
)";

// Return where each text begins, once they stand one behind the other with NUL between.
std::map<std::string, std::size_t> offsets_of(const std::vector<GpuIdRow>& rows) {
  std::map<std::string, std::size_t> offsets;
  for (const GpuIdRow& row : rows) {
    offsets[row.chip] = 0;
    offsets[row.name] = 0;
  }
  std::size_t offset = 0;
  for (auto& [text, place] : offsets) {
    place = offset;
    offset += text.size() + 1;
  }
  return offsets;
}

bool write(std::ostream& out, const std::vector<GpuIdRow>& rows) {
  const std::map<std::string, std::size_t> offsets = offsets_of(rows);
  out << k_head;
  for (const auto& [text, offset] : offsets) {
    if (offset > std::numeric_limits<std::uint16_t>::max()) {
      return false;
    }
    out << "    \"" << text << R"(\0")" << '\n';
  }
  out << "    ;\n\nconstexpr PackedGpu k_gpus[] = {\n";
  for (const GpuIdRow& row : rows) {
    out << "    {" << row.device << ", " << offsets.at(row.name) << ", " << offsets.at(row.chip)
        << ", " << row.capability.major() << ", " << row.capability.minor() << ", "
        << static_cast<int>(row.kind) << "},\n";
  }
  out << k_tail;
  return true;
}

int run(const std::string& input, const std::string& output) {
  std::ifstream file(input, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const GpuIdFile ids = parse_gpu_ids(text, input);
  for (const std::string& error : ids.errors) {
    std::cerr << error << '\n';
  }
  if (!ids.errors.empty()) {
    return EXIT_FAILURE;
  }
  std::ofstream made(output, std::ios::binary | std::ios::trunc);
  const bool has_room = write(made, ids.rows);
  made.close();
  if (!has_room || !made) {
    std::cerr << "generate-gpu-ids: "
              << (has_room ? "cannot write " + output : "the texts need more than 64 KiB") << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

}  // namespace

}  // namespace ces::compat

int main(int argc, char** argv) {
  constexpr int k_usage_error = 2;
  if (argc != 3) {
    std::cerr << "usage: generate-gpu-ids INPUT.tsv OUTPUT.cpp\n";
    return k_usage_error;
  }
  return ces::compat::run(argv[1], argv[2]);
}
