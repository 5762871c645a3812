#include "observe/search.h"

#include <algorithm>
#include <utility>

namespace ces {

namespace {

// Return what makes two toolkits the same: the program that compiles in the end. A wrapper of the
// environment's stays itself, since it calls that program with more than a shell would.
std::string identity_of(const System& system, const Toolkit& toolkit) {
  const bool is_itself = toolkit.real_nvcc.empty() || toolkit.layout == Layout::nvcc_wrapper;
  return system.resolve(is_itself ? toolkit.nvcc : toolkit.real_nvcc);
}

void add_way(Toolkit& toolkit, const std::string& way) {
  const bool is_known =
      way.empty() || way == toolkit.evidence ||
      std::find(toolkit.ways.begin(), toolkit.ways.end(), way) != toolkit.ways.end();
  if (!is_known) {
    toolkit.ways.push_back(way);
  }
}

}  // namespace

std::string Search::variable(std::string_view name) const {
  return value_with(system.environment(), request.taken_back, name);
}

void add_toolkit(const System& system, Facts& facts, Toolkit toolkit) {
  // Most searches end with one toolkit, which needs no comparing.
  const std::string identity = facts.toolkits.empty() ? "" : identity_of(system, toolkit);
  for (Toolkit& known : facts.toolkits) {
    if (identity_of(system, known) == identity) {
      add_way(known, toolkit.evidence);
      for (const std::string& way : toolkit.ways) {
        add_way(known, way);
      }
      return;
    }
  }
  std::vector<std::string> ways = std::exchange(toolkit.ways, {});
  facts.toolkits.push_back(std::move(toolkit));
  for (const std::string& way : ways) {
    add_way(facts.toolkits.back(), way);
  }
}

void add_found(const System& system, Facts& facts, Found found) {
  if (found.toolkit) {
    add_toolkit(system, facts, *std::move(found.toolkit));
  }
  if (found.broken) {
    facts.broken_toolkits.push_back(*std::move(found.broken));
  }
}

}  // namespace ces
