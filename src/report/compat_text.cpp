#include "base/text.h"
#include "compat/lookup.h"
#include "judge/forward_compat.h"
#include "report/compat.h"
#include "report/text_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace ces {

namespace {

// Labels of answers stand in a column of their own.
std::string label(std::string_view text) {
  return fmt::format("  {:<16}", text);
}

std::string release_range(const Version& first, const Version& last) {
  return first == last ? first.str() : first.str() + " to " + last.str();
}

// Return the CUDA releases of the rows that pass, with neighbours joined: "8.0 to 11.8, 12.2".
std::string toolkits_where(const std::vector<ToolkitAnswer>& rows,
                           const std::function<bool(const ToolkitAnswer&)>& passes) {
  std::vector<Version> some;
  std::vector<Version> all;
  for (const ToolkitAnswer& row : rows) {
    all.push_back(row.cuda);
    if (passes(row)) {
      some.push_back(row.cuda);
    }
  }
  return compat::in_ranges(some, all);
}

// Return the architectures of the rows that pass, each once: "Turing 75, Ampere 80 86 87".
std::string gpus_where(const std::vector<GpuAnswer>& rows,
                       const std::function<bool(const GpuAnswer&)>& passes) {
  std::vector<std::pair<std::string_view, std::string>> targets;
  for (const GpuAnswer& row : rows) {
    if (!passes(row)) {
      continue;
    }
    const std::string_view name = row.architecture->name;
    auto found = std::find_if(targets.begin(), targets.end(),
                              [&](const auto& entry) { return entry.first == name; });
    if (found == targets.end()) {
      found = targets.emplace(targets.end(), name, std::string(name));
    }
    found->second += ' ' + sm_name(row.architecture->capability).substr(3);
  }
  std::string text;
  for (const auto& [name, part] : targets) {
    text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

// Return the driver branches that pass: "520 and newer", "450 to 470", "535".
std::string branches_where(const std::vector<DriverAnswer>& rows,
                           const std::function<bool(const DriverAnswer&)>& passes) {
  const auto first = std::find_if(rows.begin(), rows.end(), passes);
  if (first == rows.end()) {
    return {};
  }
  auto last = first;
  while (last + 1 != rows.end() && passes(*(last + 1))) {
    ++last;
  }
  const std::string from = first->from.empty() ? std::to_string(first->branch) : first->from;
  if (last + 1 == rows.end()) {
    return from + " and newer";
  }
  return first == last && first->from.empty() ? from : from + " to " + std::to_string(last->branch);
}

void write_answer(TextWriter& writer, std::string_view name, const std::string& value) {
  if (!value.empty()) {
    writer.paragraph(label(name), value);
  }
}

void write_section(TextWriter& writer, std::string_view title) {
  writer.line();
  writer.line(writer.bold(title));
}

// ---- what was named -----------------------------------------------------------------------------

void write_toolkit(TextWriter& writer, const ToolkitAnswer& row) {
  std::string releases;
  for (const compat::ToolkitRelease* release : row.releases) {
    releases += (releases.empty() ? "" : " ") + release->version.str();
  }
  const std::string text =
      "CUDA " + row.cuda.str() + ": " +
      (releases.empty() ? "newer than the tables"
                        : "released as " + releases + "; PTX " + row.ptx_isa.str());
  writer.line(text);
}

void write_driver(TextWriter& writer, const CompatReport& report) {
  const Version& cuda = report.answer->drivers.front().cuda;
  const auto& branches = report.tables->branches;
  const std::string supports = cuda.count() > 0
                                   ? "supports CUDA " + cuda.str() + " by itself"
                                   : "outside of the tables, which go from branch " +
                                         std::to_string(branches.front().branch) + " to " +
                                         std::to_string(branches.back().branch);
  writer.line("Driver " + printable(report.question->driver_text) + ": " + supports);
}

void write_gpu(TextWriter& writer, const CompatReport& report) {
  const Gpu& gpu = *report.question->gpu;
  const compat::GpuArchitecture* architecture = architecture_of(gpu, *report.tables);
  std::string text = in_words(gpu);
  if (architecture != nullptr) {
    text += ": " + std::string(architecture->name);
    if (gpu.kind != compat::GpuKind::unknown) {
      text += ", " + std::string(compat::gpu_kind_word(gpu.kind));
    }
  }
  writer.line(text);
}

void write_named(TextWriter& writer, const CompatReport& report) {
  const WhatIf& question = *report.question;
  if (question.toolkit) {
    write_toolkit(writer, report.answer->toolkits.front());
  }
  if (question.driver) {
    write_driver(writer, report);
  }
  if (question.gpu) {
    write_gpu(writer, report);
  }
  for (const auto& [name, compiler] :
       {std::pair("gcc ", &question.gcc), std::pair("clang ", &question.clang)}) {
    if (*compiler) {
      writer.line(name + std::to_string((*compiler)->major));
    }
  }
}

void write_verdict(TextWriter& writer, const Judgement& judgement) {
  writer.line();
  writer.line(writer.bold("Verdict") + "  " + writer.colored(judgement.verdict) +
              (judgement.guess ? " (a guess)" : ""));
  for (const std::string& reason : judgement.reasons) {
    writer.paragraph("  ", printable(reason));
  }
}

// ---- what is open -------------------------------------------------------------------------------

// Return the host branches on which the package of the named toolkit makes it run.
std::string compat_hosts(const CompatReport& report) {
  const ToolkitAnswer& toolkit = report.answer->toolkits.front();
  const compat::ForwardCompat* row = compat::find_forward_compat(*report.tables, toolkit.cuda);
  const auto& gpu = report.question->gpu;
  if (row == nullptr || (gpu && takes_compat_packages(gpu->kind) == std::optional(false))) {
    return {};
  }
  std::string hosts;
  std::size_t count = 0;
  for (const DriverAnswer& driver : report.answer->drivers) {
    const bool needs_it = driver.judgement && driver.judgement->verdict == Verdict::unsupported;
    if (needs_it && !who_lists(*row, driver.branch).empty()) {
      hosts += ' ' + std::to_string(driver.branch);
      ++count;
    }
  }
  return count == 0
             ? ""
             : (count == 1 ? "branch" : "branches") + hosts + ", with the package cuda-compat " +
                   row->cuda.str() + ", on data-center GPUs";
}

void write_drivers_for_toolkit(TextWriter& writer, const CompatReport& report) {
  const auto& drivers = report.answer->drivers;
  const auto has = [](Verdict verdict) {
    return [verdict](const DriverAnswer& row) {
      return row.judgement && row.judgement->verdict == verdict;
    };
  };
  write_answer(writer, "native", branches_where(drivers, has(Verdict::native)));
  const std::string minor = branches_where(drivers, has(Verdict::minor_version));
  write_answer(writer, "minor-version",
               minor.empty() ? "" : minor + ", without newer PTX: build with -arch=sm_XX");
  write_answer(writer, "forward-compat", compat_hosts(report));
  write_answer(writer, "unknown", branches_where(drivers, has(Verdict::unknown)));
  const bool has_unsupported =
      std::any_of(drivers.begin(), drivers.end(), has(Verdict::unsupported));
  write_answer(writer, "unsupported", has_unsupported ? "everything else" : "");
}

void write_drivers(TextWriter& writer, const CompatReport& report) {
  const WhatIf& question = *report.question;
  const auto& drivers = report.answer->drivers;
  if (question.gpu && question.gpu->kind == compat::GpuKind::tegra) {
    return;
  }
  write_section(writer, "Drivers");
  if (question.toolkit) {
    write_drivers_for_toolkit(writer, report);
  }
  if (question.gpu) {
    write_answer(writer, "drive the GPU", branches_where(drivers, [](const DriverAnswer& row) {
                   return row.gpu == std::optional(GpuDriving::driven);
                 }));
  }
  if (question.toolkit && question.gpu) {
    const std::string both =
        branches_where(drivers, [](const DriverAnswer& row) { return row.fits(); });
    write_answer(writer, "fit both", both.empty() ? "none" : both);
  }
}

// How many things were named that a toolkit must go with.
int constraints_on_toolkits(const WhatIf& question) {
  return static_cast<int>(question.driver.has_value()) +
         static_cast<int>(question.gpu.has_value()) + static_cast<int>(question.gcc.has_value()) +
         static_cast<int>(question.clang.has_value());
}

// Return whether only a cuda-compat package makes the toolkit run on the named driver.
bool needs_package(const CompatReport& report, const ToolkitAnswer& row) {
  const WhatIf& question = *report.question;
  const compat::ForwardCompat* package = compat::find_forward_compat(*report.tables, row.cuda);
  const bool is_refused =
      question.gpu && takes_compat_packages(question.gpu->kind) == std::optional(false);
  return row.judgement->verdict == Verdict::unsupported && !is_refused && package != nullptr &&
         !who_lists(*package, question.driver->major()).empty();
}

void write_toolkits_on_driver(TextWriter& writer, const CompatReport& report) {
  const auto where = [&](Verdict verdict, bool by_package) {
    return toolkits_where(report.answer->toolkits, [&](const ToolkitAnswer& row) {
      return row.judgement->verdict == verdict && needs_package(report, row) == by_package;
    });
  };
  const std::string by_package = where(Verdict::unsupported, true);
  write_answer(writer, "native", where(Verdict::native, false));
  write_answer(writer, "minor-version", where(Verdict::minor_version, false));
  write_answer(
      writer, "forward-compat",
      by_package.empty() ? "" : by_package + ", with the package cuda-compat, on data-center GPUs");
  write_answer(writer, "unsupported", where(Verdict::unsupported, false));
  write_answer(writer, "unknown", where(Verdict::unknown, false));
}

void write_toolkits_for_compiler(TextWriter& writer, const std::vector<ToolkitAnswer>& rows,
                                 const std::string& name,
                                 std::optional<CompilerFit> ToolkitAnswer::*fit) {
  const auto where = [&](CompilerFit wanted) {
    return toolkits_where(rows, [&](const auto& row) { return row.*fit == std::optional(wanted); });
  };
  write_answer(writer, "take " + name, where(CompilerFit::fits));
  write_answer(writer, "too old for it", where(CompilerFit::too_new));
  write_answer(writer, "too new for it", where(CompilerFit::too_old));
}

void write_toolkits(TextWriter& writer, const CompatReport& report) {
  const WhatIf& question = *report.question;
  const auto& rows = report.answer->toolkits;
  write_section(writer, "Toolkits");
  if (question.driver) {
    write_toolkits_on_driver(writer, report);
  }
  if (question.gpu) {
    const auto where = [&](GpuTarget wanted) {
      return toolkits_where(rows,
                            [&](const auto& row) { return row.gpu == std::optional(wanted); });
    };
    write_answer(writer, "make its code", where(GpuTarget::native));
    write_answer(writer, "by PTX only", where(GpuTarget::ptx_only));
    write_answer(writer, "dropped it", where(GpuTarget::too_new));
  }
  if (question.gcc) {
    write_toolkits_for_compiler(writer, rows, "gcc", &ToolkitAnswer::gcc);
  }
  if (question.clang) {
    write_toolkits_for_compiler(writer, rows, "clang", &ToolkitAnswer::clang);
  }
  if (constraints_on_toolkits(question) > 1) {
    const std::string all = toolkits_where(rows, [](const auto& row) { return row.fits(); });
    write_answer(writer, "fit all of it", all.empty() ? "none" : all);
  }
}

std::string limits_text(std::uint32_t least, std::uint32_t most) {
  if (most == 0) {
    return {};
  }
  return least == 0 ? "up to " + std::to_string(most)
                    : std::to_string(least) + " to " + std::to_string(most);
}

void write_compilers(TextWriter& writer, const ToolkitAnswer& row) {
  if (!row.compilers.known()) {
    return;
  }
  write_section(writer, "Host compilers");
  write_answer(writer, "gcc", limits_text(row.compilers.gcc_min, row.compilers.gcc_max));
  write_answer(writer, "clang", limits_text(row.compilers.clang_min, row.compilers.clang_max));
  write_answer(writer, "", row.compilers.remark);
}

void write_gpus(TextWriter& writer, const CompatReport& report) {
  const WhatIf& question = *report.question;
  const auto& rows = report.answer->gpus;
  write_section(writer, "GPUs (the number is nvcc's sm_)");
  if (question.toolkit && question.driver) {
    const auto where = [&](GpuTarget wanted) {
      return gpus_where(rows, [&](const auto& row) {
        return row.toolkit == std::optional(wanted) &&
               row.driver == std::optional(GpuDriving::driven);
      });
    };
    write_answer(writer, "code for", where(GpuTarget::native));
    write_answer(writer, "by PTX only", where(GpuTarget::ptx_only));
    return;
  }
  if (question.toolkit) {
    const auto where = [&](GpuTarget wanted) {
      return gpus_where(rows,
                        [&](const auto& row) { return row.toolkit == std::optional(wanted); });
    };
    write_answer(writer, "code for", where(GpuTarget::native));
    write_answer(writer, "by PTX only", where(GpuTarget::ptx_only));
    write_answer(writer, "dropped", where(GpuTarget::too_new));
  }
  if (question.driver) {
    const auto where = [&](GpuDriving wanted) {
      return gpus_where(rows, [&](const auto& row) { return row.driver == std::optional(wanted); });
    };
    write_answer(writer, "driven", where(GpuDriving::driven));
    write_answer(writer, "not yet", where(GpuDriving::too_old));
    write_answer(writer, "no longer", where(GpuDriving::dropped));
  }
}

// ---- the whole table ----------------------------------------------------------------------------

std::string sm_range(const std::vector<Version>& capabilities) {
  return capabilities.empty() ? ""
                              : sm_name(capabilities.front()).substr(3) + " to " +
                                    sm_name(capabilities.back()).substr(3);
}

void write_table_of_toolkits(TextWriter& writer, const CompatReport& report) {
  constexpr const char* k_row = "{:<6}  {:>6}  {:<10}  {:>4}  {:<9}  {:>3}  {:>5}  {}";
  writer.line(writer.bold(fmt::format(k_row, "CUDA", "native", "runs from", "PTX", "code for",
                                      "gcc", "clang", "cuda-compat on")));
  for (const ToolkitAnswer& row : report.answer->toolkits) {
    std::string hosts;
    const compat::ForwardCompat* package = compat::find_forward_compat(*report.tables, row.cuda);
    for (const DriverAnswer& driver : report.answer->drivers) {
      if (package != nullptr && package->page.has(driver.branch)) {
        hosts += (hosts.empty() ? "" : " ") + std::to_string(driver.branch);
      }
    }
    std::string line = fmt::format(k_row, row.cuda.str(), row.native_branch, row.minimum_driver,
                                   row.ptx_isa.str(), sm_range(row.capabilities),
                                   row.compilers.gcc_max, row.compilers.clang_max, hosts);
    line.resize(line.find_last_not_of(' ') + 1);
    writer.line(line);
  }
}

void write_table_of_drivers(TextWriter& writer, const CompatReport& report) {
  std::string text;
  for (const DriverAnswer& row : report.answer->drivers) {
    text += (text.empty() ? "" : ", ") + std::to_string(row.branch) + '=' + row.cuda.str();
  }
  writer.line();
  writer.line(writer.bold("Driver branches and the CUDA they support by themselves"));
  writer.paragraph("", text);
}

std::string toolkit_range(const Version& first, const Version& last) {
  if (last.count() == 0) {
    return first.count() == 0 ? "all" : first.str() + " and newer";
  }
  return first.count() == 0 ? "up to " + last.str() : release_range(first, last);
}

void write_table_of_gpus(TextWriter& writer, const CompatReport& report) {
  constexpr const char* k_row = "{:<7}  {:<10}  {:<16}  {}";
  writer.line();
  writer.line(writer.bold(fmt::format(k_row, "GPU", "", "toolkits", "drivers")));
  for (const GpuAnswer& row : report.answer->gpus) {
    const compat::GpuArchitecture& gpu = *row.architecture;
    writer.line(fmt::format(
        k_row, sm_name(gpu.capability), gpu.name,
        toolkit_range(gpu.first_toolkit, gpu.last_toolkit),
        gpu.last_branch == 0 ? "no last one yet" : "up to " + std::to_string(gpu.last_branch)));
  }
}

void write_whole_table(TextWriter& writer, const CompatReport& report) {
  write_table_of_toolkits(writer, report);
  write_table_of_drivers(writer, report);
  write_table_of_gpus(writer, report);
  writer.line();
  writer.paragraph("",
                   "native: the driver branch that supports this CUDA by itself. runs from: the "
                   "smallest driver for its programs. gcc, clang: the newest host compiler. "
                   "cuda-compat on: host branches by NVIDIA's matrix.");
  writer.paragraph("",
                   "Ask with --toolkit, --driver, --gpu, --gcc, --clang; the sources are in "
                   "--json.");
}

}  // namespace

std::string compat_text(const CompatReport& report, bool in_color) {
  TextWriter writer(in_color);
  const WhatIf& question = *report.question;
  const WhatIfAnswer& answer = *report.answer;
  if (!question.toolkit && constraints_on_toolkits(question) == 0) {
    write_whole_table(writer, report);
  } else {
    write_named(writer, report);
    if (answer.judgement) {
      write_verdict(writer, *answer.judgement);
    }
    if (!question.toolkit) {
      write_toolkits(writer, report);
    }
    if (!question.driver && (question.toolkit || question.gpu)) {
      write_drivers(writer, report);
    }
    if (question.toolkit) {
      write_compilers(writer, answer.toolkits.front());
    }
    if (!question.gpu && (question.toolkit || question.driver)) {
      write_gpus(writer, report);
    }
  }
  for (const Finding& finding : answer.findings) {
    writer.finding(finding);
  }
  return writer.take();
}

}  // namespace ces
