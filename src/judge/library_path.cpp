#include "judge/library_path.h"

#include "judge/missing_folder.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ces {

namespace {

using Kind = LibraryPathElement::Kind;

constexpr const char* k_show = "printenv LD_LIBRARY_PATH";

Finding empty_element() {
  Finding finding = finding_of(finding_kinds::k_library_element_empty);
  finding.what = "LD_LIBRARY_PATH has an empty element";
  finding.why = "the loader takes an empty element for the folder that the program is started in";
  finding.impact = "a library that lies in whatever folder you are in is loaded";
  finding.remedy =
      "write export LD_LIBRARY_PATH=\"DIR${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}\" where it is set";
  finding.verify = k_show;
  return finding;
}

Finding stale(const std::string& element) {
  Finding finding =
      missing_folder_finding(finding_kinds::k_library_folder_stale, "LD_LIBRARY_PATH", element);
  finding.impact = "none as long as nothing appears there; the libraries wanted are not found";
  return finding;
}

Finding stubs(const std::string& element) {
  Finding finding = finding_of(finding_kinds::k_stubs_on_path);
  finding.what = "LD_LIBRARY_PATH names the folder of stubs " + element;
  finding.why =
      "stubs are to link with on a machine without a driver; a stub's libcuda is found "
      "before the driver's";
  finding.impact = "every CUDA program ends with error 34 (CUDA_ERROR_STUB_LIBRARY)";
  finding.remedy = "take " + element + " off LD_LIBRARY_PATH; to link, use -L or LIBRARY_PATH";
  finding.verify = k_show;
  return finding;
}

Finding compat(const std::string& element) {
  Finding finding = finding_of(finding_kinds::k_compat_on_path);
  finding.what = "LD_LIBRARY_PATH names " + element +
                 ", which has the libcuda of a cuda-compat "
                 "package";
  finding.why =
      "it stands in for the driver's own, and fits some drivers and data-center GPUs only";
  finding.impact =
      "elsewhere programs end with error 804 or 803, and nvidia-smi shows the package's "
      "CUDA version";
  finding.remedy = "unless you put it there for an older driver, take it off LD_LIBRARY_PATH";
  finding.verify = k_show;
  return finding;
}

}  // namespace

std::vector<Finding> library_path_findings(const std::vector<LibraryPathElement>& elements) {
  std::vector<Finding> findings;
  bool has_empty = false;
  for (const LibraryPathElement& element : elements) {
    switch (element.kind) {
      case Kind::empty:
        if (!has_empty) {
          findings.push_back(empty_element());
        }
        has_empty = true;
        break;
      case Kind::missing:
        findings.push_back(stale(element.text));
        break;
      case Kind::stubs:
        findings.push_back(stubs(element.text));
        break;
      case Kind::compat:
        findings.push_back(compat(element.text));
        break;
      case Kind::plain:
        break;
    }
  }
  for (Finding& finding : findings) {
    finding.evidence = "LD_LIBRARY_PATH";
  }
  return findings;
}

std::optional<Finding> mixed_releases_finding(const std::vector<LibraryPathElement>& elements) {
  const auto has_runtime = [](const LibraryPathElement& element) {
    return !element.runtime.empty();
  };
  const auto first = std::find_if(elements.begin(), elements.end(), has_runtime);
  if (first == elements.end()) {
    return std::nullopt;
  }
  const auto other = std::find_if(first, elements.end(), [&](const LibraryPathElement& element) {
    return has_runtime(element) && element.runtime != first->runtime;
  });
  if (other == elements.end()) {
    return std::nullopt;
  }
  Finding finding = finding_of(finding_kinds::k_library_releases_mixed);
  finding.what = "LD_LIBRARY_PATH has libraries of CUDA " + first->runtime + " (" + first->text +
                 ") before those of CUDA " + other->runtime + " (" + other->text + ")";
  finding.why = "the loader takes the first library of a name, folder by folder";
  finding.impact = "a program may load libraries of both releases";
  finding.remedy = "take the folder that is not wanted off LD_LIBRARY_PATH";
  finding.verify = k_show;
  finding.evidence = "LD_LIBRARY_PATH";
  return finding;
}

}  // namespace ces
