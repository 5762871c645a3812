#include "report/list_text.h"

#include "base/text.h"
#include "choose/judged_version.h"
#include "report/table.h"

#include <vector>

namespace ces {

namespace {

std::string version_or_dash(const std::optional<VersionFact>& fact) {
  return fact ? printable(fact->text) : "-";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ",") + printable(word);
  }
  return text.empty() ? "-" : text;
}

std::string path_with_notes(const ListedToolkit& listed) {
  std::string text = printable(listed.toolkit->root);
  if (listed.is_pinned) {
    text += "  (pinned)";
  } else if (listed.is_chosen) {
    text += "  (chosen)";
  }
  return text;
}

}  // namespace

std::string list_text(const ListReport& report) {
  Table table({"", "version", "nvcc", "headers", "targets", "layout", "from", "path"});
  for (const ListedToolkit& listed : report.toolkits) {
    const Toolkit& toolkit = *listed.toolkit;
    table.add({listed.is_active ? "*" : "", version_or_dash(judged_version(toolkit)),
               version_or_dash(toolkit.nvcc_version), version_or_dash(toolkit.headers_version),
               joined(toolkit.targets), std::string(layout_name(toolkit.layout)),
               std::string(origin_name(toolkit.origin)), path_with_notes(listed)});
  }
  std::string text = report.toolkits.empty() ? "no CUDA toolkit was found\n" : table.text();
  for (const BrokenToolkit& broken : report.facts->broken_toolkits) {
    text += "broken: " + printable(broken.path) + '\n';
  }
  if (const std::string pin = report.pin_in_words(); !pin.empty()) {
    text += "pin: " + printable(pin) + '\n';
  }
  for (const Finding& finding : report.findings) {
    if (finding.kind == &finding_kinds::k_none_fits) {
      text += finding_line(finding) + '\n';
    }
  }
  return text;
}

}  // namespace ces
