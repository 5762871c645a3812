// The commands that bring a toolkit or a package into a conda environment.
#pragma once

#include "base/version.h"
#include "compat/tables.h"
#include "observe/facts.h"

#include <string>
#include <string_view>

namespace ces {

// Return the command that installs the newest toolkit up to the CUDA release `limit` that
// conda-forge is known to have for conda's platform `platform`; empty if it has none.
std::string install_newest_command(const Version& limit, const compat::Tables& tables,
                                   std::string_view platform);

// Return the command that installs the toolkit of the CUDA release `cuda`; empty if no channel is
// known to have it for that platform.
std::string install_release_command(const Version& cuda, std::string_view platform);

// Return the command that installs the oldest toolkit from the CUDA release `first` on that a
// channel is known to have for that platform; empty if none has one.
std::string install_oldest_command(const Version& first, const compat::Tables& tables,
                                   std::string_view platform);

// Return the command that installs the cuda-compat package of the CUDA release `cuda`.
std::string install_compat_command(const Version& cuda);

// Return `text` with each command "conda install -c conda-forge …" in it in the words of who made
// the environment. Where `prefix` is not empty, the environment is not the active one, so that the
// command has to name it. pixi's commands know no prefix: they are called in the workspace.
std::string in_words_of(Engine engine, std::string text, const std::string& prefix = "");

// Return `text`, advice about the environment `prefix`, as it has to be where that is not the
// active one: our own commands in it name the environment, and so do paths in it.
std::string for_environment(std::string text, const std::string& prefix);

}  // namespace ces
