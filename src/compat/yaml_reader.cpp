#include "compat/yaml_reader.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

namespace ces::compat {

namespace {

// Drivers as old as this are older than CUDA; a smaller number is a CUDA version in a driver's
// place.
constexpr std::uint32_t k_first_plausible_branch = 100;

using Entries = std::vector<std::pair<std::string, YamlField>>;

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

int line_of(const YAML::Node& node) {
  return node.Mark().line + 1;
}

YamlPlace inside(const YamlPlace& place, const std::string& name, int line) {
  return {line, place.key.empty() ? name : place.key + '.' + name};
}

const YamlField* find_entry(const Entries& entries, const std::string& name) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == entries.end() ? nullptr : &found->second;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    all += (all.empty() ? "" : ", ") + name;
  }
  return all;
}

// yaml-cpp gives plain scalars the tag "?".
bool is_plain(const YAML::Node& node) {
  return node.IsScalar() && node.Tag() == "?";
}

}  // namespace

void YamlReader::fail(const YamlPlace& place, const std::string& what) {
  // A key is whatever the file says, line ends included; an error is one line.
  m_errors.push_back(m_file_name + ':' + std::to_string(place.line) + ": " + printable(place.key) +
                     ": " + printable(what));
}

void YamlReader::fail_order(const YamlPlace& place, std::string_view value,
                            std::string_view before) {
  fail(place, std::string(value) + " does not come after " + std::string(before) +
                  " in the row before; sort the rows, each value once");
}

// ---- maps and lists -----------------------------------------------------------------------------

std::optional<YamlFields> YamlReader::map(const YamlField& field,
                                          const std::vector<std::string>& names) {
  if (!field.node.IsMap()) {
    fail(field.place, "not a map; write the keys " + joined(names));
    return std::nullopt;
  }
  const std::size_t errors_before = m_errors.size();
  Entries entries;
  for (const auto& entry : field.node) {
    const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    const YamlPlace here = inside(field.place, name, line_of(entry.first));
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      fail(here, "unknown key; remove it, the keys here are " + joined(names));
    } else if (find_entry(entries, name) != nullptr) {
      fail(here, "given twice; keep one");
    } else {
      entries.emplace_back(name, YamlField{entry.second, here});
    }
  }
  YamlFields fields;
  for (const std::string& name : names) {
    const YamlField* found = find_entry(entries, name);
    if (found == nullptr) {
      fail(inside(field.place, name, line_of(field.node)), "missing; add it");
    } else {
      fields.push_back(*found);
    }
  }
  if (m_errors.size() != errors_before) {
    return std::nullopt;
  }
  return fields;
}

std::optional<YamlFields> YamlReader::block(const YamlField& field, std::string_view& source_line,
                                            const std::vector<std::string>& rest) {
  std::vector<std::string> names = {"source"};
  names.insert(names.end(), rest.begin(), rest.end());
  const std::optional<YamlFields> fields = map(field, names);
  if (!fields) {
    return std::nullopt;
  }
  source_line = source(fields->front());
  // A copy and no erase: to assign to a node of yaml-cpp is to change the document.
  return YamlFields(fields->begin() + 1, fields->end());
}

std::vector<YamlField> YamlReader::elements(const YamlField& field) {
  std::vector<YamlField> found;
  if (field.node.IsNull()) {
    return found;
  }
  if (!field.node.IsSequence()) {
    fail(field.place, "not a list; write [] if there is nothing to list");
    return found;
  }
  for (std::size_t i = 0; i < field.node.size(); ++i) {
    const YAML::Node node = field.node[i];
    found.push_back({node, {line_of(node), field.place.key + '[' + std::to_string(i) + ']'}});
  }
  return found;
}

std::vector<YamlField> YamlReader::rows(const YamlField& field) {
  if (!field.node.IsSequence() || field.node.size() == 0) {
    fail(field.place, "not a list of rows; write at least one \"- …\"");
    return {};
  }
  return elements(field);
}

// ---- values -------------------------------------------------------------------------------------

std::optional<std::string> YamlReader::text(const YamlField& field, const std::string& example) {
  if (!field.node.IsScalar() || is_plain(field.node)) {
    fail(field.place, "not a text in quotes; write it as in " + quoted(example));
    return std::nullopt;
  }
  return field.node.Scalar();
}

std::optional<std::string_view> YamlReader::kept_text(const YamlField& field,
                                                      const std::string& example) {
  const std::optional<std::string> value = text(field, example);
  if (!value || value->empty() || value->find('\n') != std::string::npos) {
    if (value) {
      fail(field.place, "not one line of text; write it as in " + quoted(example));
    }
    return std::nullopt;
  }
  return std::string_view(m_texts->emplace_back(*value));
}

std::optional<std::string_view> YamlReader::kept_text_or_null(const YamlField& field,
                                                              const std::string& example) {
  return field.node.IsNull() ? std::string_view() : kept_text(field, example);
}

std::optional<std::uint32_t> YamlReader::number(const YamlField& field) {
  if (is_plain(field.node)) {
    const std::optional<Version> value = Version::parse(field.node.Scalar());
    if (value && value->count() == 1 && value->str() == field.node.Scalar()) {
      return value->major();
    }
  }
  fail(field.place, "not a whole number; write digits without quotes");
  return std::nullopt;
}

std::optional<std::uint32_t> YamlReader::number_or_null(const YamlField& field) {
  return field.node.IsNull() ? 0 : number(field);
}

std::optional<Version> YamlReader::version(const YamlField& field, std::size_t fields,
                                           const std::string& what, const std::string& example) {
  const std::optional<std::string> value = text(field, example);
  if (!value) {
    return std::nullopt;
  }
  const std::optional<Version> parsed = Version::parse(*value);
  if (!parsed || parsed->count() != fields || parsed->str() != *value) {
    fail(field.place, quoted(*value) + " is not a " + what + " of " + std::to_string(fields) +
                          " numbers; write it as in " + quoted(example));
    return std::nullopt;
  }
  return parsed;
}

std::optional<Version> YamlReader::cuda(const YamlField& field, std::size_t fields) {
  return version(field, fields, "CUDA version", fields == 2 ? "12.4" : "12.4.1");
}

std::optional<Version> YamlReader::cuda_or_null(const YamlField& field, std::size_t fields) {
  return field.node.IsNull() ? Version() : cuda(field, fields);
}

std::optional<Version> YamlReader::pair(const YamlField& field, const std::string& what,
                                        const std::string& example) {
  return version(field, 2, what, example);
}

std::optional<DriverRelease> YamlReader::driver(const YamlField& field) {
  const std::string example = "450.80.02";
  const std::optional<std::string> value = text(field, example);
  if (!value) {
    return std::nullopt;
  }
  const std::optional<Version> parsed = Version::parse(*value);
  if (!parsed || parsed->count() < 2 || parsed->count() > 3 ||
      parsed->major() < k_first_plausible_branch) {
    fail(field.place,
         quoted(*value) +
             " is not a driver version; write two or three numbers joined by dots, as in " +
             quoted(example));
    return std::nullopt;
  }
  return DriverRelease{m_texts->emplace_back(*value), *parsed};
}

std::optional<DriverRelease> YamlReader::driver_or_null(const YamlField& field) {
  return field.node.IsNull() ? DriverRelease{} : driver(field);
}

std::string_view YamlReader::source(const YamlField& field) {
  if (!field.node.IsScalar() || field.node.Scalar().empty() ||
      field.node.Scalar().find('\n') != std::string::npos) {
    fail(field.place, "not one line of text; name the public page the block was read from");
    return {};
  }
  return m_texts->emplace_back(field.node.Scalar());
}

}  // namespace ces::compat
