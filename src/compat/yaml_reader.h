// Values out of YAML, each with the place it stands at, so that every error can name it.
#pragma once

#include "compat/tables.h"

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces::compat {

// Where a value stands: its line and the way to it.
struct YamlPlace {
  int line = 0;
  std::string key;
};

// A value and its place. The line is the key's, because a value left out is reported a line later.
struct YamlField {
  YAML::Node node;
  YamlPlace place;
};

// A map's values in the order they were asked for, every one there.
using YamlFields = std::vector<YamlField>;

// Reads values and collects what is wrong with them; an unreadable value is nothing, and an error.
class YamlReader {
 public:
  // Texts that outlive the reading are kept in `texts`.
  YamlReader(std::string_view file_name, std::deque<std::string>& texts)
      : m_file_name(file_name), m_texts(&texts) {}

  [[nodiscard]] const std::vector<std::string>& errors() const { return m_errors; }
  void fail(const YamlPlace& place, const std::string& what);
  void fail_order(const YamlPlace& place, std::string_view value, std::string_view before);

  // Return the fields `names` of a map that has these and no others.
  std::optional<YamlFields> map(const YamlField& field, const std::vector<std::string>& names);
  // Return the fields of a block: `rest` after its source, which is kept in `source`.
  std::optional<YamlFields> block(const YamlField& field, std::string_view& source,
                                  const std::vector<std::string>& rest);
  // Return the elements of a list that has at least one.
  std::vector<YamlField> rows(const YamlField& field);
  // Return the elements of a list, none of null or [].
  std::vector<YamlField> elements(const YamlField& field);

  // Return text in quotes.
  std::optional<std::string> text(const YamlField& field, const std::string& example);
  // The same, kept.
  std::optional<std::string_view> kept_text(const YamlField& field, const std::string& example);
  std::optional<std::string_view> kept_text_or_null(const YamlField& field,
                                                    const std::string& example);
  std::optional<std::uint32_t> number(const YamlField& field);
  // Return 0 for null.
  std::optional<std::uint32_t> number_or_null(const YamlField& field);
  // Return a CUDA version of exactly `fields` fields, spelled as the program spells it.
  std::optional<Version> cuda(const YamlField& field, std::size_t fields);
  // Return a version without fields for null.
  std::optional<Version> cuda_or_null(const YamlField& field, std::size_t fields);
  // The same for two numbers that are no CUDA version; `what` says which they are.
  std::optional<Version> pair(const YamlField& field, const std::string& what,
                              const std::string& example);
  std::optional<DriverRelease> driver(const YamlField& field);
  std::optional<DriverRelease> driver_or_null(const YamlField& field);
  // Return one line of text, kept.
  std::string_view source(const YamlField& field);

 private:
  std::optional<Version> version(const YamlField& field, std::size_t fields,
                                 const std::string& what, const std::string& example);

  std::string m_file_name;
  std::deque<std::string>* m_texts;
  std::vector<std::string> m_errors;
};

}  // namespace ces::compat
