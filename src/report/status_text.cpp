#include "report/status_text.h"

#include "base/path.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace ces {

namespace {

constexpr std::string_view k_bold = "1";
constexpr std::string_view k_red = "1;31";
constexpr std::string_view k_yellow = "33";
constexpr std::string_view k_green = "32";

class Writer {
 public:
  explicit Writer(bool in_color) : m_in_color(in_color) {}

  void row(std::string_view label, std::string_view value, std::string_view evidence = "") {
    m_text += fmt::format("{:<13}{}{}\n", label, value,
                          evidence.empty() ? "" : fmt::format("  ({})", printable(evidence)));
  }
  // Write `text` in lines of at most 80 columns, the first after `label`, the rest below it. A word
  // that is longer, such as a path, stays whole.
  void paragraph(std::string_view label, std::string_view text) {
    constexpr std::size_t k_columns = 80;
    std::string line(label);
    const std::string indent(label.size(), ' ');
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      const std::string_view word = text.substr(begin, end - begin);
      if (line.size() > indent.size() && line.size() + 1 + word.size() > k_columns) {
        m_text += line + '\n';
        line = indent;
      }
      line += line.size() > indent.size() ? " " : "";
      line += word;
      begin = end + 1;
    }
    m_text += line + '\n';
  }
  void line(std::string_view text = "") { m_text += fmt::format("{}\n", text); }

  [[nodiscard]] std::string colored(std::string_view text, std::string_view color) const {
    return m_in_color ? fmt::format("\x1b[{}m{}\x1b[0m", color, text) : std::string(text);
  }
  [[nodiscard]] std::string take() { return std::move(m_text); }

 private:
  bool m_in_color;
  std::string m_text;
};

std::string_view color_of(Severity severity) {
  return severity == Severity::error ? k_red : severity == Severity::warning ? k_yellow : k_bold;
}

std::string_view color_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::native:
      return k_green;
    case Verdict::unsupported:
      return k_red;
    default:
      return k_yellow;
  }
}

void write_version(Writer& writer, std::string_view label, const std::optional<VersionFact>& fact) {
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
void write_kind(Writer& writer, const StatusReport& report) {
  const EnvironmentKind kind = report.kind();
  if (!report.facts->prefix_exists || kind.word == "toolkit") {
    return;
  }
  writer.row("  which is", printable(kind.what), kind.evidence);
  if (!kind.remedy.empty()) {
    writer.row("  to compile", printable(kind.remedy));
  }
}

void write_toolkit(Writer& writer, const Toolkit* toolkit) {
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

void write_driver(Writer& writer, const StatusReport& report) {
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

void write_switched(Writer& writer, const StatusReport& report) {
  const std::string why_not = report.why_not_switched();
  writer.row("switched", why_not.empty() ? "yes" : "no: " + printable(why_not));
  const auto& on_path = report.facts->nvcc_on_path;
  writer.row("nvcc on PATH", on_path.empty() ? "none" : printable(on_path.front().path));
}

void write_finding(Writer& writer, const Finding& finding) {
  const Severity severity = finding.kind->severity;
  writer.line();
  writer.line(fmt::format("{} {}", finding.kind->code,
                          writer.colored(severity_word(severity), color_of(severity))));
  writer.paragraph("  what: ", printable(finding.what));
  if (!finding.why.empty()) {
    writer.paragraph("  why:  ", printable(finding.why));
  }
  if (!finding.remedy.empty()) {
    writer.paragraph("  cure: ", printable(finding.remedy));
  }
}

}  // namespace

std::string status_text(const StatusReport& report, bool in_color) {
  Writer writer(in_color);
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
  writer.row("verdict",
             writer.colored(verdict_word(judgement.verdict), color_of(judgement.verdict)) +
                 (judgement.guess ? " (a guess)" : ""));
  for (const std::string& reason : judgement.reasons) {
    writer.paragraph("             ", printable(reason));
  }
  write_switched(writer, report);
  for (const Finding& finding : report.findings) {
    write_finding(writer, finding);
  }
  return writer.take();
}

}  // namespace ces
