#include "base/version_spec.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ces {
namespace {

bool contains(std::string_view spec, std::string_view version) {
  const auto parsed = VersionSpec::parse(spec);
  const auto seen = Version::parse(version);
  EXPECT_TRUE(parsed) << spec;
  EXPECT_TRUE(seen) << version;
  return parsed && seen && parsed->contains(*seen);
}

// Return those of the releases people have that `spec` contains, with blanks between.
std::string picked(std::string_view spec) {
  std::string text;
  for (const char* version : {"11.8.0", "12.0.1", "12.4.0", "12.4.1", "12.5", "12.6.3", "13.0.2"}) {
    if (contains(spec, version)) {
      text += (text.empty() ? "" : " ") + std::string(version);
    }
  }
  return text;
}

TEST(VersionSpec, reads_what_conda_users_write) {
  EXPECT_EQ(picked("11.8"), "11.8.0");
  EXPECT_EQ(picked("12"), "12.0.1 12.4.0 12.4.1 12.5 12.6.3");
  EXPECT_EQ(picked("12.*"), picked("12"));
  EXPECT_EQ(picked("12*"), picked("12"));
  EXPECT_EQ(picked("=12"), picked("12"));
  EXPECT_EQ(picked("=12.4"), "12.4.0 12.4.1");
  EXPECT_EQ(picked("=12.4.*"), "12.4.0 12.4.1");
  EXPECT_EQ(picked("==12.4.1"), "12.4.1");
  EXPECT_EQ(picked("12.4.1"), "12.4.1");
  EXPECT_EQ(picked(">=12.4,<13"), "12.4.0 12.4.1 12.5 12.6.3");
  EXPECT_EQ(picked("~=12.4"), "12.4.0 12.4.1 12.5 12.6.3");
  EXPECT_EQ(picked("~=12.4.1"), "12.4.1");
  EXPECT_EQ(picked("!=12.5,12"), "12.0.1 12.4.0 12.4.1 12.6.3");
  EXPECT_EQ(picked("!=12.*"), "11.8.0 13.0.2");
  EXPECT_EQ(picked("12.4|12.6"), "12.4.0 12.4.1 12.6.3");
  EXPECT_EQ(picked("11.8|>=12.5,<13"), "11.8.0 12.5 12.6.3");
  EXPECT_EQ(picked("*"), "11.8.0 12.0.1 12.4.0 12.4.1 12.5 12.6.3 13.0.2");
  EXPECT_EQ(picked("14"), "");
}

TEST(VersionSpec, speaks_of_all_updates_of_a_release_unless_it_names_one) {
  EXPECT_EQ(picked("==12.4"), "12.4.0 12.4.1");
  EXPECT_EQ(picked("<=12.4,>=12.4"), "12.4.0 12.4.1");
  EXPECT_EQ(picked(">12.4,<12.6"), "12.5");
  EXPECT_EQ(picked(">12.4.0,<12.5"), "12.4.1");
  EXPECT_FALSE(VersionSpec::parse(">=12.4,<13")->names_update());
  EXPECT_TRUE(VersionSpec::parse("11.8|==12.4.1")->names_update());
}

TEST(VersionSpec, compares_numbers_not_letters) {
  EXPECT_TRUE(contains(">=12.9", "12.10"));
  EXPECT_FALSE(contains("12.1", "12.10"));
  EXPECT_FALSE(contains("1", "12.1"));
  EXPECT_TRUE(contains("12.04", "12.4"));
}

TEST(VersionSpec, does_not_care_for_blanks) {
  EXPECT_EQ(picked("  >= 12.4 ,\t< 13 "), picked(">=12.4,<13"));
  EXPECT_EQ(picked(" 11.8 | 12.4 "), picked("11.8|12.4"));
}

TEST(VersionSpec, is_nothing_else) {
  for (const char* text :
       {"",        " ",        ",",    "|",        "12,",       "|12",      "12||13",
        "a",       "12.x",     "v12",  "=>12",     "=<12",      "===12",    "<>12",
        "!12",     "~12",      "~=12", "~=12.4.*", "!=*",       ">*",       "12.*.1",
        "**",      "12..4",    ".12",  "12.",      "12 13",     ">=12 <13", "12.4.1.0.0",
        "cuda=12", "12.4-rc1", "(12)", "-1",       "1234567890"}) {
    EXPECT_FALSE(VersionSpec::parse(text)) << text;
  }
  EXPECT_FALSE(VersionSpec::parse(std::string(10'000, '1')));
  std::string long_spec = "12";
  while (long_spec.size() < 1000) {
    long_spec += "|12";
  }
  EXPECT_FALSE(VersionSpec::parse(long_spec));
}

// ---- what holds of every spec -----------------------------------------------------------------

class Dice {
 public:
  explicit Dice(unsigned seed) : m_engine(seed) {}

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(m_engine);
  }
  // A version with few fields of few values, so that equal ones happen.
  std::string version(std::size_t fewest = 1) {
    std::string text = std::to_string(11 + below(3));
    for (std::size_t i = fewest + below(4 - fewest); i > 1; --i) {
      text += '.' + std::to_string(below(3));
    }
    return text;
  }
  std::string condition() {
    constexpr const char* k_operators[] = {"", "=", "==", "!=", "<", ">", "<=", ">=", "~="};
    const std::string relation = k_operators[below(std::size(k_operators))];
    return relation + version(relation == "~=" ? 2 : 1);
  }
  std::string bytes() {
    constexpr std::string_view k_likely = "0123456789..**,,||==!<>~ \n\tx";
    std::string text;
    for (std::size_t i = below(24); i > 0; --i) {
      text += below(20) == 0 ? static_cast<char>(below(256)) : k_likely[below(k_likely.size())];
    }
    return text;
  }

 private:
  std::mt19937 m_engine;
};

constexpr int k_rounds = 3000;

TEST(VersionSpecProperties, and_is_both_or_is_either) {
  Dice dice(1);
  for (int i = 0; i < k_rounds; ++i) {
    const std::string a = dice.condition();
    const std::string b = dice.condition();
    const std::string version = dice.version(3);
    const bool in_a = contains(a, version);
    const bool in_b = contains(b, version);
    EXPECT_EQ(contains(a + ',' + b, version), in_a && in_b) << a << ',' << b << ' ' << version;
    EXPECT_EQ(contains(a + '|' + b, version), in_a || in_b) << a << '|' << b << ' ' << version;
    EXPECT_EQ(contains(a + ',' + b + '|' + a, version), in_a);
  }
}

TEST(VersionSpecProperties, opposites_share_nothing_and_leave_nothing) {
  Dice dice(2);
  for (int i = 0; i < k_rounds; ++i) {
    const std::string wanted = dice.version();
    const std::string version = dice.version();
    EXPECT_NE(contains("==" + wanted, version), contains("!=" + wanted, version)) << wanted;
    EXPECT_NE(contains("=" + wanted, version), contains("!=" + wanted + ".*", version)) << wanted;
    EXPECT_NE(contains("<" + wanted, version), contains(">=" + wanted, version)) << wanted;
    EXPECT_NE(contains(">" + wanted, version), contains("<=" + wanted, version)) << wanted;
    EXPECT_EQ(contains("<=" + wanted + ",>=" + wanted, version), contains("==" + wanted, version));
  }
}

TEST(VersionSpecProperties, spellings_of_the_same_are_the_same) {
  Dice dice(3);
  for (int i = 0; i < k_rounds; ++i) {
    const std::string wanted = dice.version(2);
    const std::string version = dice.version();
    const bool is_in = contains(wanted, version);
    for (const std::string& other :
         {"=" + wanted, wanted + ".*", wanted + "*", "==" + wanted + ".*"}) {
      EXPECT_EQ(contains(other, version), is_in) << other << ' ' << version;
    }
    const std::string start = wanted.substr(0, wanted.rfind('.'));
    EXPECT_EQ(contains("~=" + wanted, version), contains(">=" + wanted + ',' + start, version));
  }
}

TEST(VersionSpecProperties, a_version_contains_itself) {
  Dice dice(4);
  for (int i = 0; i < k_rounds; ++i) {
    const std::string version = dice.version();
    for (const char* relation : {"", "=", "==", "<=", ">="}) {
      EXPECT_TRUE(contains(relation + version, version)) << relation << version;
    }
    for (const char* relation : {"!=", "<", ">"}) {
      EXPECT_FALSE(contains(relation + version, version)) << relation << version;
    }
  }
}

TEST(VersionSpecProperties, any_bytes_are_a_spec_or_none) {
  Dice dice(5);
  int specs = 0;
  for (int i = 0; i < 20 * k_rounds; ++i) {
    const auto spec = VersionSpec::parse(dice.bytes());
    specs += spec ? 1 : 0;
    if (spec) {
      (void)spec->contains(Version(12, 4));
    }
  }
  EXPECT_GT(specs, 100) << "the dice make no specs";
}

}  // namespace
}  // namespace ces
