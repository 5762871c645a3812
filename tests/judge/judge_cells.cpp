// Test helper: answers questions that come in on stdin, one a line, each with its answer behind it.
//   judge-cells verdicts    toolkit driver gpu package   gpu: 9.0/data-center; package: the driver
//   it
//                                                        was made from/CUDA/branches/brands; or -
//   judge-cells targets     toolkit capability
//   judge-cells driving     branch capability
//   judge-cells compilers   toolkit gcc|clang major
#include "base/version.h"
#include "compat/tables.h"
#include "judge/driver_gpu.h"
#include "judge/host_compiler.h"
#include "judge/toolkit_gpu.h"
#include "judge/verdict.h"

#include <cstdlib>
#include <iostream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ces {
namespace {

using Words = std::vector<std::string>;

Words split(const std::string& text, char separator) {
  Words words;
  std::istringstream stream(text);
  for (std::string word; std::getline(stream, word, separator);) {
    words.push_back(word);
  }
  return words;
}

Version version_of(const std::string& text) {
  const auto version = Version::parse(text);
  if (!version) {
    throw std::runtime_error("not a version: " + text);
  }
  return *version;
}

std::uint32_t number_of(const std::string& text) {
  return version_of(text).major();
}

std::vector<std::uint32_t> numbers_of(const std::string& text) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& word : split(text, ',')) {
    numbers.push_back(number_of(word));
  }
  return numbers;
}

compat::GpuKind kind_of(const std::string& word) {
  using compat::GpuKind;
  for (const GpuKind kind : {GpuKind::geforce, GpuKind::titan, GpuKind::workstation,
                             GpuKind::data_center, GpuKind::tegra}) {
    if (compat::gpu_kind_word(kind) == word) {
      return kind;
    }
  }
  return GpuKind::unknown;
}

CompatPackage package_of(const std::string& text) {
  const Words parts = split(text, '/');
  CompatPackage package;
  package.folder = "/compat";
  package.release = VersionFact{version_of(parts.at(0)), parts.at(0), "/compat"};
  if (parts.size() > 1) {
    package.note =
        CompatNote{version_of(parts.at(1)), numbers_of(parts.at(2)), numbers_of(parts.at(3))};
  }
  return package;
}

std::string_view verdict(const Words& words) {
  Question question;
  question.toolkit = version_of(words.at(0));
  question.driver = version_of(words.at(1));
  question.driver_text = words.at(1);
  if (words.at(2) != "-") {
    const Words gpu = split(words.at(2), '/');
    question.gpu = Gpu{"GPU", version_of(gpu.at(0)), kind_of(gpu.at(1))};
  }
  if (words.at(3) != "-") {
    question.compat_package = package_of(words.at(3));
  }
  return verdict_word(judge(question, compat::builtin_tables()).verdict);
}

std::string_view target(const Words& words) {
  return gpu_target_word(
      target_of(version_of(words.at(0)), version_of(words.at(1)), compat::builtin_tables()));
}

std::string_view driving(const Words& words) {
  return gpu_driving_word(
      driving_of(number_of(words.at(0)), version_of(words.at(1)), compat::builtin_tables()));
}

std::string_view compiler(const Words& words) {
  const CompilerLimits limits = table_limits(version_of(words.at(0)), compat::builtin_tables());
  HostCompiler compiler;
  compiler.kind = words.at(1) == "gcc" ? HostCompiler::Kind::gcc : HostCompiler::Kind::clang;
  compiler.major = number_of(words.at(2));
  switch (fit_of(compiler, limits)) {
    case CompilerFit::fits:
      return "fits";
    case CompilerFit::too_new:
      return "too-new";
    case CompilerFit::too_old:
      return "too-old";
    case CompilerFit::not_known:
      break;
  }
  return "unknown";
}

int answer_all(std::string_view what) {
  std::string_view (*answer)(const Words&) = what == "verdicts"    ? verdict
                                             : what == "targets"   ? target
                                             : what == "driving"   ? driving
                                             : what == "compilers" ? compiler
                                                                   : nullptr;
  if (answer == nullptr) {
    throw std::runtime_error("there is no question " + std::string(what));
  }
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << line << ' ' << answer(split(line, ' ')) << '\n';
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace ces

int main(int argc, char** argv) {
  constexpr int k_bad_input = 2;
  std::ios::sync_with_stdio(false);
  try {
    return ces::answer_all(argc == 2 ? argv[1] : "");
  } catch (const std::exception& error) {
    std::cerr << "judge-cells: " << error.what() << '\n';
    return k_bad_input;
  }
}
