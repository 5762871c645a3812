#include "judge/config_findings.h"

#include "choose/judged_version.h"

#include <cstddef>
#include <utility>

namespace ces {

namespace {

const FindingKind& kind_of(ConfigFault::Kind kind) {
  switch (kind) {
    case ConfigFault::Kind::unreadable:
      return finding_kinds::k_config_unreadable;
    case ConfigFault::Kind::unknown_key:
      return finding_kinds::k_unknown_key;
    case ConfigFault::Kind::wrong_value:
      return finding_kinds::k_wrong_value;
    case ConfigFault::Kind::pin:
      return finding_kinds::k_pin_unreadable;
  }
  return finding_kinds::k_config_unreadable;
}

std::string in_words(const Toolkit& toolkit) {
  const auto version = judged_version(toolkit);
  return "CUDA " + (version ? version->text : "of unknown version") + " (" + toolkit.root + ')';
}

// Return what is missing.
std::string missing(const Wish& wish) {
  switch (wish.kind) {
    case Wish::Kind::version:
      return "there is no CUDA toolkit " + wish.text + " here";
    case Wish::Kind::path:
      return "there is no CUDA toolkit in " + wish.path;
    case Wish::Kind::system:
      return "this machine has no CUDA toolkit of its own";
    case Wish::Kind::wheels:
      return "the environment has no Python wheels with nvcc";
    case Wish::Kind::automatic:
    case Wish::Kind::none:
      break;
  }
  return "there is no CUDA toolkit";
}

Finding none_fits(const Facts& facts, const Settings& settings) {
  const std::string place = place_in_words(settings.toolkit.source);
  const std::string there = toolkits_in_words(facts);
  Finding finding;
  finding.kind = &finding_kinds::k_none_fits;
  finding.what =
      missing(settings.toolkit.value) + ", which " + place + " asks for, so nothing is switched";
  finding.why = "what was asked for is not replaced by something else";
  // A variable outranks what `use` writes.
  const bool is_variable = settings.toolkit.source.level == Level::variable;
  finding.remedy = (there.empty() ? "" : "there is " + there + "; ") +
                   "see 'cuda-env-resolve list', then " +
                   (is_variable ? "set " + place + " to what is there, or unset it"
                                : "'cuda-env-resolve use SPEC' or 'use --auto'");
  finding.impact = "the shell keeps the CUDA that it had, or has none";
  finding.verify = "cuda-env-resolve status";
  finding.evidence = place;
  return finding;
}

Finding several(const Choice& choice) {
  Finding finding;
  finding.kind = &finding_kinds::k_several_toolkits;
  finding.what = "the environment has several toolkits; " + in_words(*choice.toolkit) + " is taken";
  std::string others;
  for (const Toolkit* other : choice.passed_over) {
    others += (others.empty() ? "" : ", ") + in_words(*other);
    finding.evidence += (finding.evidence.empty() ? "" : ", ") + other->evidence;
  }
  finding.why = "a complete toolkit goes before packages in bin; passed over: " + others;
  finding.impact = "programs are built with that one, though the other may have been meant";
  finding.remedy = "to take another one: cuda-env-resolve use PATH";
  finding.verify = "cuda-env-resolve list";
  return finding;
}

}  // namespace

std::vector<Finding> config_findings(const Configuration& configuration) {
  std::vector<Finding> findings;
  for (const ConfigFault& fault : configuration.faults) {
    const bool is_pin = fault.kind == ConfigFault::Kind::pin;
    findings.push_back({&kind_of(fault.kind), fault.place + ": " + fault.what,
                        "it is passed over, and the rest counts", fault.remedy, fault.place,
                        is_pin ? "the toolkit that was pinned is not taken"
                               : "it is as if this had not been written",
                        "cuda-env-resolve config"});
  }
  return findings;
}

std::vector<Finding> choice_findings(const Facts& facts, const Settings& settings,
                                     const Choice& choice) {
  if (choice.result == Choice::Result::none_fits) {
    return {none_fits(facts, settings)};
  }
  if (choice.toolkit != nullptr && !choice.passed_over.empty()) {
    return {several(choice)};
  }
  return {};
}

std::string toolkits_in_words(const Facts& facts) {
  constexpr std::size_t k_most = 6;
  std::string text;
  std::size_t count = 0;
  for (const Toolkit& toolkit : facts.toolkits) {
    if (toolkit.origin == Origin::other_environment) {
      continue;
    }
    if (++count > k_most) {
      return text + ", and more";
    }
    text += (text.empty() ? "" : ", ") + in_words(toolkit);
  }
  return text;
}

}  // namespace ces
