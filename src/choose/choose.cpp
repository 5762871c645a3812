#include "choose/choose.h"

#include "base/path.h"
#include "choose/judged_version.h"

#include <algorithm>
#include <tuple>

namespace ces {

namespace {

using Result = Choice::Result;

// Return the first toolkit of `origin`, nullptr if there is none.
const Toolkit* first_of(const Facts& facts, Origin origin) {
  const auto found = std::find_if(facts.toolkits.begin(), facts.toolkits.end(),
                                  [&](const Toolkit& toolkit) { return toolkit.origin == origin; });
  return found == facts.toolkits.end() ? nullptr : &*found;
}

Choice taken(const Toolkit* toolkit, Result otherwise) {
  return {toolkit != nullptr ? Result::taken : otherwise, toolkit, {}};
}

Choice choose_by_itself(const Facts& facts, const Settings& settings) {
  Choice choice = taken(first_of(facts, Origin::environment), Result::none_there);
  if (choice.toolkit == nullptr && settings.wheels.value) {
    choice = taken(first_of(facts, Origin::wheels), Result::none_there);
  }
  if (choice.toolkit == nullptr && settings.system.value) {
    choice = taken(first_of(facts, Origin::system), Result::none_there);
  }
  for (const Toolkit& toolkit : facts.toolkits) {
    if (&toolkit != choice.toolkit && toolkit.origin == Origin::environment) {
      choice.passed_over.push_back(&toolkit);
    }
  }
  return choice;
}

// A person may mean the update that nvcc tells of itself: 13.0.88 of CUDA 13.0.2.
bool fits(const Toolkit& toolkit, const VersionSpec& spec) {
  const auto version = judged_version(toolkit);
  if (version && spec.contains(version->version)) {
    return true;
  }
  return spec.names_update() && toolkit.nvcc_version &&
         spec.contains(toolkit.nvcc_version->version);
}

// Return what two fitting toolkits are compared by; the greater one is taken. Not every layout
// tells its update, so the release comes first.
std::tuple<Version, int, Version> rank(const Toolkit& toolkit) {
  const auto fact = judged_version(toolkit);
  const Version version = fact ? fact->version : Version();
  return {version.release(), -static_cast<int>(toolkit.origin), version};
}

Choice choose_version(const Facts& facts, const VersionSpec& spec) {
  const Toolkit* best = nullptr;
  for (const Toolkit& toolkit : facts.toolkits) {
    if (toolkit.origin == Origin::other_environment || !fits(toolkit, spec)) {
      continue;
    }
    // The facts come in the order of preference, so an equal one stays behind.
    if (best == nullptr || rank(*best) < rank(toolkit)) {
      best = &toolkit;
    }
  }
  return taken(best, Result::none_fits);
}

// A path may be another way to a toolkit: its nvcc, a link, an environment that has it.
Choice choose_path(const Facts& facts, const std::string& path) {
  const auto is_path = [&](std::string_view other) { return same_element(other, path); };
  const auto found =
      std::find_if(facts.toolkits.begin(), facts.toolkits.end(), [&](const Toolkit& toolkit) {
        return is_path(toolkit.root) || is_path(toolkit.nvcc) ||
               std::any_of(toolkit.ways.begin(), toolkit.ways.end(), is_path);
      });
  return taken(found == facts.toolkits.end() ? nullptr : &*found, Result::none_fits);
}

}  // namespace

Request request_for(const Settings& settings, Request::Detail detail) {
  using Kind = Wish::Kind;
  const Wish& wish = settings.toolkit.value;
  const bool is_automatic = wish.kind == Kind::automatic;
  const bool is_version = wish.kind == Kind::version;
  Request request;
  request.detail = detail;
  request.wheels =
      wish.kind == Kind::wheels || is_version || (is_automatic && settings.wheels.value);
  request.system =
      wish.kind == Kind::system || is_version || (is_automatic && settings.system.value);
  request.versions = is_version;
  request.compat_packages = settings.compat.value != When::off;
  if (wish.kind == Kind::path) {
    request.roots.push_back(wish.path);
  }
  return request;
}

Choice choose_toolkit(const Facts& facts, const Settings& settings) {
  const Wish& wish = settings.toolkit.value;
  switch (wish.kind) {
    case Wish::Kind::automatic:
      return choose_by_itself(facts, settings);
    case Wish::Kind::none:
      return {Result::switched_off, nullptr, {}};
    case Wish::Kind::wheels:
      return taken(first_of(facts, Origin::wheels), Result::none_fits);
    case Wish::Kind::system:
      return taken(first_of(facts, Origin::system), Result::none_fits);
    case Wish::Kind::version:
      return choose_version(facts, wish.spec);
    case Wish::Kind::path:
      return choose_path(facts, wish.path);
  }
  return {};
}

}  // namespace ces
