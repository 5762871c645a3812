#include "report/text_writer.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_bold = "1";
constexpr std::string_view k_red = "1;31";
constexpr std::string_view k_yellow = "33";
constexpr std::string_view k_green = "32";

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

}  // namespace

void TextWriter::line(std::string_view text) {
  m_text += text;
  m_text += '\n';
}

void TextWriter::row(std::string_view label, std::string_view value, std::string_view evidence) {
  m_text += fmt::format("{:<13}{}{}\n", label, value,
                        evidence.empty() ? "" : fmt::format("  ({})", printable(evidence)));
}

void TextWriter::paragraph(std::string_view label, std::string_view text) {
  constexpr std::size_t k_columns = 80;
  std::string current(label);
  const std::string indent(label.size(), ' ');
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (current.size() > indent.size() && current.size() + 1 + word.size() > k_columns) {
      line(current);
      current = indent;
    }
    current += current.size() > indent.size() ? " " : "";
    current += word;
    begin = end + 1;
  }
  line(current);
}

void TextWriter::parts(std::initializer_list<Part> parts) {
  for (const auto& [label, text] : parts) {
    if (!text.empty()) {
      paragraph(label, printable(text));
    }
  }
}

void TextWriter::finding(const Finding& finding) {
  const Severity severity = finding.kind->severity;
  line();
  line(fmt::format("{} {}", finding.kind->code,
                   colored(severity_word(severity), color_of(severity))));
  parts({{"  what:   ", finding.what},
         {"  why:    ", finding.why},
         {"  impact: ", finding.impact},
         {"  cure:   ", finding.remedy},
         {"  check:  ", finding.verify}});
}

void TextWriter::advice(const Finding& finding) {
  const Severity severity = finding.kind->severity;
  line(fmt::format("{} {}: {}", colored(severity_word(severity), color_of(severity)),
                   finding.kind->code, bold(finding.kind->title)));
  parts({{"  what      ", finding.what},
         {"  evidence  ", finding.evidence},
         {"  reason    ", finding.why},
         {"  impact    ", finding.impact},
         {"  remedy    ", finding.remedy},
         {"  verify    ", finding.verify}});
}

std::string TextWriter::bold(std::string_view text) const {
  return colored(text, k_bold);
}

std::string TextWriter::colored(Verdict verdict) const {
  return colored(verdict_word(verdict), color_of(verdict));
}

std::string TextWriter::colored(std::string_view text, std::string_view color) const {
  return m_in_color ? fmt::format("\x1b[{}m{}\x1b[0m", color, text) : std::string(text);
}

}  // namespace ces
