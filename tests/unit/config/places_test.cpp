#include "config/places.h"

#include "base/path.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace ces {
namespace {

TEST(Places, are_those_of_the_xdg_base_directory_specification) {
  EXPECT_EQ(user_file(Environment({"HOME=/home/u"})),
            "/home/u/.config/cuda-env-switch/config.yaml");
  EXPECT_EQ(user_file(Environment({"HOME=/home/u", "XDG_CONFIG_HOME=/c"})),
            "/c/cuda-env-switch/config.yaml");
  EXPECT_EQ(user_file(Environment({"HOME=/home/u", "XDG_CONFIG_HOME=c"})),
            "/home/u/.config/cuda-env-switch/config.yaml")
      << "a relative one is to be passed over";
  for (const char* entry : {"X=1", "HOME=", "HOME=relative"}) {
    EXPECT_EQ(user_file(Environment({entry})), "") << entry;
    EXPECT_EQ(user_pin(Environment({entry}), "/e"), "") << entry;
  }
}

TEST(Places, in_an_environment_are_below_its_etc) {
  EXPECT_EQ(environment_file("/e"), "/e/etc/cuda-env-switch/config.yaml");
  EXPECT_EQ(environment_pin("/e"), "/e/etc/cuda-env-switch/pin");
  EXPECT_EQ(environment_file(""), "") << "not that of the site";
  EXPECT_EQ(environment_pin(""), "");
}

const std::string k_pins = "/home/u/.config/cuda-env-switch/pins/";

std::string pin_of(const std::string& prefix) {
  return user_pin(Environment({"HOME=/home/u"}), prefix);
}

TEST(UserPin, is_named_after_the_prefix) {
  EXPECT_EQ(pin_of("/opt/conda/envs/a"), k_pins + "+opt+conda+envs+a");
  EXPECT_EQ(pin_of("/opt/conda/envs/a/"), pin_of("/opt/conda/envs/a"));
  EXPECT_EQ(pin_of("/a b+c%d"), k_pins + "+a%20b%2bc%25d");
  EXPECT_EQ(pin_of(""), "");
}

TEST(UserPin, has_no_name_that_is_too_long_for_a_file) {
  const std::string pin = pin_of('/' + std::string(200, 'a') + '/' + std::string(200, '\xff'));
  for (std::size_t begin = 0; begin < pin.size();) {
    const std::size_t end = std::min(pin.find('/', begin), pin.size());
    EXPECT_LE(end - begin, 255U);
    begin = end + 1;
  }
}

TEST(UserPin, is_one_prefixs_alone) {
  std::mt19937 dice(1);
  const std::string letters = "/ab+%2.\xff";
  std::map<std::string, std::string> prefix_of;
  for (int i = 0; i < 20'000; ++i) {
    std::string prefix = "/";
    for (std::size_t j = dice() % 8; j > 0; --j) {
      prefix += letters[dice() % letters.size()];
    }
    prefix += std::string(dice() % 2 == 0 ? 0 : 234 + dice() % 12, 'a');
    prefix = normalise_path(prefix);
    const std::string pin = pin_of(prefix);
    EXPECT_TRUE(pin.starts_with(k_pins)) << prefix;
    EXPECT_EQ(normalise_path(pin), pin) << prefix;
    const auto [known, is_new] = prefix_of.try_emplace(pin, prefix);
    EXPECT_EQ(known->second, prefix) << pin;
  }
  // No pin is the folder that another one lies in.
  for (const auto& [pin, prefix] : prefix_of) {
    for (std::size_t at = pin.find('/', k_pins.size()); at != std::string::npos;
         at = pin.find('/', at + 1)) {
      EXPECT_FALSE(prefix_of.contains(pin.substr(0, at))) << pin;
    }
  }
}

}  // namespace
}  // namespace ces
