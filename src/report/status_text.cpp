#include "report/status_text.h"

#include "base/path.h"
#include "base/text.h"
#include "report/text_writer.h"

namespace ces {

namespace {

void write_version(TextWriter& writer, std::string_view label,
                   const std::optional<VersionFact>& fact) {
  if (fact) {
    writer.row(label, fact->text, fact->evidence);
  } else {
    writer.row(label, "unknown");
  }
}

std::string in_one_line(const std::vector<std::string>& texts) {
  std::string line;
  for (const std::string& text : texts) {
    line += (line.empty() ? "" : ", ") + text;
  }
  return line;
}

// What the environment has of CUDA is worth a line where that is no toolkit of its own.
void write_kind(TextWriter& writer, const StatusReport& report) {
  const EnvironmentKind kind = report.kind();
  if (!report.facts->prefix_exists || kind.word == "toolkit") {
    return;
  }
  writer.row("  which is", printable(kind.what), kind.evidence);
  if (!kind.remedy.empty()) {
    writer.row("  to compile", printable(kind.remedy));
  }
}

void write_toolkit(TextWriter& writer, const Toolkit* toolkit) {
  if (toolkit == nullptr) {
    writer.row("toolkit", "none");
    return;
  }
  const bool is_own = toolkit->origin == Origin::environment;
  writer.row("toolkit", printable(toolkit->root),
             std::string(layout_name(toolkit->layout)) +
                 (is_own ? "" : ", " + std::string(origin_name(toolkit->origin))));
  write_version(writer, "  release", judged_version(*toolkit));
  write_version(writer, "  nvcc", toolkit->nvcc_version);
  write_version(writer, "  headers", toolkit->headers_version);
  if (!toolkit->real_nvcc.empty()) {
    writer.row("  script", printable(toolkit->nvcc + " runs " + toolkit->real_nvcc));
  } else if (toolkit->nvcc_is_script && !toolkit->nvcc_version) {
    writer.row("  script", printable(toolkit->nvcc + " is a script; what it runs cannot be told"));
  }
  if (!toolkit->targets.empty()) {
    writer.row("  builds for", printable(in_one_line(toolkit->targets)));
  }
  if (!toolkit->ways.empty()) {
    writer.row("  also by", printable(in_one_line(toolkit->ways)));
  }
}

void write_driver(TextWriter& writer, const StatusReport& report) {
  const Driver& driver = report.facts->driver;
  const std::string cuda = report.driver_cuda();
  std::string value = driver.release ? driver.release->text : "";
  if (!cuda.empty()) {
    value += value.empty() ? "CUDA " + cuda : ", CUDA " + cuda;
  }
  const std::string evidence = driver.release && driver.release->evidence != driver.evidence
                                   ? driver.release->evidence + ", " + driver.evidence
                                   : driver.evidence;
  const bool is_absent = driver.place == Driver::Place::none;
  writer.row("driver", !value.empty() ? value : is_absent ? "none" : "unknown", evidence);
}

void write_switched(TextWriter& writer, const StatusReport& report) {
  const std::string why_not = report.why_not_switched();
  writer.row("switched", why_not.empty() ? "yes" : "no: " + printable(why_not));
  const auto& on_path = report.facts->nvcc_on_path;
  writer.row("nvcc on PATH", on_path.empty() ? "none" : printable(on_path.front().path));
  writer.row("more", "cuda-env-resolve doctor");
}

}  // namespace

std::string status_text(const StatusReport& report, bool in_color) {
  TextWriter writer(in_color);
  const Facts& facts = *report.facts;
  const Judgement& judgement = report.diagnosis->judgement;
  if (facts.prefix.empty()) {
    writer.row("environment", "none is active (CONDA_PREFIX is not set)");
  } else {
    writer.row("environment", printable(facts.prefix), facts.prefix_evidence);
  }
  write_kind(writer, report);
  write_toolkit(writer, report.diagnosis->toolkit);
  write_driver(writer, report);
  writer.row("verdict", writer.colored(judgement.verdict) + (judgement.guess ? " (a guess)" : ""));
  for (const std::string& reason : judgement.reasons) {
    writer.paragraph("             ", printable(reason));
  }
  write_switched(writer, report);
  for (const Finding& finding : report.findings) {
    writer.finding(finding);
  }
  return writer.take();
}

}  // namespace ces
