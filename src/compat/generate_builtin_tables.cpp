// Build-time tool: makes builtin_tables.cpp from cuda-compat.yaml. The same input always gives the
// same bytes.
#include "compat/yaml_loader.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace ces::compat {

namespace {

constexpr std::string_view k_head =
    R"(// Generated from cuda-compat.yaml; change that file and run, from the top of the source tree,
//   generate-builtin-tables src/compat/cuda-compat.yaml src/compat/builtin_tables.cpp
#include "compat/tables.h"

namespace ces::compat {

namespace {

// clang-format off
)";

constexpr std::string_view k_tail = R"(// clang-format on

}  // namespace

const Tables& builtin_tables() {
  return k_tables;
}

}  // namespace ces::compat
)";

// Return `text` as a C++ string literal.
std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out + '"';
}

std::string spell(const DriverRelease& release) {
  return release.known() ? "driver(" + literal(release.text) + ")" : "{}";
}

std::string spell(const Version& number) {
  return number.count() > 0 ? "version(" + literal(number.str()) + ")" : "{}";
}

std::string spell(const Branches& branches) {
  std::string out;
  for (const std::uint32_t branch : branches) {
    out += (out.empty() ? "" : ", ") + std::to_string(branch);
  }
  return '{' + out + '}';
}

template <typename List>
std::string spell_versions(const List& versions) {
  std::string out;
  for (const Version& version : versions) {
    out += (out.empty() ? "" : ", ") + spell(version);
  }
  return '{' + out + '}';
}

void write_driver_blocks(std::ostream& out, const Tables& tables) {
  out << "constexpr ToolkitRelease k_toolkits[] = {\n";
  for (const ToolkitRelease& row : tables.toolkits) {
    out << "    {" << spell(row.version) << ", " << spell(row.bundled) << ", " << spell(row.table)
        << "},\n";
  }
  out << "};\n\nconstexpr DriverBranch k_branches[] = {\n";
  for (const DriverBranch& row : tables.branches) {
    out << "    {" << row.branch << ", " << spell(row.cuda) << "},\n";
  }
  out << "};\n\nconstexpr MinorVersionMinimum k_minor_version_minima[] = {\n";
  for (const MinorVersionMinimum& row : tables.minor_version_minima) {
    out << "    {" << row.major << ", " << spell(row.driver) << "},\n";
  }
  out << "};\n\nconstexpr OwnMinimum k_own_minima[] = {\n";
  for (const OwnMinimum& row : tables.own_minima) {
    out << "    {" << spell(row.toolkit) << ", " << spell(row.driver) << "},\n";
  }
  out << "};\n\nconstexpr ForwardCompat k_forward_compat[] = {\n";
  for (const ForwardCompat& row : tables.forward_compat) {
    out << "    {" << spell(row.cuda) << ", " << spell(row.page) << ", " << spell(row.note) << ", "
        << spell(row.images) << "},\n";
  }
  out << "};\n\n";
}

void write_compiler_blocks(std::ostream& out, const Tables& tables) {
  out << "constexpr PtxIsa k_ptx_isas[] = {\n";
  for (const PtxIsa& row : tables.ptx_isas) {
    out << "    {" << spell(row.isa) << ", " << spell(row.cuda) << "},\n";
  }
  out << "};\n\nconstexpr HostCompilers k_host_compilers[] = {\n";
  for (const HostCompilers& row : tables.host_compilers) {
    out << "    {" << spell(row.toolkit) << ", " << row.gcc_max << ", " << row.clang_max << ", "
        << row.gcc_min << ", " << row.clang_min << ", " << literal(row.remark) << "},\n";
  }
  out << "};\n\n";
}

void write_gpu_blocks(std::ostream& out, const Tables& tables) {
  out << "constexpr GpuArchitecture k_architectures[] = {\n";
  for (const GpuArchitecture& row : tables.architectures) {
    out << "    {" << spell(row.capability) << ", " << literal(row.name) << ", "
        << spell(row.first_toolkit) << ", " << spell(row.last_toolkit) << ", " << row.last_branch
        << "},\n";
  }
  out << "};\n\nconstexpr JetPack k_jetpacks[] = {\n";
  for (const JetPack& row : tables.jetpacks) {
    out << "    {" << spell(row.l4t) << ", " << literal(row.name) << ", " << spell(row.cuda) << ", "
        << spell_versions(row.upgrades) << "},\n";
  }
  out << "};\n\nconstexpr JetsonModule k_jetson_modules[] = {\n";
  for (const JetsonModule& row : tables.jetson_modules) {
    out << "    {" << literal(row.name) << ", " << spell(row.capability) << "},\n";
  }
  out << "};\n\n";
}

void write(std::ostream& out, const Tables& tables) {
  out << k_head;
  write_driver_blocks(out, tables);
  write_compiler_blocks(out, tables);
  write_gpu_blocks(out, tables);
  out << "constexpr Tables k_tables = {\n"
      << "    .toolkits = k_toolkits,\n"
      << "    .branches = k_branches,\n"
      << "    .minor_version_minima = k_minor_version_minima,\n"
      << "    .own_minima = k_own_minima,\n"
      << "    .forward_compat = k_forward_compat,\n"
      << "    .ptx_isas = k_ptx_isas,\n"
      << "    .architectures = k_architectures,\n"
      << "    .host_compilers = k_host_compilers,\n"
      << "    .jetpacks = k_jetpacks,\n"
      << "    .jetson_modules = k_jetson_modules,\n";
  const std::pair<const char*, std::string_view> sources[] = {
      {"toolkits", tables.toolkits_source},
      {"branches", tables.branches_source},
      {"minor_version_minima", tables.minor_version_minima_source},
      {"own_minima", tables.own_minima_source},
      {"forward_compat", tables.forward_compat_source},
      {"ptx_isas", tables.ptx_isas_source},
      {"architectures", tables.architectures_source},
      {"host_compilers", tables.host_compilers_source},
      {"jetpacks", tables.jetpacks_source}};
  for (const auto& [block, source] : sources) {
    out << "    ." << block << "_source = " << literal(source) << ",\n";
  }
  out << "};\n" << k_tail;
}

int run(const std::string& input, const std::string& output) {
  std::ifstream file(input, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) {
    std::cerr << "generate-builtin-tables: cannot read " << input << '\n';
    return EXIT_FAILURE;
  }
  const LoadResult result = load_tables(text, input);
  for (const std::string& error : result.errors) {
    std::cerr << error << '\n';
  }
  if (!result.tables) {
    return EXIT_FAILURE;
  }
  if (output == "-") {
    write(std::cout, result.tables->view());
    return std::cout.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
  }
  std::ofstream made(output, std::ios::binary | std::ios::trunc);
  write(made, result.tables->view());
  made.close();
  if (!made) {
    std::cerr << "generate-builtin-tables: cannot write " << output << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

}  // namespace

}  // namespace ces::compat

int main(int argc, char** argv) {
  constexpr int k_usage_error = 2;
  if (argc != 3) {
    std::cerr << "usage: generate-builtin-tables INPUT.yaml OUTPUT.cpp (\"-\" for stdout)\n";
    return k_usage_error;
  }
  return ces::compat::run(argv[1], argv[2]);
}
