#include "judge/host_compiler.h"

#include "base/text.h"
#include "compat/lookup.h"

#include <algorithm>

namespace ces {

namespace {

// Return the number behind `macro` and the operator `sign` in a condition, nothing if that is not
// there. The white space around the operator is as in NVIDIA's header, or none.
std::optional<std::uint32_t> number_after(std::string_view condition, std::string_view macro,
                                          std::string_view sign) {
  for (std::size_t at = condition.find(macro); at != std::string_view::npos;
       at = condition.find(macro, at + 1)) {
    std::string_view rest = trim(condition.substr(at + macro.size()));
    if (!rest.starts_with(sign)) {
      continue;
    }
    rest = trim(rest.substr(sign.size()));
    const auto number = Version::parse(rest.substr(0, rest.find_first_not_of("0123456789")));
    if (number) {
      return number->major();
    }
  }
  return std::nullopt;
}

// Return the largest major that "macro > N" or "macro >= N" in an #error's condition lets through,
// 0 if there is no such limit.
std::uint32_t upper_limit(std::string_view condition, std::string_view macro) {
  if (const auto first_refused = number_after(condition, macro, ">=")) {
    return *first_refused == 0 ? 0 : *first_refused - 1;
  }
  return number_after(condition, macro, ">").value_or(0);
}

// Return the smallest major that "macro < N" lets through, 0 if there is no such limit.
std::uint32_t lower_limit(std::string_view condition, std::string_view macro) {
  return number_after(condition, macro, "<").value_or(0);
}

std::string name_of(HostCompiler::Kind kind) {
  return kind == HostCompiler::Kind::gcc ? "gcc" : "clang";
}

std::string in_words(const HostCompiler& compiler) {
  const std::string version =
      compiler.text.empty() ? std::to_string(compiler.major) : compiler.text;
  return name_of(compiler.kind) + ' ' + version +
         (compiler.path.empty() ? "" : " (" + compiler.path + ')');
}

std::string command_for(HostCompiler::Kind kind, std::uint32_t major) {
  const std::string number = std::to_string(major);
  return kind == HostCompiler::Kind::gcc ? "conda install -c conda-forge gxx=" + number +
                                               ", or set NVCC_CCBIN to a g++-" + number
                                         : "set NVCC_CCBIN to a clang++-" + number;
}

std::string evidence_of(const HostCompiler& compiler, const CompilerLimits& limits) {
  return compiler.path.empty() ? limits.evidence : compiler.path + ", " + limits.evidence;
}

Finding too_new(const Version& cuda, const HostCompiler& compiler, std::uint32_t most) {
  Finding finding = finding_of(finding_kinds::k_compiler_too_new);
  finding.what = in_words(compiler) + " is too new for nvcc of CUDA " + cuda.str() +
                 ", which takes " + name_of(compiler.kind) + " up to " + std::to_string(most);
  finding.why =
      "nvcc compiles the host's half with the machine's compiler, and its headers refuse "
      "a version they were not made for";
  finding.impact = "every compilation ends with \"unsupported " +
                   std::string(compiler.kind == HostCompiler::Kind::gcc ? "GNU" : "clang") +
                   " version\"";
  finding.remedy = command_for(compiler.kind, most);
  finding.verify = "nvcc -c -x cu -o /dev/null /dev/null";
  return finding;
}

Finding too_old(const Version& cuda, const HostCompiler& compiler, std::uint32_t least) {
  Finding finding = finding_of(finding_kinds::k_compiler_too_old);
  finding.what = in_words(compiler) + " is too old for nvcc of CUDA " + cuda.str() +
                 ", which needs " + name_of(compiler.kind) + " " + std::to_string(least) +
                 " or newer";
  finding.why = "NVIDIA's installation guide and headers name the oldest compiler that works";
  finding.impact = "compilations fail, some of them with errors in NVIDIA's headers";
  finding.remedy = command_for(compiler.kind, least);
  finding.verify = "nvcc -c -x cu -o /dev/null /dev/null";
  return finding;
}

Finding trouble(const Version& cuda, const HostCompiler& compiler, const CompilerLimits& limits) {
  Finding finding = finding_of(finding_kinds::k_compiler_trouble);
  finding.what = "nvcc of CUDA " + cuda.str() + " takes " + in_words(compiler) +
                 ", but is known to fail with it";
  finding.why = limits.remark;
  finding.impact = "programs that use those parts do not compile";
  finding.remedy = command_for(compiler.kind, compiler.major - 1);
  finding.verify = "nvcc -c -x cu -o /dev/null /dev/null";
  return finding;
}

}  // namespace

CompilerLimits parse_host_config(std::string_view text) {
  CompilerLimits limits;
  std::string_view condition;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with("#if") || line.starts_with("#elif")) {
      condition = line;
    } else if (line.starts_with("#error")) {
      // The header has such conditions for other compilers too, so the message must name ours.
      if (line.find("unsupported GNU version") != std::string_view::npos) {
        limits.gcc_max = std::max(limits.gcc_max, upper_limit(condition, "__GNUC__"));
        limits.gcc_min = std::max(limits.gcc_min, lower_limit(condition, "__GNUC__"));
      } else if (line.find("unsupported clang version") != std::string_view::npos) {
        limits.clang_max = std::max(limits.clang_max, upper_limit(condition, "__clang_major__"));
        limits.clang_min = std::max(limits.clang_min, lower_limit(condition, "__clang_major__"));
      }
    }
  }
  return limits;
}

CompilerLimits table_limits(const Version& toolkit, const compat::Tables& tables) {
  const compat::HostCompilers* row = compat::find_host_compilers(tables, toolkit);
  if (row == nullptr) {
    return {};
  }
  return {row->gcc_max,   row->clang_max,           row->gcc_min,
          row->clang_min, std::string(row->remark), "the table of host compilers"};
}

CompilerFit fit_of(const HostCompiler& compiler, const CompilerLimits& limits) {
  const bool is_gcc = compiler.kind == HostCompiler::Kind::gcc;
  const std::uint32_t most = is_gcc ? limits.gcc_max : limits.clang_max;
  const std::uint32_t least = is_gcc ? limits.gcc_min : limits.clang_min;
  if (most == 0 && least == 0) {
    return CompilerFit::not_known;
  }
  if (most != 0 && compiler.major > most) {
    return CompilerFit::too_new;
  }
  return compiler.major < least ? CompilerFit::too_old : CompilerFit::fits;
}

std::optional<Finding> host_compiler_finding(const Version& cuda, const HostCompiler& compiler,
                                             const CompilerLimits& limits) {
  const bool is_gcc = compiler.kind == HostCompiler::Kind::gcc;
  std::optional<Finding> finding;
  switch (fit_of(compiler, limits)) {
    case CompilerFit::too_new:
      finding = too_new(cuda, compiler, is_gcc ? limits.gcc_max : limits.clang_max);
      break;
    case CompilerFit::too_old:
      finding = too_old(cuda, compiler, is_gcc ? limits.gcc_min : limits.clang_min);
      break;
    case CompilerFit::fits:
      // What is known of trouble is about the newest gcc that is let through.
      if (is_gcc && !limits.remark.empty() && compiler.major == limits.gcc_max) {
        finding = trouble(cuda, compiler, limits);
      }
      break;
    case CompilerFit::not_known:
      break;
  }
  if (finding) {
    finding->evidence = evidence_of(compiler, limits);
  }
  return finding;
}

Finding host_compiler_missing(const Version& cuda, const CompilerLimits& limits,
                              std::string_view looked) {
  Finding finding = finding_of(finding_kinds::k_compiler_missing);
  finding.what = "nvcc of CUDA " + cuda.str() + " finds no host compiler: " + std::string(looked);
  finding.why =
      "nvcc compiles the host's half with gcc on PATH, or with the one that -ccbin or "
      "NVCC_CCBIN names";
  finding.impact = "nothing can be compiled";
  finding.remedy = limits.gcc_max == 0 ? "install gcc: conda install -c conda-forge gxx"
                                       : "install gcc: conda install -c conda-forge gxx=" +
                                             std::to_string(limits.gcc_max);
  finding.verify = "nvcc -c -x cu -o /dev/null /dev/null";
  finding.evidence = "PATH, NVCC_CCBIN, NVCC_PREPEND_FLAGS, NVCC_APPEND_FLAGS";
  return finding;
}

}  // namespace ces
