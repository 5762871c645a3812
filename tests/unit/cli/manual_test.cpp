// What lies in share/ is made from the tables, and committed.
#include "cli/manual.h"

#include "cli/command_table.h"
#include "cli/completion.h"
#include "cli/shared_options.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>

namespace ces {
namespace {

using testing::contains;

std::string committed(const std::string& path) {
  return testing::text_of_file(testing::source_path("share/") + path);
}

// Return `text` as roff has it, where only hyphens matter.
std::string with_hyphens(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += c == '-' ? std::string("\\-") : std::string(1, c);
  }
  return result;
}

constexpr const char* k_how = "make it anew: build/dev/tests/generate-shared-files share";

TEST(SharedFiles, are_what_the_tables_give) {
  EXPECT_EQ(committed("bash-completion/completions/cuda-env-resolve"), bash_completion()) << k_how;
  EXPECT_EQ(committed("zsh/site-functions/_cuda-env-resolve"), zsh_completion()) << k_how;
  EXPECT_EQ(committed("fish/vendor_completions.d/cuda-env-resolve.fish"), fish_completion())
      << k_how;
  EXPECT_EQ(committed("man/man1/cuda-env-resolve.1"), manual_page()) << k_how;
}

TEST(Manual, has_every_command_with_its_summary) {
  const std::string page = manual_page();
  for (const CommandRow* row : command_table()) {
    EXPECT_FALSE(row->summary.empty()) << row->name;
    EXPECT_TRUE(row->name.empty() || contains(page, ".SS \\fB" + std::string(row->name) + "\\fR\n"))
        << row->name;
  }
}

TEST(Manual, has_every_option) {
  const std::string page = manual_page();
  for (const SharedOption& option : shared_options()) {
    EXPECT_TRUE(contains(page, "\\fB" + with_hyphens(option.name) + "\\fR")) << option.name;
    EXPECT_TRUE(option.letter.empty() ||
                contains(page, "\\fB" + with_hyphens(option.letter) + "\\fR, "))
        << option.letter;
  }
  for (const CommandRow* row : command_table()) {
    for (const ValueOption& option : row->values) {
      EXPECT_TRUE(contains(page, with_hyphens(option.name))) << row->name << ' ' << option.name;
    }
    for (const FlagOption& option : row->flags) {
      EXPECT_TRUE(contains(page, with_hyphens(option.name))) << row->name << ' ' << option.name;
    }
  }
}

TEST(Manual, has_no_line_that_roff_takes_for_a_request_by_mistake) {
  for (const std::string& line : testing::lines_of(manual_page())) {
    if (line.starts_with('.') && !line.starts_with(".\\\"")) {
      EXPECT_TRUE(std::isupper(static_cast<unsigned char>(line.at(1))) || line == ".nf" ||
                  line == ".fi" || line == ".br")
          << line;
    }
    EXPECT_FALSE(line.starts_with('\'')) << line;
  }
}

}  // namespace
}  // namespace ces
