#include "compat/yaml_loader.h"

#include "base/yaml_documents.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <utility>

namespace ces::compat {

namespace {

constexpr std::uint32_t k_schema = 1;
// Drivers as old as this are older than CUDA; a smaller number is a CUDA version in a driver's
// place.
constexpr std::uint32_t k_first_plausible_branch = 100;

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// Where a value stands: its line and the way to it.
struct Place {
  int line = 0;
  std::string key;
};

// A value and its place. The line is the key's, because a value left out is reported a line later.
struct Field {
  YAML::Node node;
  Place place;
};

int line_of(const YAML::Node& node) {
  return node.Mark().line + 1;
}

Place inside(const Place& place, const std::string& name, int line) {
  return {line, place.key.empty() ? name : place.key + '.' + name};
}

Field element(const Field& list, std::size_t index) {
  const YAML::Node node = list.node[index];
  return {node, {line_of(node), list.place.key + '[' + std::to_string(index) + ']'}};
}

// A map's values in the order they were asked for, every one there.
using Fields = std::vector<Field>;

class Reader {
 public:
  explicit Reader(std::string_view file_name) : m_file_name(file_name) {}

  LoadResult read(const std::string& text) {
    try {
      read_text(text);
    } catch (const YAML::Exception& error) {
      fail({std::max(error.mark.line + 1, 1), "YAML"}, error.msg + "; correct the syntax");
    } catch (const std::exception& error) {
      fail({1, "YAML"}, std::string(error.what()) + "; correct the file");
    }
    LoadResult result;
    if (m_errors.empty()) {
      result.tables = std::move(m_tables);
    }
    result.errors = std::move(m_errors);
    return result;
  }

 private:
  void fail(const Place& place, const std::string& what) {
    m_errors.push_back(m_file_name + ':' + std::to_string(place.line) + ": " + place.key + ": " +
                       what);
  }

  // ---- values ----------------------------------------------------------------------------------

  std::optional<Fields> read_map(const Field& map, std::initializer_list<std::string> names) {
    std::string all;
    for (const std::string& name : names) {
      all += (all.empty() ? "" : ", ") + name;
    }
    if (!map.node.IsMap()) {
      fail(map.place, "not a map; write the keys " + all);
      return std::nullopt;
    }
    const std::size_t errors_before = m_errors.size();
    std::vector<std::pair<std::string, Field>> entries;
    for (const auto& entry : map.node) {
      const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "?";
      const Place here = inside(map.place, name, line_of(entry.first));
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        fail(here, "unknown key; remove it, the keys here are " + all);
      } else if (find_entry(entries, name) != nullptr) {
        fail(here, "given twice; keep one");
      } else {
        entries.emplace_back(name, Field{entry.second, here});
      }
    }
    Fields fields;
    for (const std::string& name : names) {
      const Field* found = find_entry(entries, name);
      if (found == nullptr) {
        fail(inside(map.place, name, line_of(map.node)), "missing; add it");
      } else {
        fields.push_back(*found);
      }
    }
    if (m_errors.size() != errors_before) {
      return std::nullopt;
    }
    return fields;
  }

  static const Field* find_entry(const std::vector<std::pair<std::string, Field>>& entries,
                                 const std::string& name) {
    for (const auto& [entry_name, field] : entries) {
      if (entry_name == name) {
        return &field;
      }
    }
    return nullptr;
  }

  bool is_list(const Field& field) {
    if (!field.node.IsSequence() || field.node.size() == 0) {
      fail(field.place, "not a list of rows; write at least one \"- …\"");
      return false;
    }
    return true;
  }

  // Return text in quotes, or nothing and an error.
  std::optional<std::string> read_text_value(const Field& field, const std::string& example) {
    // yaml-cpp gives plain scalars the tag "?".
    if (!field.node.IsScalar() || field.node.Tag() == "?") {
      fail(field.place, "not a text in quotes; write it as in " + quoted(example));
      return std::nullopt;
    }
    return field.node.Scalar();
  }

  std::optional<std::uint32_t> read_number(const Field& field) {
    if (field.node.IsScalar() && field.node.Tag() == "?") {
      const std::optional<Version> number = Version::parse(field.node.Scalar());
      if (number && number->count() == 1 && number->str() == field.node.Scalar()) {
        return number->major();
      }
    }
    fail(field.place, "not a whole number; write digits without quotes");
    return std::nullopt;
  }

  // Return a CUDA version of exactly `fields` fields, spelled as the program spells it.
  std::optional<Version> read_cuda(const Field& field, std::size_t fields) {
    const std::string example = fields == 2 ? "12.4" : "12.4.1";
    const std::optional<std::string> text = read_text_value(field, example);
    if (!text) {
      return std::nullopt;
    }
    const std::optional<Version> version = Version::parse(*text);
    if (!version || version->count() != fields || version->str() != *text) {
      fail(field.place, quoted(*text) + " is not a CUDA version of " + std::to_string(fields) +
                            " numbers; write it as in " + quoted(example));
      return std::nullopt;
    }
    return version;
  }

  std::optional<DriverRelease> read_driver(const Field& field) {
    const std::string example = "450.80.02";
    const std::optional<std::string> text = read_text_value(field, example);
    if (!text) {
      return std::nullopt;
    }
    const std::optional<Version> version = Version::parse(*text);
    if (!version || version->count() < 2 || version->count() > 3 ||
        version->major() < k_first_plausible_branch) {
      fail(field.place,
           quoted(*text) +
               " is not a driver version; write two or three numbers joined by dots, as in " +
               quoted(example));
      return std::nullopt;
    }
    return DriverRelease{m_tables.keep(*text), *version};
  }

  std::optional<DriverRelease> read_driver_or_null(const Field& field) {
    if (field.node.IsNull()) {
      return DriverRelease{};
    }
    return read_driver(field);
  }

  std::string_view read_source(const Field& field) {
    if (!field.node.IsScalar() || field.node.Scalar().empty() ||
        field.node.Scalar().find('\n') != std::string::npos) {
      fail(field.place, "not one line of text; name the public page the block was read from");
      return {};
    }
    return m_tables.keep(field.node.Scalar());
  }

  // ---- blocks ----------------------------------------------------------------------------------

  void read_text(const std::string& text) {
    const YamlDocuments documents = load_yaml(text);
    if (!documents.has_first || documents.second_line > 0) {
      fail({std::max(documents.second_line, 1), "YAML"},
           "not one document; write the keys without \"---\" between them");
      return;
    }
    const Field root{documents.first, {line_of(documents.first), {}}};
    if (!root.node.IsMap()) {
      fail({root.place.line, "schema"}, "the file is not a map; begin with \"schema: 1\"");
      return;
    }
    const std::optional<Fields> blocks = read_map(
        root, {"schema", "toolkits", "driver_branches", "minor_version_minimum", "own_minimum"});
    if (!blocks) {
      return;
    }
    const std::optional<std::uint32_t> schema = read_number((*blocks)[0]);
    if (schema && *schema != k_schema) {
      fail((*blocks)[0].place, "schema " + std::to_string(*schema) +
                                   " is not known; write 1, or teach the loader the new one");
    }
    read_toolkits((*blocks)[1]);
    read_branches((*blocks)[2]);
    read_minor_version_minima((*blocks)[3]);
    read_own_minima((*blocks)[4]);
    if (m_errors.empty()) {
      check_toolkits_against_branches();
      check_minor_version_minima();
      check_own_minima();
    }
  }

  void read_toolkits(const Field& field) {
    const std::optional<Fields> block = read_map(field, {"source", "releases"});
    if (!block) {
      return;
    }
    m_tables.toolkits_source = read_source((*block)[0]);
    const Field& rows = (*block)[1];
    if (!is_list(rows)) {
      return;
    }
    for (std::size_t i = 0; i < rows.node.size(); ++i) {
      const Field here = element(rows, i);
      const std::optional<Fields> row = read_map(here, {"version", "bundled", "table"});
      if (!row) {
        continue;
      }
      const auto version = read_cuda((*row)[0], 3);
      const auto bundled = read_driver_or_null((*row)[1]);
      const auto table = read_driver_or_null((*row)[2]);
      if (!version || !bundled || !table) {
        continue;
      }
      if (!m_tables.toolkits.empty() && *version <= m_tables.toolkits.back().version) {
        fail_order((*row)[0].place, version->str(), m_tables.toolkits.back().version.str());
      }
      m_tables.toolkits.push_back({*version, *bundled, *table});
      m_toolkit_places.push_back(here.place);
    }
  }

  void read_branches(const Field& field) {
    const std::optional<Fields> block = read_map(field, {"source", "branches", "without_toolkit"});
    if (!block) {
      return;
    }
    m_tables.branches_source = read_source((*block)[0]);
    const Field& rows = (*block)[1];
    if (!is_list(rows)) {
      return;
    }
    // Forgotten after a row with an error, lest the next row be blamed too.
    std::optional<DriverBranch> before;
    for (std::size_t i = 0; i < rows.node.size(); ++i) {
      const Field here = element(rows, i);
      const std::optional<Fields> row = read_map(here, {"branch", "cuda"});
      if (!row) {
        before.reset();
        continue;
      }
      const auto branch = read_number((*row)[0]);
      const auto cuda = read_cuda((*row)[1], 2);
      if (!branch || !cuda) {
        before.reset();
        continue;
      }
      if (before) {
        if (*branch <= before->branch) {
          fail_order((*row)[0].place, std::to_string(*branch), std::to_string(before->branch));
        }
        check_cuda_step((*row)[1].place, before->cuda, *cuda);
      }
      before = {*branch, *cuda};
      m_tables.branches.push_back(*before);
      m_branch_places.push_back(here.place);
    }
    read_without_toolkit((*block)[2]);
  }

  void read_without_toolkit(const Field& rows) {
    if (!rows.node.IsSequence()) {
      fail(rows.place, "not a list; write [] if every CUDA has a toolkit");
      return;
    }
    for (std::size_t i = 0; i < rows.node.size(); ++i) {
      const Field here = element(rows, i);
      const auto cuda = read_cuda(here, 2);
      if (!cuda) {
        continue;
      }
      if (!m_without_toolkit.empty() && *cuda <= m_without_toolkit.back()) {
        fail_order(here.place, cuda->str(), m_without_toolkit.back().str());
      }
      m_without_toolkit.push_back(*cuda);
      m_without_toolkit_places.push_back(here.place);
    }
  }

  void read_minor_version_minima(const Field& field) {
    const std::optional<Fields> block = read_map(field, {"source", "rows"});
    if (!block) {
      return;
    }
    m_tables.minor_version_minima_source = read_source((*block)[0]);
    const Field& rows = (*block)[1];
    if (!is_list(rows)) {
      return;
    }
    // The major that is due; 0, any, after a row with an error, lest the next row be blamed too.
    std::uint32_t due = k_first_family_major;
    for (std::size_t i = 0; i < rows.node.size(); ++i) {
      const Field here = element(rows, i);
      const std::optional<Fields> row = read_map(here, {"major", "driver"});
      if (!row) {
        due = 0;
        continue;
      }
      const auto major = read_number((*row)[0]);
      const auto driver = read_driver((*row)[1]);
      if (!major || !driver) {
        due = 0;
        continue;
      }
      auto& minima = m_tables.minor_version_minima;
      if (due != 0 && *major != due) {
        fail((*row)[0].place, std::to_string(*major) + " stands where " + std::to_string(due) +
                                  " is due; give every major once, ascending, from " +
                                  std::to_string(k_first_family_major));
      }
      if (!minima.empty() && driver->version <= minima.back().driver.version) {
        fail_order((*row)[1].place, driver->text, minima.back().driver.text);
      }
      due = *major + 1;
      minima.push_back({*major, *driver});
      m_minor_places.push_back(here.place);
    }
  }

  void read_own_minima(const Field& field) {
    const std::optional<Fields> block = read_map(field, {"source", "rows"});
    if (!block) {
      return;
    }
    m_tables.own_minima_source = read_source((*block)[0]);
    const Field& rows = (*block)[1];
    if (!is_list(rows)) {
      return;
    }
    for (std::size_t i = 0; i < rows.node.size(); ++i) {
      const Field here = element(rows, i);
      const std::optional<Fields> row = read_map(here, {"toolkit", "driver"});
      if (!row) {
        continue;
      }
      const auto toolkit = read_cuda((*row)[0], 2);
      const auto driver = read_driver((*row)[1]);
      if (!toolkit || !driver) {
        continue;
      }
      auto& minima = m_tables.own_minima;
      if (!minima.empty() && *toolkit <= minima.back().toolkit) {
        fail_order((*row)[0].place, toolkit->str(), minima.back().toolkit.str());
      }
      if (!minima.empty() && driver->version <= minima.back().driver.version) {
        fail_order((*row)[1].place, driver->text, minima.back().driver.text);
      }
      minima.push_back({*toolkit, *driver});
      m_own_places.push_back(here.place);
    }
  }

  // ---- what rows must be to each other
  // -----------------------------------------------------------

  void fail_order(const Place& place, std::string_view value, std::string_view before) {
    fail(place, std::string(value) + " does not come after " + std::string(before) +
                    " in the row before; sort the rows, each value once");
  }

  // No CUDA release was ever left out by all drivers, so a jump is a forgotten row.
  void check_cuda_step(const Place& place, const Version& before, const Version& now) {
    const bool same = now == before;
    const bool next_minor = now.major() == before.major() && now.minor() == before.minor() + 1;
    const bool next_major = now.major() == before.major() + 1 && now.minor() == 0;
    if (!same && !next_minor && !next_major) {
      fail(place, now.str() + " does not follow " + before.str() +
                      " in the row before; add the branch between them, or correct the number");
    }
  }

  [[nodiscard]] bool has_toolkit(const Version& cuda) const {
    return std::any_of(m_tables.toolkits.begin(), m_tables.toolkits.end(),
                       [&](const auto& row) { return row.version.release() == cuda; });
  }

  [[nodiscard]] bool has_branch(const Version& cuda) const {
    return std::any_of(m_tables.branches.begin(), m_tables.branches.end(),
                       [&](const auto& row) { return row.cuda == cuda; });
  }

  [[nodiscard]] bool is_without_toolkit(const Version& cuda) const {
    return std::find(m_without_toolkit.begin(), m_without_toolkit.end(), cuda) !=
           m_without_toolkit.end();
  }

  // Return what a driver supports by itself, or 0.0 below the first branch.
  [[nodiscard]] Version native_cuda(const DriverRelease& driver) const {
    Version cuda(0, 0);
    for (const DriverBranch& row : m_tables.branches) {
      if (row.branch <= driver.version.major()) {
        cuda = row.cuda;
      }
    }
    return cuda;
  }

  void check_minimum(const Place& place, const DriverRelease& driver, const Version& due) {
    const Version cuda = native_cuda(driver);
    if (cuda != due) {
      fail(place, "driver " + std::string(driver.text) + " is of CUDA " + cuda.str() + ", not of " +
                      due.str() + "; correct the driver, or its branch in driver_branches");
    }
  }

  void check_toolkits_against_branches() {
    for (std::size_t i = 0; i < m_tables.toolkits.size(); ++i) {
      const Version cuda = m_tables.toolkits[i].version.release();
      if (!has_branch(cuda)) {
        fail(m_toolkit_places[i], "no driver branch supports CUDA " + cuda.str() +
                                      "; add its branch to driver_branches");
      }
    }
    for (std::size_t i = 0; i < m_tables.branches.size(); ++i) {
      const Version& cuda = m_tables.branches[i].cuda;
      if (!has_toolkit(cuda) && !is_without_toolkit(cuda)) {
        fail(m_branch_places[i],
             "no toolkit is CUDA " + cuda.str() + "; add it to toolkits, or to without_toolkit");
      }
    }
    for (std::size_t i = 0; i < m_without_toolkit.size(); ++i) {
      const Version& cuda = m_without_toolkit[i];
      if (has_toolkit(cuda) || !has_branch(cuda)) {
        fail(m_without_toolkit_places[i],
             cuda.str() + " has a toolkit, or no driver branch; remove it");
      }
    }
  }

  void check_minor_version_minima() {
    const std::uint32_t newest = m_tables.toolkits.back().version.major();
    const auto& minima = m_tables.minor_version_minima;
    if (minima.back().major != newest) {
      fail(m_minor_places.back(), "the last major is " + std::to_string(minima.back().major) +
                                      ", the newest toolkit's is " + std::to_string(newest) +
                                      "; give every major a row, and no other");
    }
    for (std::size_t i = 0; i < minima.size(); ++i) {
      check_minimum(m_minor_places[i], minima[i].driver, {minima[i].major, 0});
    }
  }

  void check_own_minima() {
    std::vector<Version> due;
    for (const ToolkitRelease& row : m_tables.toolkits) {
      const Version cuda = row.version.release();
      if (cuda.major() < k_first_family_major && (due.empty() || due.back() != cuda)) {
        due.push_back(cuda);
      }
    }
    for (const Version& cuda : due) {
      const bool there = std::any_of(m_tables.own_minima.begin(), m_tables.own_minima.end(),
                                     [&](const auto& row) { return row.toolkit == cuda; });
      if (!there) {
        fail(m_own_places.front(), "no row for CUDA " + cuda.str() + "; add it");
      }
    }
    for (std::size_t i = 0; i < m_tables.own_minima.size(); ++i) {
      const OwnMinimum& row = m_tables.own_minima[i];
      if (std::find(due.begin(), due.end(), row.toolkit) == due.end()) {
        fail(m_own_places[i], "no toolkit before CUDA " + std::to_string(k_first_family_major) +
                                  " is " + row.toolkit.str() + "; remove the row");
      } else {
        check_minimum(m_own_places[i], row.driver, row.toolkit);
      }
    }
  }

  std::string m_file_name;
  LoadedTables m_tables;
  std::vector<std::string> m_errors;
  std::vector<Version> m_without_toolkit;
  // Where each row stands, by the same index as in m_tables.
  std::vector<Place> m_toolkit_places;
  std::vector<Place> m_branch_places;
  std::vector<Place> m_minor_places;
  std::vector<Place> m_own_places;
  std::vector<Place> m_without_toolkit_places;
};

}  // namespace

Tables LoadedTables::view() const {
  return {.toolkits = toolkits,
          .branches = branches,
          .minor_version_minima = minor_version_minima,
          .own_minima = own_minima,
          .toolkits_source = toolkits_source,
          .branches_source = branches_source,
          .minor_version_minima_source = minor_version_minima_source,
          .own_minima_source = own_minima_source};
}

LoadResult load_tables(const std::string& text, std::string_view file_name) {
  return Reader(file_name).read(text);
}

}  // namespace ces::compat
