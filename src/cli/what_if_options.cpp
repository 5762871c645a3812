#include "cli/what_if_options.h"

#include "base/text.h"
#include "cli/exit_codes.h"
#include "compat/gpu_search.h"
#include "compat/lookup.h"

#include <algorithm>
#include <utility>

namespace ces {

namespace {

Outcome refused(int exit_code, const std::string& why) {
  return {exit_code, "", "cuda-env-resolve: " + why + '\n'};
}

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

void read_toolkit(const std::string& text, const compat::Tables& tables, AskedWhatIf& asked) {
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

void read_driver(const std::string& text, AskedWhatIf& asked) {
  constexpr std::uint32_t k_first_branch = 100;
  const std::string number = text.starts_with('R') || text.starts_with('r') ? text.substr(1) : text;
  const auto release = Version::parse(number);
  if (!release || release->count() > 3 || release->major() < k_first_branch) {
    const bool is_cuda = release && release->major() < k_first_branch;
    asked.refusal = refused(k_exit_usage,
                            "--driver is a release such as 535.104.05 or a branch such as 535, "
                            "not '" +
                                printable(text) + '\'' +
                                (is_cuda ? "; for a version of CUDA see compat --toolkit" : ""));
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

void read_gpu(const std::string& text, const compat::Tables& tables, AskedWhatIf& asked) {
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
                                          const std::string& text, AskedWhatIf& asked) {
  const auto version = Version::parse(text);
  if (!version || version->major() == 0) {
    asked.refusal = refused(k_exit_usage, option + " is a version such as 13 or 13.2.0, not '" +
                                              printable(text) + '\'');
    return std::nullopt;
  }
  return HostCompiler{kind, version->major(), text, ""};
}

}  // namespace

AskedWhatIf read_what_if(const Options& options, const compat::Tables& tables) {
  AskedWhatIf asked;
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

}  // namespace ces
