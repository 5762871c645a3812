#include "judge/conda_packages.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_conda_forge = "conda-forge";

// conda-forge/cudatoolkit-dev-feedstock, the history of its recipe; for x86_64 alone.
constexpr std::pair<std::uint32_t, std::uint32_t> k_cudatoolkit_dev[] = {
    {9, 2},  {10, 0}, {10, 1}, {11, 0}, {11, 1}, {11, 2},
    {11, 3}, {11, 4}, {11, 5}, {11, 6}, {11, 7}};

// From here on conda-forge has the toolkit in parts (cuda-nvcc and others).
constexpr Version k_first_split(12, 0);
// The newest that was seen there, in the channel's list of cuda-version, when this was written.
constexpr Version k_last_seen(13, 3);
// The last one for ppc64le, NVIDIA's own last one as well: the channel's files of cuda-nvcc.
constexpr Version k_last_of_power(12, 4);
// cudatoolkit-dev ends before it and the parts begin after it; NVIDIA's own channel has it.
constexpr Version k_nvidia_alone(11, 8);

bool has_cudatoolkit_dev(const Version& cuda) {
  return std::any_of(std::begin(k_cudatoolkit_dev), std::end(k_cudatoolkit_dev),
                     [&](const auto& row) { return Version(row.first, row.second) == cuda; });
}

// Return the newest gcc that conda-forge's cuda-nvcc allows beside it, where that is less than
// NVIDIA's own limit. conda-forge/cuda-nvcc-impl-feedstock, recipe/meta.yaml: gcc_impl <13 up to
// 12.4, <16 for 13.
std::uint32_t gcc_max_of_packages(const Version& cuda) {
  constexpr std::uint32_t k_up_to_12_4 = 12;
  constexpr std::uint32_t k_of_13 = 15;
  constexpr std::uint32_t k_major_13 = 13;
  if (cuda <= Version(12, 4)) {
    return k_up_to_12_4;
  }
  return cuda.major() >= k_major_13 ? k_of_13 : 0;
}

CondaToolkit split_packages(const Version& cuda) {
  return {std::string(k_conda_forge),
          {"cuda-nvcc", "cuda-version=" + cuda.str()},
          true,
          false,
          gcc_max_of_packages(cuda),
          cuda > k_last_seen};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += ' ' + shell_word(word);
  }
  return text;
}

std::string program_of(Engine engine) {
  return engine == Engine::mamba ? "mamba" : engine == Engine::micromamba ? "micromamba" : "conda";
}

// pixi's channels stand in its workspace, and it runs no script of a package unless it is told to.
std::string command_of_pixi(const CondaToolkit& toolkit, const std::vector<std::string>& packages) {
  std::string command;
  if (toolkit.has_post_link) {
    command = "pixi config set --local run-post-link-scripts insecure && ";
  }
  if (toolkit.channel != k_conda_forge) {
    command += "pixi workspace channel add " + shell_word(toolkit.channel) + " && ";
  }
  return command + "pixi add" + joined(packages);
}

}  // namespace

Version newest_known_package() {
  return k_last_seen;
}

std::optional<CondaToolkit> conda_toolkit(const Version& cuda, std::string_view platform) {
  const bool is_x86_64 = platform == "linux-64";
  if (cuda >= k_first_split) {
    const bool is_there = is_x86_64 || platform == "linux-aarch64" ||
                          (platform == "linux-ppc64le" && cuda <= k_last_of_power);
    return is_there ? std::optional(split_packages(cuda)) : std::nullopt;
  }
  if (is_x86_64 && cuda == k_nvidia_alone) {
    return CondaToolkit{"nvidia/label/cuda-11.8.0", {"cuda-toolkit"}};
  }
  if (is_x86_64 && has_cudatoolkit_dev(cuda)) {
    return CondaToolkit{
        std::string(k_conda_forge), {"cudatoolkit-dev=" + cuda.str()}, false, true, 0};
  }
  return std::nullopt;
}

std::string command_to_install(const CondaToolkit& toolkit,
                               const std::vector<std::string>& packages,
                               const InstallPlace& place) {
  if (place.engine == Engine::pixi) {
    return command_of_pixi(toolkit, packages);
  }
  std::string command = program_of(place.engine);
  if (!place.new_environment.empty()) {
    command += " create -n " + shell_word(place.new_environment);
  } else {
    command += " install";
    command += place.prefix.empty() ? "" : " -p " + shell_word(place.prefix);
  }
  return command + " -c " + shell_word(toolkit.channel) + joined(packages);
}

}  // namespace ces
