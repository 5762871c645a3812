// docs/configuration.md against the code: every key, its variable and its default.
#include "config/settings.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace ces {
namespace {

struct Documented {
  std::string values;
  std::string fallback;
};

// Return the text between backquotes at the start of `cell`.
std::string unquoted(std::string_view cell) {
  const std::size_t begin = cell.find('`');
  const std::size_t end = begin == std::string_view::npos ? begin : cell.find('`', begin + 1);
  return end == std::string_view::npos ? "" : std::string(cell.substr(begin + 1, end - begin - 1));
}

std::map<std::string, Documented> documented_keys() {
  const std::string text = testing::text_of_file(testing::source_path("docs/configuration.md"));
  std::map<std::string, Documented> keys;
  bool is_table = false;
  for (const std::string& line : testing::lines_of(text)) {
    if (line.starts_with("| key |")) {
      is_table = true;
    } else if (!line.starts_with("|")) {
      is_table = false;
    } else if (is_table && line.starts_with("| `")) {
      std::vector<std::string> cells;
      for (std::size_t begin = 1; begin < line.size();) {
        const std::size_t end = line.find('|', begin);
        cells.push_back(line.substr(begin, end - begin));
        begin = end + 1;
      }
      keys[unquoted(cells.at(0))] = {cells.at(1), unquoted(cells.at(2))};
    }
  }
  return keys;
}

TEST(DocumentedKeys, are_those_of_the_code_with_their_defaults) {
  const std::map<std::string, Documented> keys = documented_keys();
  const Settings built_in;
  EXPECT_EQ(keys.size(), key_table().size());
  for (const KeyRow& row : key_table()) {
    const auto found = keys.find(std::string(row.name));
    ASSERT_NE(found, keys.end()) << row.name << " is not documented";
    EXPECT_EQ(found->second.fallback, value_text(built_in, row)) << row.name;
  }
}

TEST(DocumentedKeys, have_the_values_that_the_code_takes) {
  for (const auto& [name, documented] : documented_keys()) {
    const KeyRow* row = find_key(name);
    ASSERT_NE(row, nullptr) << name;
    for (const char* value : {"auto", "on", "off", "none", "system", "wheels"}) {
      const bool is_documented =
          testing::contains(documented.values, '`' + std::string(value) + '`');
      Settings settings;
      const bool is_taken = assign(settings, *row, value, {}, "");
      const bool is_free = row->kind == KeyRow::Kind::text || row->kind == KeyRow::Kind::wish;
      EXPECT_TRUE(is_free || is_documented == is_taken) << name << ' ' << value;
      EXPECT_TRUE(!is_documented || is_taken) << name << ' ' << value;
    }
  }
}

}  // namespace
}  // namespace ces
