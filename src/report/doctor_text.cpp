#include "base/text.h"
#include "judge/diagnosis.h"
#include "report/doctor.h"
#include "report/text_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ces {

namespace {

constexpr std::size_t k_label_width = 15;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

// "2 x H100 PCIe (sm_90)" for two of a kind.
std::string gpus_in_words(const std::vector<Gpu>& gpus) {
  std::vector<std::pair<std::string, int>> counts;
  for (const Gpu& gpu : gpus) {
    const std::string name = in_words(gpu);
    const auto known = std::find_if(counts.begin(), counts.end(),
                                    [&](const auto& count) { return count.first == name; });
    if (known == counts.end()) {
      counts.emplace_back(name, 1);
    } else {
      ++known->second;
    }
  }
  std::vector<std::string> words;
  words.reserve(counts.size());
  for (const auto& [name, count] : counts) {
    words.push_back(count > 1 ? std::to_string(count) + " x " + name : name);
  }
  return words.empty() ? "none was seen" : joined(words);
}

std::string toolkit_in_words(const Toolkit* toolkit) {
  if (toolkit == nullptr) {
    return "none";
  }
  const auto version = judged_version(*toolkit);
  return (version ? "CUDA " + version->text : "CUDA of unknown version") + ", " + toolkit->root;
}

std::string driver_in_words(const StatusReport& status) {
  const Driver& driver = status.facts->driver;
  const std::string cuda = status.driver_cuda();
  std::string value = driver.release ? driver.release->text : "";
  if (!cuda.empty()) {
    value += value.empty() ? "CUDA " + cuda : ", CUDA " + cuda;
  }
  if (value.empty()) {
    value = driver.place == Driver::Place::none ? "none" : "unknown";
  }
  return driver.container.empty() || !driver.release ? value
                                                     : value + " (the host's: this is a container)";
}

std::string compiler_in_words(const ObservedCompiler& compiler) {
  if (compiler.path.empty()) {
    return "none (" + compiler.by + ')';
  }
  const auto known = known_compiler(compiler);
  const bool is_clang = compiler.kind == ObservedCompiler::Kind::clang;
  const std::string version =
      known ? (is_clang ? "clang " : "gcc ") + known->text : "of unknown version";
  return version + ", " + compiler.path + " (" + compiler.by + ')';
}

std::string in_words(const Framework& framework) {
  const FrameworkBuild& build = framework.build;
  std::string text = framework.name + (build.version.empty() ? "" : ' ' + build.version);
  if (build.cuda) {
    text += " for CUDA " + build.cuda->str();
  } else if (build.kind == FrameworkBuild::Kind::other) {
    text += " without CUDA";
  }
  return text;
}

class Writer {
 public:
  Writer(const DoctorReport& report, bool in_color) : m_report(report), m_writer(in_color) {}

  void head() {
    const StatusReport& status = m_report.status;
    const Facts& facts = *status.facts;
    row("environment", facts.prefix.empty() ? "none is active" : facts.prefix);
    row("toolkit", toolkit_in_words(status.diagnosis->toolkit));
    row("driver", driver_in_words(status));
    row("GPU", gpus_in_words(status.diagnosis->gpus));
    if (m_report.surroundings->compiler) {
      row("host compiler", compiler_in_words(*m_report.surroundings->compiler));
    }
    std::vector<std::string> frameworks;
    for (const Framework& framework : known_frameworks(m_report.surroundings->frameworks)) {
      frameworks.push_back(in_words(framework));
    }
    if (!frameworks.empty()) {
      row("frameworks", joined(frameworks));
    }
    const Judgement& judgement = status.diagnosis->judgement;
    m_writer.line(label("verdict") + m_writer.colored(judgement.verdict) +
                  (judgement.guess ? " (a guess)" : ""));
  }

  void reasons() {
    for (const std::string& reason : m_report.status.diagnosis->judgement.reasons) {
      row("", reason);
    }
  }

  void deep() {
    if (!m_report.deep) {
      return;
    }
    for (const DeepStep& step : *m_report.deep) {
      const std::string start = !step.is_good ? "not done: " : *step.is_good ? "" : "failed: ";
      row(step.name, start + step.text);
    }
  }

  void summary() {
    std::vector<std::string> parts;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      const auto& findings = m_report.status.findings;
      const auto count =
          std::count_if(findings.begin(), findings.end(),
                        [&](const Finding& finding) { return finding.kind->severity == severity; });
      if (count > 0) {
        parts.push_back(
            fmt::format("{} {}{}", count, severity_word(severity), count == 1 ? "" : "s"));
      }
    }
    m_writer.line();
    m_writer.line(m_writer.bold(parts.empty() ? "Nothing was found that would be in the way."
                                              : joined(parts)));
  }

  void findings(Severity least, bool is_behind_head) {
    for (const Finding& finding : m_report.status.findings) {
      if (finding.kind->severity < least) {
        continue;
      }
      if (is_behind_head) {
        m_writer.line();
      }
      is_behind_head = true;
      m_writer.advice(finding);
    }
  }

  [[nodiscard]] std::string take() { return m_writer.take(); }

 private:
  static std::string label(std::string_view text) {
    return fmt::format("{:<{}}", text, k_label_width);
  }

  void row(std::string_view name, std::string_view value) {
    m_writer.paragraph(label(name), printable(value));
  }

  const DoctorReport& m_report;
  TextWriter m_writer;
};

}  // namespace

std::string doctor_text(const DoctorReport& report, DoctorDetail detail, bool in_color) {
  Writer writer(report, in_color);
  if (detail == DoctorDetail::findings) {
    writer.findings(Severity::warning, false);
    return writer.take();
  }
  writer.head();
  if (detail == DoctorDetail::everything) {
    writer.reasons();
  }
  writer.deep();
  writer.summary();
  writer.findings(Severity::note, true);
  return writer.take();
}

}  // namespace ces
