#include "judge/finding.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::contains;

std::vector<std::string> documented_codes() {
  const std::string path = testing::source_path("docs/findings.md");
  std::vector<std::string> codes;
  if (!std::filesystem::exists(path)) {
    return codes;
  }
  for (const std::string& line : testing::lines_of(testing::text_of_file(path))) {
    const std::size_t at = line.find("CES");
    if (line.starts_with('#') && at != std::string::npos) {
      codes.push_back(line.substr(at, 6));
    }
  }
  return codes;
}

TEST(FindingKinds, have_codes_of_their_own_in_ascending_order) {
  std::string last;
  for (const FindingKind* kind : finding_kinds::k_all) {
    EXPECT_EQ(kind->code.size(), 6U) << kind->code;
    EXPECT_TRUE(kind->code.starts_with("CES")) << kind->code;
    EXPECT_EQ(kind->code.find_first_not_of("0123456789", 3), std::string_view::npos) << kind->code;
    EXPECT_LT(last, kind->code);
    last = kind->code;
  }
}

TEST(FindingKinds, have_titles) {
  std::set<std::string_view> titles;
  for (const FindingKind* kind : finding_kinds::k_all) {
    EXPECT_FALSE(kind->title.empty()) << kind->code;
    EXPECT_FALSE(kind->title.ends_with('.')) << kind->code;
    EXPECT_TRUE(titles.insert(kind->title).second) << kind->title << " twice";
  }
}

TEST(FindingKinds, are_all_in_the_catalogue) {
  const std::string header = testing::text_of_file(testing::source_path("src/judge/finding.h"));
  std::size_t count = 0;
  for (std::size_t at = header.find("FindingKind k_"); at != std::string::npos;
       at = header.find("FindingKind k_", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, std::size(finding_kinds::k_all));
}

TEST(FindingKinds, have_a_section_each_in_docs_findings) {
  const std::vector<std::string> codes = documented_codes();
  for (const FindingKind* kind : finding_kinds::k_all) {
    EXPECT_EQ(std::count(codes.begin(), codes.end(), kind->code), 1) << kind->code;
  }
}

TEST(FindingKinds, are_all_that_docs_findings_has_sections_for) {
  for (const std::string& code : documented_codes()) {
    EXPECT_TRUE(std::any_of(std::begin(finding_kinds::k_all), std::end(finding_kinds::k_all),
                            [&](const FindingKind* kind) { return kind->code == code; }))
        << code;
  }
}

TEST(Severity, is_one_of_three_words) {
  EXPECT_EQ(severity_word(Severity::note), "note");
  EXPECT_EQ(severity_word(Severity::warning), "warning");
  EXPECT_EQ(severity_word(Severity::error), "error");
}

TEST(FindingLine, says_what_and_what_to_do_and_the_code) {
  const Finding finding{&finding_kinds::k_driver_too_old, "the driver is old", "a rule",
                        "update it", "/proc"};
  EXPECT_EQ(finding_line(finding), "cuda-env-switch: the driver is old; update it [CES101]");
}

TEST(FindingLine, without_a_remedy_has_no_gap) {
  const Finding finding{&finding_kinds::k_value_changed, "X was changed", "", "", ""};
  EXPECT_EQ(finding_line(finding), "cuda-env-switch: X was changed [CES303]");
}

TEST(FindingLine, is_never_broken_by_what_it_names) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
  }
  for (const std::string& nasty : {bytes, std::string("a\r\nb"), std::string("\x1b[2J"),
                                   std::string("\xc2\x85"), std::string("\xe2\x80\xa8")}) {
    const std::string line =
        finding_line({&finding_kinds::k_value_refused, nasty, nasty, nasty, nasty});
    EXPECT_TRUE(std::none_of(line.begin(), line.end(), [](char c) {
      return (c >= 0 && c < 0x20) || c == 0x7f;
    })) << line;
    EXPECT_FALSE(contains(line, "\xc2\x85")) << "U+0085 is a line end";
  }
}

Finding of(const FindingKind& kind) {
  return {&kind, "", "", "", ""};
}

TEST(MostSevere, is_the_first_error_else_the_first_warning) {
  const std::vector<Finding> findings = {
      of(finding_kinds::k_minor_version), of(finding_kinds::k_nvcc_dangling),
      of(finding_kinds::k_tree_missing), of(finding_kinds::k_driver_too_old)};
  EXPECT_EQ(most_severe(findings), &findings[3]);
  const std::vector<Finding> warnings(findings.begin(), findings.begin() + 3);
  EXPECT_EQ(most_severe(warnings), &warnings[1]);
}

TEST(MostSevere, is_never_a_note) {
  EXPECT_EQ(most_severe({of(finding_kinds::k_minor_version)}), nullptr);
  EXPECT_EQ(most_severe({}), nullptr);
}

}  // namespace
}  // namespace ces
