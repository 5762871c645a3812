#include "judge/install_command.h"

#include "base/text.h"
#include "compat/lookup.h"
#include "judge/conda_packages.h"

#include <cstdint>
#include <optional>

namespace ces {

namespace {

// From here on conda-forge has the toolkit in parts (cuda-nvcc and others).
constexpr std::uint32_t k_first_split_major = 12;

// Return the newest CUDA release up to `limit` that conda-forge has as cudatoolkit-dev, or nothing.
std::optional<Version> newest_cudatoolkit_dev(const Version& limit, const compat::Tables& tables) {
  std::optional<Version> newest;
  for (const Version& cuda : compat::toolkit_cudas(tables)) {
    if (cuda <= limit && has_cudatoolkit_dev(cuda)) {
      newest = cuda;
    }
  }
  return newest;
}

void replace_all(std::string& text, std::string_view what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

std::string install_command(const Version& limit, const compat::Tables& tables) {
  if (limit.major() < k_first_split_major) {
    const auto release = newest_cudatoolkit_dev(limit, tables);
    return release ? "conda install -c conda-forge cudatoolkit-dev=" + release->str() : "";
  }
  Version newest(k_first_split_major, 0);
  for (const compat::ToolkitRelease& toolkit : tables.toolkits) {
    if (toolkit.version.release() <= limit) {
      newest = toolkit.version.release();
    }
  }
  return "conda install -c conda-forge cuda-nvcc cuda-version=" + newest.str();
}

std::string install_compat_command(const Version& cuda) {
  if (cuda.major() < k_first_split_major) {
    return "apt-get install cuda-compat-" + std::to_string(cuda.major()) + '-' +
           std::to_string(cuda.minor());
  }
  return "conda install -c conda-forge cuda-compat cuda-version=" + cuda.str();
}

std::string for_environment(std::string text, const std::string& prefix) {
  const std::string word = shell_word(prefix);
  replace_all(text, "$CONDA_PREFIX", word);
  const std::string of_prefix = " --prefix " + word;
  for (const std::string call :
       {"cuda-env-resolve status", "cuda-env-resolve doctor", "cuda-env-resolve config",
        "cuda-env-resolve list", "cuda-env-resolve install"}) {
    replace_all(text, call, call + of_prefix);
  }
  return text;
}

std::string in_words_of(Engine engine, std::string text, const std::string& prefix) {
  constexpr std::string_view k_conda = "conda install ";
  constexpr std::string_view k_channel = "-c conda-forge ";
  const std::string of_prefix =
      prefix.empty() || engine == Engine::pixi ? "" : "-p " + shell_word(prefix) + ' ';
  for (std::size_t at = text.find(k_conda); at != std::string::npos;) {
    const std::size_t rest = at + k_conda.size();
    const bool is_from_forge = std::string_view(text).substr(rest).starts_with(k_channel);
    std::string command(k_conda);
    std::size_t taken = k_conda.size();
    if (engine == Engine::pixi && is_from_forge) {
      command = "pixi add ";  // its channels stand in the workspace
      taken += k_channel.size();
    } else if (engine == Engine::mamba || engine == Engine::micromamba) {
      command = engine == Engine::mamba ? "mamba install " : "micromamba install ";
    }
    command += of_prefix;
    text.replace(at, taken, command);
    at = text.find(k_conda, at + command.size());
  }
  return text;
}

}  // namespace ces
