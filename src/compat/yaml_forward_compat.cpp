// The block forward_compat.
#include "compat/yaml_blocks.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace ces::compat {

void ForwardCompatBlock::read(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.forward_compat_source, {"packages"});
  if (!block) {
    return;
  }
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<YamlFields> row = m_reader.map(here, {"cuda", "page", "note", "images"});
    const auto cuda = row ? m_reader.cuda((*row)[0], 2) : std::nullopt;
    const auto page = row ? read_hosts((*row)[1]) : std::nullopt;
    const auto note = row ? read_hosts((*row)[2]) : std::nullopt;
    const auto images = row ? read_hosts((*row)[3]) : std::nullopt;
    if (!cuda || !page || !note || !images) {
      continue;
    }
    auto& rows = m_tables.forward_compat;
    if (!rows.empty() && *cuda <= rows.back().cuda) {
      m_reader.fail_order((*row)[0].place, cuda->str(), rows.back().cuda.str());
    }
    rows.push_back({*cuda, *page, *note, *images});
    m_places.push_back(here.place);
  }
}

std::optional<Branches> ForwardCompatBlock::read_hosts(const YamlField& field) {
  const std::size_t errors_before = m_reader.errors().size();
  Branches hosts;
  for (const YamlField& here : m_reader.elements(field)) {
    const auto branch = m_reader.number(here);
    if (!branch) {
      continue;
    }
    if (!hosts.empty() && *branch <= *(hosts.end() - 1)) {
      m_reader.fail_order(here.place, std::to_string(*branch), std::to_string(*(hosts.end() - 1)));
    }
    if (hosts.size() == Branches::k_capacity) {
      m_reader.fail(field.place, "more than " + std::to_string(Branches::k_capacity) +
                                     " branches; the program has no room for more");
      break;
    }
    hosts.push_back(*branch);
  }
  return m_reader.errors().size() == errors_before ? std::optional(hosts) : std::nullopt;
}

void ForwardCompatBlock::check() {
  std::vector<Version> due;
  for (const ToolkitRelease& row : m_tables.toolkits) {
    const Version cuda = row.version.release();
    if (cuda >= m_tables.forward_compat.front().cuda && (due.empty() || due.back() != cuda)) {
      due.push_back(cuda);
    }
  }
  for (std::size_t i = 0; i < m_tables.forward_compat.size(); ++i) {
    const ForwardCompat& row = m_tables.forward_compat[i];
    if (i >= due.size() || row.cuda != due[i]) {
      m_reader.fail(m_places[i], row.cuda.str() + " stands where " +
                                     (i < due.size() ? due[i].str() : "no other release") +
                                     " is due; give every toolkit's release from the first row on");
      return;
    }
    for (const Branches& hosts : {row.page, row.note, row.images}) {
      for (const std::uint32_t host : hosts) {
        const auto known = std::find_if(m_tables.branches.begin(), m_tables.branches.end(),
                                        [&](const auto& branch) { return branch.branch == host; });
        if (known == m_tables.branches.end() || known->cuda >= row.cuda) {
          m_reader.fail(m_places[i], std::to_string(host) +
                                         " is no driver branch older than CUDA " + row.cuda.str() +
                                         "; remove it");
        }
      }
    }
  }
  if (m_tables.forward_compat.size() < due.size()) {
    m_reader.fail(m_places.back(),
                  "no row for CUDA " + due[m_tables.forward_compat.size()].str() + "; add it");
  }
}

}  // namespace ces::compat
