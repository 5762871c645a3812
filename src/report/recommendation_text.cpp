#include "base/text.h"
#include "report/recommendation.h"
#include "report/text_writer.h"

namespace ces {

namespace {

void write_reason(TextWriter& writer, const std::string& name, const std::string& text,
                  const std::string& evidence) {
  writer.paragraph("  ", printable(name + ' ' + text));
  if (!evidence.empty()) {
    writer.line("    (" + printable(evidence) + ')');
  }
}

void write_recommended(TextWriter& writer, const RecommendationReport& report) {
  const Recommendation& recommendation = *report.recommendation;
  const std::string cuda = "CUDA " + recommendation.cuda->str();
  const auto& own = report.demands->own_toolkit;
  if (own && *own == *recommendation.cuda) {
    writer.line(writer.bold(cuda) + ", which this environment has. To install it again:");
  } else {
    writer.line(writer.bold(cuda) + (own ? ", in place of " + own->str() + ':' : ":"));
  }
  writer.line();
  writer.line("  " + printable(recommendation.command));
  writer.line();
  writer.line(writer.bold("Why"));
  for (const Reason& reason : recommendation.reasons) {
    write_reason(writer, reason.name + ':', reason.text, reason.evidence);
  }
}

void write_none(TextWriter& writer, const Recommendation& recommendation) {
  const bool is_alone = recommendation.in_the_way.size() == 1;
  writer.line(writer.bold("No toolkit fits.") +
              (is_alone ? " In the way is:" : " These exclude each other:"));
  writer.line();
  for (const Constraint& constraint : recommendation.in_the_way) {
    write_reason(writer, constraint.name, constraint.rule, constraint.evidence);
  }
  if (!recommendation.ways_out.empty()) {
    writer.line();
    writer.line(writer.bold(recommendation.ways_out.size() == 1 ? "What would help"
                                                                : "One of these would help"));
    for (const std::string& way : recommendation.ways_out) {
      writer.paragraph("  - ", printable(way));
    }
  }
}

}  // namespace

std::string recommendation_text(const RecommendationReport& report, bool in_color) {
  TextWriter writer(in_color);
  if (report.recommendation->cuda) {
    write_recommended(writer, report);
  } else {
    write_none(writer, *report.recommendation);
  }
  for (const Finding& finding : report.recommendation->findings) {
    writer.finding(finding);
  }
  return writer.take();
}

}  // namespace ces
