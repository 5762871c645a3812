// Build-time tool: makes builtin_tables.cpp from cuda-compat.yaml. The same input always gives the
// same bytes.
#include "compat/yaml_loader.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>

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
  return "version(" + literal(number.str()) + ")";
}

void write(std::ostream& out, const Tables& tables) {
  out << k_head;
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
  out << "};\n\nconstexpr Tables k_tables = {\n"
      << "    .toolkits = k_toolkits,\n"
      << "    .branches = k_branches,\n"
      << "    .minor_version_minima = k_minor_version_minima,\n"
      << "    .own_minima = k_own_minima,\n"
      << "    .toolkits_source = " << literal(tables.toolkits_source) << ",\n"
      << "    .branches_source = " << literal(tables.branches_source) << ",\n"
      << "    .minor_version_minima_source = " << literal(tables.minor_version_minima_source)
      << ",\n"
      << "    .own_minima_source = " << literal(tables.own_minima_source) << ",\n"
      << "};\n";
  out << k_tail;
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
