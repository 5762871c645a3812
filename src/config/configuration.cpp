#include "config/configuration.h"

#include "base/path.h"
#include "base/suggest.h"
#include "base/text.h"
#include "config/places.h"
#include "config/switches.h"
#include "config/yaml_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace ces {

namespace {

using Kind = ConfigFault::Kind;

constexpr std::size_t k_file_limit = std::size_t{64} * 1024;
constexpr std::size_t k_pin_limit = 8192;  // a path has at most 4096 bytes

// Variables of ours that are no keys.
constexpr std::array<std::string_view, 1> k_other_variables = {"CUDA_ENV_SWITCH_STATE"};

std::string quoted(std::string_view text) {
  constexpr std::size_t k_shown = 60;
  const bool is_long = text.size() > k_shown;
  return "'" + printable(text.substr(0, k_shown)) + (is_long ? "..." : "") + "'";
}

std::string why_unreadable(ReadStatus status) {
  switch (status) {
    case ReadStatus::not_regular:
      return "is no regular file";
    case ReadStatus::denied:
      return "may not be read by this user";
    default:
      return "cannot be read";
  }
}

// Return the key that `name` is a likely misspelling of, nullptr if none is near.
const KeyRow* nearest_key(std::string_view name) {
  std::vector<std::string_view> names;
  for (const KeyRow& row : key_table()) {
    names.push_back(row.name);
  }
  return find_key(nearest_word(lower_case(name), names));
}

std::string did_you_mean(const std::string& name) {
  return name.empty() ? "remove it; 'cuda-env-resolve config' shows all keys"
                      : "did you mean " + name + "?";
}

class Reader {
 public:
  Reader(const System& system, Configuration& configuration)
      : m_system(system),
        m_home(system.environment().get("HOME").value_or("")),
        m_configuration(configuration) {}

  void read_file(Level level, const std::string& path) {
    const auto text = text_of(level, path, k_file_limit, Kind::unreadable);
    if (!text) {
      return;
    }
    const YamlFile file = read_yaml(*text);
    for (const YamlFault& fault : file.faults) {
      add_fault(Kind::unreadable, {level, path, fault.line}, fault.what, "correct the file");
    }
    for (auto entry = file.entries.begin(); entry != file.entries.end(); ++entry) {
      const Source source{level, path, entry->line};
      const auto first = std::find_if(file.entries.begin(), entry, [&](const YamlEntry& earlier) {
        return earlier.key == entry->key;
      });
      if (first != entry) {
        add_fault(Kind::wrong_value, source, quoted(entry->key) + " is given a second time",
                  "keep one; that of line " + std::to_string(first->line) + " counts");
      } else {
        read_entry(*entry, source);
      }
    }
  }

  void read_pin(const std::string& path) {
    const auto text = text_of(Level::pin, path, k_pin_limit, Kind::pin);
    if (!text) {
      return;
    }
    const Source source{Level::pin, path, 1};
    const KeyRow& row = key_table().front();  // toolkit
    if (!assign(m_configuration.settings, row, *text, source, m_home)) {
      add_fault(Kind::pin, source, quoted(trim(*text)) + " names no toolkit",
                "pin again: cuda-env-resolve use SPEC, or remove the file");
    }
  }

  void read_variables() {
    const std::vector<std::string_view>& entries = m_system.environment().entries();
    // From the end, since of two entries the first counts.
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      const std::size_t equals = entry->find('=');
      if (entry->starts_with(k_variable_prefix) && equals != std::string_view::npos &&
          equals + 1 < entry->size()) {
        read_variable(entry->substr(0, equals), entry->substr(equals + 1));
      }
    }
  }

 private:
  // Return the text of a file of ours, nothing if it is not there or cannot be read.
  std::optional<std::string> text_of(Level level, const std::string& path, std::size_t limit,
                                     Kind kind) {
    if (path.empty()) {
      return std::nullopt;
    }
    FileText file = m_system.read(path, limit + 1);
    const bool is_there = file.status != ReadStatus::missing;
    m_configuration.files.push_back({level, path, is_there});
    if (!is_there) {
      return std::nullopt;
    }
    if (!file.ok()) {
      add_fault(kind, {level, path, 0}, why_unreadable(file.status),
                "make it a file that you may read, or remove it");
      return std::nullopt;
    }
    if (file.text.size() > limit) {
      add_fault(kind, {level, path, 0},
                "is longer than " + std::to_string(limit) + " bytes, so nothing of it counts",
                "shorten it");
      return std::nullopt;
    }
    return std::move(file.text);
  }

  void read_entry(const YamlEntry& entry, const Source& source) {
    using Shape = YamlEntry::Shape;
    const KeyRow* row = find_key(entry.key);
    if (row == nullptr) {
      const KeyRow* nearest = nearest_key(entry.key);
      add_fault(Kind::unknown_key, source, "there is no key " + quoted(entry.key),
                did_you_mean(std::string(nearest != nullptr ? nearest->name : "")));
      return;
    }
    const bool takes_list = row->kind == KeyRow::Kind::codes;
    const bool has_shape = entry.shape == Shape::text || (takes_list && entry.shape == Shape::list);
    if (!has_shape || !assign(m_configuration.settings, *row, entry.text, source, m_home)) {
      const std::string value = entry.shape == Shape::text      ? quoted(entry.text)
                                : entry.shape == Shape::nothing ? "nothing"
                                : entry.shape == Shape::list    ? "a list"
                                                                : "a map or a list of lists";
      add_wrong_value(*row, value, source);
    }
  }

  void read_variable(std::string_view name, std::string_view value) {
    if (std::find(k_other_variables.begin(), k_other_variables.end(), name) !=
        k_other_variables.end()) {
      return;
    }
    const Source source{Level::variable, std::string(name), 0};
    const auto row = std::find_if(key_table().begin(), key_table().end(),
                                  [&](const KeyRow& key) { return variable_of(key) == name; });
    if (row == key_table().end()) {
      const KeyRow* nearest = nearest_key(name.substr(k_variable_prefix.size()));
      add_fault(Kind::unknown_key, source, "there is no such variable",
                did_you_mean(nearest != nullptr ? variable_of(*nearest) : ""));
    } else if (row->name == "disable") {
      m_configuration.settings.disable = {is_disabled(m_system.environment()), source};
    } else if (!assign(m_configuration.settings, *row, value, source, m_home)) {
      add_wrong_value(*row, quoted(value), source);
    }
  }

  void add_wrong_value(const KeyRow& row, const std::string& value, const Source& source) {
    add_fault(Kind::wrong_value, source, quoted(row.name) + " is " + value + ", which it cannot be",
              "make it " + std::string(expected_values(row.kind)));
  }

  void add_fault(Kind kind, const Source& source, std::string what, std::string remedy) {
    m_configuration.faults.push_back(
        {kind, place_in_words(source), std::move(what), std::move(remedy)});
  }

  const System& m_system;
  std::string_view m_home;
  Configuration& m_configuration;
};

}  // namespace

Configuration read_configuration(const System& system, const std::string& prefix) {
  const Environment& environment = system.environment();
  Configuration configuration;
  Reader reader(system, configuration);
  reader.read_file(Level::site, site_file());
  reader.read_file(Level::user, user_file(environment));
  reader.read_file(Level::environment, environment_file(prefix));
  reader.read_pin(environment_pin(prefix));
  reader.read_pin(user_pin(environment, prefix));
  reader.read_variables();
  return configuration;
}

}  // namespace ces
