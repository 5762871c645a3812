// The left end of the way of the data: facts come in here, and nowhere else.
#pragma once

#include "base/system.h"
#include "observe/facts.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

struct Request {
  enum class Detail {
    activation,  // the environment's own toolkit and what is needed to judge it
    everything,  // every version and every folder that status shows
  };
  Detail detail = Detail::activation;
  std::optional<std::string> prefix = {};  // --prefix, absolute; else CONDA_PREFIX
  // Where else to look; the environment's own toolkits are always looked for.
  bool wheels = false;                  // Python wheels of the environment
  bool system = false;                  // the machine's own toolkits
  bool other_environments = false;      // those of other environments, to list them
  std::vector<std::string> roots = {};  // toolkits by path, absolute
  bool gpus = false;                    // of the machine
  bool compat_packages = false;         // of the environment and its toolkits
  bool versions = false;  // read them even where there is no driver to compare them with
  // What variables hold once our own switch is taken back; that counts, not what we exported.
  Overrides taken_back = {};
};

Facts observe(const System& system, const Request& request);

}  // namespace ces
