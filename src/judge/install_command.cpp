#include "judge/install_command.h"

#include "base/text.h"
#include "compat/lookup.h"
#include "judge/conda_packages.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace ces {

namespace {

// From here on there are packages with cuda-compat for conda.
constexpr std::uint32_t k_first_split_major = 12;

// Return the toolkit of the release `cuda` if a channel is known to have it.
std::optional<CondaToolkit> known_toolkit(const Version& cuda, std::string_view platform) {
  auto toolkit = conda_toolkit(cuda, platform);
  return toolkit && !toolkit->is_assumed ? std::move(toolkit) : std::nullopt;
}

std::string command_for(const std::optional<CondaToolkit>& toolkit) {
  return toolkit ? command_to_install(*toolkit, toolkit->packages, {}) : "";
}

void replace_all(std::string& text, std::string_view what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

std::string install_newest_command(const Version& limit, const compat::Tables& tables,
                                   std::string_view platform) {
  std::optional<CondaToolkit> newest;
  for (const Version& cuda : compat::toolkit_cudas(tables)) {
    auto toolkit = cuda <= limit ? known_toolkit(cuda, platform) : std::nullopt;
    if (toolkit && toolkit->channel == "conda-forge") {
      newest = std::move(toolkit);
    }
  }
  return command_for(newest);
}

std::string install_release_command(const Version& cuda, std::string_view platform) {
  return command_for(known_toolkit(cuda, platform));
}

std::string install_oldest_command(const Version& first, const compat::Tables& tables,
                                   std::string_view platform) {
  for (const Version& cuda : compat::toolkit_cudas(tables)) {
    std::string command = cuda >= first ? install_release_command(cuda, platform) : "";
    if (!command.empty()) {
      return command;
    }
  }
  return {};
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
        "cuda-env-resolve list", "cuda-env-resolve install", "cuda-env-resolve use",
        "cuda-env-resolve recommend"}) {
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
