// The blocks about toolkits and drivers: toolkits, driver_branches, minor_version_minimum,
// own_minimum.
#include "compat/yaml_blocks.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace ces::compat {

// ---- rows
// -----------------------------------------------------------------------------------------

void DriverBlocks::read_toolkits(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.toolkits_source, {"releases"});
  if (!block) {
    return;
  }
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<YamlFields> row = m_reader.map(here, {"version", "bundled", "table"});
    if (!row) {
      continue;
    }
    const auto version = m_reader.cuda((*row)[0], 3);
    const auto bundled = m_reader.driver_or_null((*row)[1]);
    const auto table = m_reader.driver_or_null((*row)[2]);
    if (!version || !bundled || !table) {
      continue;
    }
    if (!m_tables.toolkits.empty() && *version <= m_tables.toolkits.back().version) {
      m_reader.fail_order((*row)[0].place, version->str(), m_tables.toolkits.back().version.str());
    }
    m_tables.toolkits.push_back({*version, *bundled, *table});
    m_toolkit_places.push_back(here.place);
  }
}

void DriverBlocks::read_branches(const YamlField& field) {
  const auto block =
      m_reader.block(field, m_tables.branches_source, {"branches", "without_toolkit"});
  if (!block) {
    return;
  }
  // Forgotten after a row with an error, lest the next row be blamed too.
  std::optional<DriverBranch> before;
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<YamlFields> row = m_reader.map(here, {"branch", "cuda"});
    const auto branch = row ? m_reader.number((*row)[0]) : std::nullopt;
    const auto cuda = row ? m_reader.cuda((*row)[1], 2) : std::nullopt;
    if (!branch || !cuda) {
      before.reset();
      continue;
    }
    if (before) {
      if (*branch <= before->branch) {
        m_reader.fail_order((*row)[0].place, std::to_string(*branch),
                            std::to_string(before->branch));
      }
      check_cuda_step((*row)[1].place, before->cuda, *cuda);
    }
    before = {*branch, *cuda};
    m_tables.branches.push_back(*before);
    m_branch_places.push_back(here.place);
  }
  read_without_toolkit((*block)[1]);
}

void DriverBlocks::read_without_toolkit(const YamlField& field) {
  for (const YamlField& here : m_reader.elements(field)) {
    const auto cuda = m_reader.cuda(here, 2);
    if (!cuda) {
      continue;
    }
    if (!m_without_toolkit.empty() && *cuda <= m_without_toolkit.back()) {
      m_reader.fail_order(here.place, cuda->str(), m_without_toolkit.back().str());
    }
    m_without_toolkit.push_back(*cuda);
    m_without_toolkit_places.push_back(here.place);
  }
}

void DriverBlocks::read_minor_version_minima(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.minor_version_minima_source, {"rows"});
  if (!block) {
    return;
  }
  // The major that is due; 0, any, after a row with an error, lest the next row be blamed too.
  std::uint32_t due = k_first_family_major;
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<YamlFields> row = m_reader.map(here, {"major", "driver"});
    const auto major = row ? m_reader.number((*row)[0]) : std::nullopt;
    const auto driver = row ? m_reader.driver((*row)[1]) : std::nullopt;
    if (!major || !driver) {
      due = 0;
      continue;
    }
    auto& minima = m_tables.minor_version_minima;
    if (due != 0 && *major != due) {
      m_reader.fail((*row)[0].place, std::to_string(*major) + " stands where " +
                                         std::to_string(due) +
                                         " is due; give every major once, ascending, from " +
                                         std::to_string(k_first_family_major));
    }
    if (!minima.empty() && driver->version <= minima.back().driver.version) {
      m_reader.fail_order((*row)[1].place, driver->text, minima.back().driver.text);
    }
    due = *major + 1;
    minima.push_back({*major, *driver});
    m_minor_places.push_back(here.place);
  }
}

void DriverBlocks::read_own_minima(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.own_minima_source, {"rows"});
  if (!block) {
    return;
  }
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<YamlFields> row = m_reader.map(here, {"toolkit", "driver"});
    const auto toolkit = row ? m_reader.cuda((*row)[0], 2) : std::nullopt;
    const auto driver = row ? m_reader.driver((*row)[1]) : std::nullopt;
    if (!toolkit || !driver) {
      continue;
    }
    auto& minima = m_tables.own_minima;
    if (!minima.empty() && *toolkit <= minima.back().toolkit) {
      m_reader.fail_order((*row)[0].place, toolkit->str(), minima.back().toolkit.str());
    }
    if (!minima.empty() && driver->version <= minima.back().driver.version) {
      m_reader.fail_order((*row)[1].place, driver->text, minima.back().driver.text);
    }
    minima.push_back({*toolkit, *driver});
    m_own_places.push_back(here.place);
  }
}

// ---- what rows must be to each other
// --------------------------------------------------------------

void DriverBlocks::check() {
  check_toolkits_against_branches();
  check_minor_version_minima();
  check_own_minima();
}

// No CUDA release was ever left out by all drivers, so a jump is a forgotten row.
void DriverBlocks::check_cuda_step(const YamlPlace& place, const Version& before,
                                   const Version& now) {
  const bool same = now == before;
  const bool next_minor = now.major() == before.major() && now.minor() == before.minor() + 1;
  const bool next_major = now.major() == before.major() + 1 && now.minor() == 0;
  if (!same && !next_minor && !next_major) {
    m_reader.fail(place, now.str() + " does not follow " + before.str() +
                             " in the row before; add the branch between them, or correct the "
                             "number");
  }
}

bool DriverBlocks::is_without_toolkit(const Version& cuda) const {
  return std::find(m_without_toolkit.begin(), m_without_toolkit.end(), cuda) !=
         m_without_toolkit.end();
}

Version DriverBlocks::native_cuda(const DriverRelease& driver) const {
  Version cuda(0, 0);
  for (const DriverBranch& row : m_tables.branches) {
    if (row.branch <= driver.version.major()) {
      cuda = row.cuda;
    }
  }
  return cuda;
}

void DriverBlocks::check_minimum(const YamlPlace& place, const DriverRelease& driver,
                                 const Version& due) {
  const Version cuda = native_cuda(driver);
  if (cuda != due) {
    m_reader.fail(place, "driver " + std::string(driver.text) + " is of CUDA " + cuda.str() +
                             ", not of " + due.str() +
                             "; correct the driver, or its branch in driver_branches");
  }
}

void DriverBlocks::check_toolkits_against_branches() {
  for (std::size_t i = 0; i < m_tables.toolkits.size(); ++i) {
    const Version cuda = m_tables.toolkits[i].version.release();
    if (!m_tables.has_branch_of(cuda)) {
      m_reader.fail(m_toolkit_places[i], "no driver branch supports CUDA " + cuda.str() +
                                             "; add its branch to driver_branches");
    }
  }
  for (std::size_t i = 0; i < m_tables.branches.size(); ++i) {
    const Version& cuda = m_tables.branches[i].cuda;
    if (!m_tables.has_toolkit(cuda) && !is_without_toolkit(cuda)) {
      m_reader.fail(m_branch_places[i], "no toolkit is CUDA " + cuda.str() +
                                            "; add it to toolkits, or to without_toolkit");
    }
  }
  for (std::size_t i = 0; i < m_without_toolkit.size(); ++i) {
    const Version& cuda = m_without_toolkit[i];
    if (m_tables.has_toolkit(cuda) || !m_tables.has_branch_of(cuda)) {
      m_reader.fail(m_without_toolkit_places[i],
                    cuda.str() + " has a toolkit, or no driver branch; remove it");
    }
  }
}

void DriverBlocks::check_minor_version_minima() {
  const std::uint32_t newest = m_tables.toolkits.back().version.major();
  const auto& minima = m_tables.minor_version_minima;
  if (minima.back().major != newest) {
    m_reader.fail(m_minor_places.back(), "the last major is " +
                                             std::to_string(minima.back().major) +
                                             ", the newest toolkit's is " + std::to_string(newest) +
                                             "; give every major a row, and no other");
  }
  for (std::size_t i = 0; i < minima.size(); ++i) {
    check_minimum(m_minor_places[i], minima[i].driver, {minima[i].major, 0});
  }
}

void DriverBlocks::check_own_minima() {
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
      m_reader.fail(m_own_places.front(), "no row for CUDA " + cuda.str() + "; add it");
    }
  }
  for (std::size_t i = 0; i < m_tables.own_minima.size(); ++i) {
    const OwnMinimum& row = m_tables.own_minima[i];
    if (std::find(due.begin(), due.end(), row.toolkit) == due.end()) {
      m_reader.fail(m_own_places[i], "no toolkit before CUDA " +
                                         std::to_string(k_first_family_major) + " is " +
                                         row.toolkit.str() + "; remove the row");
    } else {
      check_minimum(m_own_places[i], row.driver, row.toolkit);
    }
  }
}

}  // namespace ces::compat
