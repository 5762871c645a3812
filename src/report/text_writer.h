// Text for people: 80 columns, colours only where they are wanted.
#pragma once

#include "judge/finding.h"
#include "judge/verdict.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ces {

class TextWriter {
 public:
  explicit TextWriter(bool in_color) : m_in_color(in_color) {}

  void line(std::string_view text = "");
  // Write a label in its column, the value, and in brackets where it was read.
  void row(std::string_view label, std::string_view value, std::string_view evidence = "");
  // Write `text` in lines of at most 80 columns, the first after `label`, the rest below it. A word
  // that is longer, such as a path, stays whole.
  void paragraph(std::string_view label, std::string_view text);
  // Write a finding: its code, and what, why, impact, cure and check below it.
  void finding(const Finding& finding);

  // Write a finding as doctor does: severity, code and title, and all of its parts below.
  void advice(const Finding& finding);

  [[nodiscard]] std::string bold(std::string_view text) const;
  [[nodiscard]] std::string colored(Verdict verdict) const;
  [[nodiscard]] std::string take() { return std::move(m_text); }

 private:
  // A label and what stands behind it, if anything.
  using Part = std::pair<std::string_view, std::string_view>;
  void parts(std::initializer_list<Part> parts);
  [[nodiscard]] std::string colored(std::string_view text, std::string_view color) const;

  bool m_in_color;
  std::string m_text;
};

}  // namespace ces
