// Questions to the tables, no machine needed: which drivers for 12.4, what can an H100 use.
#include "report/compat.h"

#include "base/path.h"
#include "base/text.h"
#include "cli/color.h"
#include "cli/command_table.h"
#include "cli/exit_codes.h"
#include "cli/program.h"
#include "cli/situation.h"
#include "cli/tables_file.h"
#include "compat/gpu_search.h"
#include "compat/lookup.h"
#include "judge/what_if.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_help =
    R"help(Usage: cuda-env-resolve compat [--toolkit VERSION] [--driver RELEASE]
                               [--gpu GPU] [--gcc N] [--clang N] [OPTION]...

Answers from the tables of CUDA releases, drivers, GPUs and compilers, about any
machine: what is named goes with what. Nothing named: the whole table.

  cuda-env-resolve compat --toolkit 12.4      drivers, compilers, GPUs for it
  cuda-env-resolve compat --driver 535        toolkits and GPUs for it
  cuda-env-resolve compat --gpu "RTX 4090"    toolkits and drivers for it
  cuda-env-resolve compat --gcc 13            toolkits that take it
  cuda-env-resolve compat --toolkit 13.0 --driver 535.104.05 --json

  --toolkit VERSION  a CUDA release; 12 means the newest 12
  --driver RELEASE   a release of NVIDIA's driver; 535 means the newest 535
  --gpu GPU          a name, a PCI id (10de:2330) or a target (sm_90, 9.0)
  --gcc N            a host compiler by its major version
  --clang N          the same for clang
  --tables FILE      newer tables, of the form of cuda-compat.yaml

With toolkit and driver named, the verdict is native, minor-version,
forward-compat, unsupported or unknown. Exit status: 0 answered, whatever the
answer; 1 what was named does not exist, or FILE cannot be used; 2 wrong call.
)help";

Outcome refused(int exit_code, const std::string& why) {
  return {exit_code, "", "cuda-env-resolve: " + why + '\n'};
}

// What the options say, or what to end with.
struct Asked {
  WhatIf question;
  std::optional<Outcome> refusal;
};

std::string list_of(const std::vector<std::string>& names, std::string_view between = ", ") {
  std::string text;
  for (const std::string& name : names) {
    text += text.empty() ? "" : between;
    text += name;
  }
  return text;
}

// Return which toolkits there are near one that there is not.
std::string toolkits_near(const Version& cuda, const compat::Tables& tables) {
  std::vector<std::string> names;
  for (const Version& known : compat::toolkit_cudas(tables)) {
    if (known.major() == cuda.major()) {
      names.push_back(known.str());
    }
  }
  const Version first = tables.toolkits.front().version.release();
  return names.empty()
             ? "the tables know " + first.str() + " to " + compat::newest_toolkit(tables).str()
             : "there are " + list_of(names, " ");
}

// Return the refusal of a toolkit that does not exist. One newer than the tables may.
std::optional<Outcome> no_such_toolkit(const Version& version, const compat::Tables& tables) {
  const std::vector<Version> cudas = compat::toolkit_cudas(tables);
  const bool is_bare = version.count() == 1;
  const bool exists = std::any_of(cudas.begin(), cudas.end(), [&](const Version& cuda) {
    return is_bare ? cuda.major() == version.major() : cuda == version.release();
  });
  const Version newest = compat::newest_toolkit(tables);
  const bool is_newer = is_bare ? version.major() > newest.major() : version.release() > newest;
  if (exists || is_newer) {
    return std::nullopt;
  }
  const compat::DriverBranch* branch = compat::first_branch_of(tables, version.release());
  const bool is_drivers_alone = branch != nullptr && branch->cuda == version.release() && !is_bare;
  return refused(k_exit_problem,
                 "there is no CUDA toolkit " + version.str() +
                     (is_drivers_alone ? " (that number is driver branch " +
                                             std::to_string(branch->branch) + "'s alone)"
                                       : "") +
                     "; " + toolkits_near(version, tables));
}

void read_toolkit(const std::string& text, const compat::Tables& tables, Asked& asked) {
  const auto version = Version::parse(text);
  if (!version || version->count() > 3) {
    asked.refusal = refused(
        k_exit_usage, "--toolkit is a CUDA version such as 12.4, not '" + printable(text) + '\'');
  } else if (auto refusal = no_such_toolkit(*version, tables)) {
    asked.refusal = std::move(refusal);
  } else {
    asked.question.toolkit = version;
  }
}

void read_driver(const std::string& text, Asked& asked) {
  constexpr std::uint32_t k_first_branch = 100;
  const std::string number = text.starts_with('R') || text.starts_with('r') ? text.substr(1) : text;
  const auto release = Version::parse(number);
  if (!release || release->count() > 3 || release->major() < k_first_branch) {
    const bool is_cuda = release && release->major() < k_first_branch;
    asked.refusal = refused(k_exit_usage,
                            "--driver is a release such as 535.104.05 or a branch such as 535, "
                            "not '" +
                                printable(text) + '\'' +
                                (is_cuda ? "; a CUDA version goes with --toolkit" : ""));
    return;
  }
  asked.question.driver = release;
  asked.question.driver_text = number;
}

std::string description_of(const compat::GpuModel& model) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::string text = called(model) + " (" + sm_name(model.capability);
  if (model.device != 0) {
    text += ", 10de:";
    for (int shift = 12; shift >= 0; shift -= 4) {
      text += k_digits[(model.device >> static_cast<unsigned>(shift)) & 0xFU];
    }
  }
  return text + ')';
}

Outcome no_such_gpu(const std::string& text, const compat::Tables& tables) {
  constexpr std::size_t k_most_names = 6;
  const std::string what = "there is no GPU '" + printable(text) + "' in the tables";
  if (compat::parse_capability(text)) {
    std::vector<std::string> known;
    for (const compat::GpuArchitecture& row : tables.architectures) {
      known.push_back(sm_name(row.capability));
    }
    return refused(k_exit_problem, what + "; there are " + list_of(known, " "));
  }
  const std::vector<std::string> near = compat::gpu_names_like(text, tables, k_most_names);
  return refused(k_exit_problem,
                 what + (near.empty() ? "; name it as nvidia-smi -L does, by its PCI id "
                                        "(lspci -nn: 10de:2330) or as sm_90"
                                      : "; did you mean " + list_of(near) + '?'));
}

Outcome ambiguous_gpu(const std::string& text, const std::vector<compat::GpuModel>& found) {
  constexpr std::size_t k_most_names = 8;
  std::vector<std::string> names;
  for (const compat::GpuModel& model : found) {
    if (names.size() < k_most_names) {
      names.push_back(description_of(model));
    }
  }
  return refused(k_exit_problem, '\'' + printable(text) +
                                     "' names GPUs of different capabilities; say which: " +
                                     list_of(names) + (names.size() < found.size() ? ", …" : ""));
}

// Return the GPU to ask about, of several with one capability.
Gpu gpu_of(const std::string& text, const std::vector<compat::GpuModel>& found) {
  Gpu gpu{called(found.front()), found.front().capability, found.front().kind};
  for (const compat::GpuModel& model : found) {
    if (model.kind != gpu.kind) {
      gpu.kind = compat::GpuKind::unknown;
    }
    if (called(model) != gpu.name) {
      gpu.name = text;
    }
  }
  return gpu;
}

void read_gpu(const std::string& text, const compat::Tables& tables, Asked& asked) {
  const compat::GpuSearch search = compat::search_gpu(text, tables);
  if (search.found.empty()) {
    asked.refusal = no_such_gpu(text, tables);
  } else if (search.is_ambiguous()) {
    asked.refusal = ambiguous_gpu(text, search.found);
  } else {
    asked.question.gpu = gpu_of(text, search.found);
  }
}

std::optional<HostCompiler> read_compiler(HostCompiler::Kind kind, const std::string& option,
                                          const std::string& text, Asked& asked) {
  const auto version = Version::parse(text);
  if (!version || version->major() == 0) {
    asked.refusal = refused(k_exit_usage, option + " is a version such as 13 or 13.2.0, not '" +
                                              printable(text) + '\'');
    return std::nullopt;
  }
  return HostCompiler{kind, version->major(), text, ""};
}

Asked read_question(const Options& options, const compat::Tables& tables) {
  Asked asked;
  if (options.gpu && !asked.refusal) {
    read_gpu(*options.gpu, tables, asked);
  }
  if (options.toolkit && !asked.refusal) {
    read_toolkit(*options.toolkit, tables, asked);
  }
  if (options.driver && !asked.refusal) {
    read_driver(*options.driver, asked);
  }
  if (options.gcc && !asked.refusal) {
    asked.question.gcc = read_compiler(HostCompiler::Kind::gcc, "--gcc", *options.gcc, asked);
  }
  if (options.clang && !asked.refusal) {
    asked.question.clang =
        read_compiler(HostCompiler::Kind::clang, "--clang", *options.clang, asked);
  }
  return asked;
}

}  // namespace

Outcome run_compat(const System& system, const Options& options, bool stdout_is_terminal) {
  // The command line's own file must be good; one that is configured is not what was asked for.
  TablesFile file = read_tables_file(
      system, options.tables ? *options.tables
                             : configuration_of(system, options).settings.compat_tables.value);
  const compat::Tables tables = file.tables();
  Asked asked = read_question(options, tables);
  if (asked.refusal) {
    return *std::move(asked.refusal);
  }
  WhatIfAnswer reply = answer(asked.question, tables);
  const bool is_refused = options.tables && file.is_unusable();
  const int exit_code = is_refused ? k_exit_problem : k_exit_ok;
  reply.findings.insert(reply.findings.begin(), std::make_move_iterator(file.faults.begin()),
                        std::make_move_iterator(file.faults.end()));
  const CompatReport report{&asked.question, &reply, &tables, file.loaded ? file.path : ""};
  if (options.json) {
    return {exit_code, compat_json(report), ""};
  }
  return {exit_code,
          compat_text(report, wants_color(options, system.environment(), stdout_is_terminal)), ""};
}

namespace {

constexpr ValueOption k_values[] = {{"--toolkit", "VERSION", &Options::toolkit},
                                    {"--driver", "RELEASE", &Options::driver},
                                    {"--gpu", "GPU", &Options::gpu},
                                    {"--gcc", "N", &Options::gcc},
                                    {"--clang", "N", &Options::clang},
                                    {"--tables", "FILE", &Options::tables}};

}  // namespace

const CommandRow k_compat_command = {.command = Command::compat,
                                     .name = "compat",
                                     .summary = "what goes with what, by the tables alone",
                                     .help = k_help,
                                     .run = run_compat,
                                     .values = k_values};

}  // namespace ces
