// Test helper: reads "toolkit driver" pairs, one a line, and prints
// "toolkit<TAB>driver<TAB>verdict" for each.
#include "base/version.h"
#include "compat/tables.h"
#include "judge/verdict.h"

#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

int main() {
  constexpr int k_bad_input = 2;
  std::ios::sync_with_stdio(false);
  std::string toolkit;
  std::string driver;
  while (std::cin >> toolkit >> driver) {
    ces::Question question;
    question.toolkit = ces::Version::parse(toolkit);
    question.driver = ces::Version::parse(driver);
    question.driver_text = driver;
    if (!question.toolkit || !question.driver) {
      std::cerr << "judge-cells: not two versions: " << toolkit << ' ' << driver << '\n';
      return k_bad_input;
    }
    const ces::Judgement judgement = ces::judge(question, ces::compat::builtin_tables());
    std::cout << toolkit << '\t' << driver << '\t' << ces::verdict_word(judgement.verdict) << '\n';
  }
  return EXIT_SUCCESS;
}
