#include "judge/package_channels.h"

#include <algorithm>

namespace ces {

namespace {

// Channels with a label ("nvidia/label/cuda-12.4.0") are the channel itself.
std::string family_of(const std::string& channel) {
  return channel.substr(0, channel.find('/'));
}

bool counts(const PackageRecord& package) {
  return !package.channel.empty() && package.name != "cuda-version";
}

}  // namespace

std::optional<Finding> package_channels_finding(const std::vector<PackageRecord>& packages) {
  const auto first = std::find_if(packages.begin(), packages.end(), counts);
  if (first == packages.end()) {
    return std::nullopt;
  }
  const auto other = std::find_if(first, packages.end(), [&](const PackageRecord& package) {
    return counts(package) && family_of(package.channel) != family_of(first->channel);
  });
  if (other == packages.end()) {
    return std::nullopt;
  }
  Finding finding = finding_of(finding_kinds::k_channels_mixed);
  finding.what = first->name + ' ' + first->version.text + " comes from the channel " +
                 first->channel + ", " + other->name + ' ' + other->version.text + " from " +
                 other->channel;
  finding.why = "the channels divide the toolkit into packages differently, and build them apart";
  finding.impact = "an update may replace one half of the toolkit and leave the other";
  finding.remedy = "install the CUDA packages of one channel: conda install -c conda-forge " +
                   std::string("cuda-nvcc cuda-version=") + first->version.version.release().str();
  finding.verify = "conda list cuda";
  finding.evidence = first->version.evidence + ", " + other->version.evidence;
  return finding;
}

}  // namespace ces
