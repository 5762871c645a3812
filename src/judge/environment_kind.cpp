#include "judge/environment_kind.h"

#include "base/text.h"
#include "judge/install_command.h"

#include <algorithm>

namespace ces {

namespace {

std::string release_in_words(const std::optional<VersionFact>& version) {
  if (!version) {
    return "CUDA";
  }
  // The name of a library or a wheel may give the major alone.
  const Version& number = version->version;
  return "CUDA " + (number.count() > 1 ? number.release().str() : number.str());
}

std::string of_wheels(const OtherCuda& cuda) {
  const std::string wheels = "Python wheels for " + release_in_words(cuda.version);
  if (cuda.has_nvcc) {
    return wheels + ", with an nvcc that is used only where it is asked for";
  }
  return wheels + (cuda.has_ptxas ? ": ptxas, but no nvcc" : ", no nvcc");
}

EnvironmentKind kind_of_other(const OtherCuda& cuda, const Facts& facts,
                              const compat::Tables& tables) {
  EnvironmentKind kind;
  const bool is_wheels = cuda.layout == Layout::wheels || cuda.layout == Layout::wheels_split;
  kind.word = is_wheels ? "wheels" : "runtime-only";
  kind.what = is_wheels ? of_wheels(cuda)
                        : "runtime only (" + release_in_words(cuda.version) + "), no nvcc";
  kind.remedy = cuda.has_nvcc
                    ? "cuda-env-resolve use " + shell_word(cuda.path)
                    : install_nvcc_command(facts.engine, cuda.version, tables, facts.platform);
  kind.evidence = cuda.evidence;
  return kind;
}

std::string fault_in_words(const BrokenToolkit& broken) {
  using Fault = BrokenToolkit::Fault;
  switch (broken.fault) {
    case Fault::tree_missing:
      return "cudatoolkit-dev without its toolkit";
    case Fault::nvcc_dangling:
      return "an nvcc that is a link to nothing";
    case Fault::nvcc_unusable:
      return "an nvcc that cannot be run";
    case Fault::nvcc_denied:
      return "an nvcc that cannot be looked at";
    case Fault::nvcc_alone:
      return "an nvcc without its toolkit";
    case Fault::wrapper_unset:
      return "a wrapper for a system toolkit, CUDA_HOME not set";
    case Fault::wrapper_loops:
      return "a wrapper for a system toolkit, CUDA_HOME leads back to it";
    case Fault::wrapper_dangles:
      return "a wrapper for a system toolkit, CUDA_HOME has none";
    case Fault::no_nvcc:
      break;
  }
  return {};
}

const BrokenToolkit* broken_in_environment(const Facts& facts) {
  const auto found =
      std::find_if(facts.broken_toolkits.begin(), facts.broken_toolkits.end(),
                   [](const BrokenToolkit& broken) { return !fault_in_words(broken).empty(); });
  return found == facts.broken_toolkits.end() ? nullptr : &*found;
}

}  // namespace

std::string install_nvcc_command(Engine engine, const std::optional<VersionFact>& version,
                                 const compat::Tables& tables, std::string_view platform) {
  std::string command;
  if (version && version->version.count() > 1) {
    // 11.8 is NVIDIA's alone: cudatoolkit-dev ends with 11.7, conda-forge's parts begin with 12.0.
    const Version release = version->version.release();
    command = install_release_command(release, platform);
    if (command.empty()) {
      command = install_newest_command(release, tables, platform);
    }
  }
  if (command.empty()) {
    command = "conda install -c conda-forge cuda-nvcc";
  }
  return in_words_of(engine, command);
}

EnvironmentKind environment_kind(const Facts& facts, const compat::Tables& tables) {
  const auto own =
      std::find_if(facts.toolkits.begin(), facts.toolkits.end(),
                   [](const Toolkit& toolkit) { return toolkit.origin == Origin::environment; });
  if (own != facts.toolkits.end()) {
    const bool is_wrapper = own->layout == Layout::nvcc_wrapper;
    return {is_wrapper ? "wrapper" : "toolkit",
            is_wrapper ? "a wrapper for the toolkit " + own->root : "a toolkit of its own", "",
            own->evidence};
  }
  if (const BrokenToolkit* broken = broken_in_environment(facts)) {
    return {"broken", fault_in_words(*broken), "", broken->evidence};
  }
  // An nvcc is worth more than libraries alone.
  for (const bool has_nvcc : {true, false}) {
    for (const OtherCuda& cuda : facts.other_cuda) {
      if (cuda.has_nvcc == has_nvcc) {
        return kind_of_other(cuda, facts, tables);
      }
    }
  }
  return {"none", "no CUDA",
          install_nvcc_command(facts.engine, std::nullopt, tables, facts.platform), ""};
}

}  // namespace ces
