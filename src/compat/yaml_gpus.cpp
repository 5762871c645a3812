// The blocks about GPUs: gpu_architectures and jetpack.
#include "compat/yaml_blocks.h"

#include <algorithm>
#include <string>

namespace ces::compat {

void GpuBlocks::read_architectures(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.architectures_source, {"architectures"});
  if (!block) {
    return;
  }
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<GpuArchitecture> row = read_architecture(here);
    if (!row) {
      continue;
    }
    auto& rows = m_tables.architectures;
    if (!rows.empty() && row->capability <= rows.back().capability) {
      m_reader.fail_order(here.place, row->capability.str(), rows.back().capability.str());
    }
    rows.push_back(*row);
    m_architecture_places.push_back(here.place);
  }
}

std::optional<GpuArchitecture> GpuBlocks::read_architecture(const YamlField& field) {
  const std::optional<YamlFields> row =
      m_reader.map(field, {"capability", "name", "first_toolkit", "last_toolkit", "last_branch"});
  if (!row) {
    return std::nullopt;
  }
  const auto capability = m_reader.pair((*row)[0], "compute capability", "9.0");
  const auto name = m_reader.kept_text((*row)[1], "Hopper");
  const auto first = m_reader.cuda_or_null((*row)[2], 2);
  const auto last = m_reader.cuda_or_null((*row)[3], 2);
  const auto branch = m_reader.number_or_null((*row)[4]);
  if (!capability || !name || !first || !last || !branch) {
    return std::nullopt;
  }
  return GpuArchitecture{*capability, *name, *first, *last, *branch};
}

void GpuBlocks::read_jetpack(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.jetpacks_source, {"releases", "modules"});
  if (block) {
    read_jetpacks((*block)[0]);
    read_modules((*block)[1]);
  }
}

void GpuBlocks::read_jetpacks(const YamlField& field) {
  for (const YamlField& here : m_reader.rows(field)) {
    const std::optional<JetPack> row = read_jetpack_row(here);
    if (!row) {
      continue;
    }
    auto& rows = m_tables.jetpacks;
    if (!rows.empty() && row->l4t <= rows.back().l4t) {
      m_reader.fail_order(here.place, row->l4t.str(), rows.back().l4t.str());
    }
    rows.push_back(*row);
    m_jetpack_places.push_back(here.place);
  }
}

std::optional<JetPack> GpuBlocks::read_jetpack_row(const YamlField& field) {
  const std::optional<YamlFields> row = m_reader.map(field, {"l4t", "name", "cuda", "upgrades"});
  if (!row) {
    return std::nullopt;
  }
  const auto l4t = m_reader.pair((*row)[0], "L4T release", "36.4");
  const auto name = m_reader.kept_text((*row)[1], "JetPack 6.1");
  const auto cuda = m_reader.cuda((*row)[2], 2);
  if (!l4t || !name || !cuda) {
    return std::nullopt;
  }
  JetPack jetpack{*l4t, *name, *cuda, {}};
  Version before = *cuda;
  for (const YamlField& here : m_reader.elements((*row)[3])) {
    const auto upgrade = m_reader.cuda(here, 2);
    if (!upgrade) {
      continue;
    }
    if (*upgrade <= before) {
      m_reader.fail(here.place, upgrade->str() + " is not newer than " + before.str() +
                                    " before it; sort the list");
    }
    if (jetpack.upgrades.size() == decltype(jetpack.upgrades)::k_capacity) {
      m_reader.fail(here.place, "one upgrade too many; the program has no room for more");
      break;
    }
    before = *upgrade;
    jetpack.upgrades.push_back(*upgrade);
  }
  return jetpack;
}

void GpuBlocks::read_modules(const YamlField& field) {
  for (const YamlField& here : m_reader.rows(field)) {
    const std::optional<YamlFields> row = m_reader.map(here, {"name", "capability"});
    const auto name = row ? m_reader.kept_text((*row)[0], "Jetson Orin") : std::nullopt;
    const auto capability =
        row ? m_reader.pair((*row)[1], "compute capability", "8.7") : std::nullopt;
    if (name && capability) {
      m_tables.jetson_modules.push_back({*name, *capability});
      m_module_places.push_back(here.place);
    }
  }
}

void GpuBlocks::check() {
  for (std::size_t i = 0; i < m_tables.architectures.size(); ++i) {
    check_architecture(m_tables.architectures[i], m_architecture_places[i]);
  }
  for (std::size_t i = 0; i < m_tables.jetpacks.size(); ++i) {
    const JetPack& row = m_tables.jetpacks[i];
    if (!m_tables.has_toolkit(row.cuda)) {
      m_reader.fail(m_jetpack_places[i],
                    "no toolkit is CUDA " + row.cuda.str() + "; correct the number");
    }
    for (const Version& upgrade : row.upgrades) {
      if (!m_tables.has_toolkit(upgrade)) {
        m_reader.fail(m_jetpack_places[i],
                      "no toolkit is CUDA " + upgrade.str() + "; correct the number");
      }
    }
  }
  for (std::size_t i = 0; i < m_tables.jetson_modules.size(); ++i) {
    const Version& capability = m_tables.jetson_modules[i].capability;
    const bool is_known =
        std::any_of(m_tables.architectures.begin(), m_tables.architectures.end(),
                    [&](const auto& row) { return row.capability == capability; });
    if (!is_known) {
      m_reader.fail(m_module_places[i],
                    "no architecture is " + capability.str() + "; add it to gpu_architectures");
    }
  }
}

void GpuBlocks::check_architecture(const GpuArchitecture& row, const YamlPlace& place) {
  for (const Version& toolkit : {row.first_toolkit, row.last_toolkit}) {
    if (toolkit.count() > 0 && !m_tables.has_toolkit(toolkit)) {
      m_reader.fail(place, "no toolkit is CUDA " + toolkit.str() + "; correct the number");
    }
  }
  if (row.last_toolkit.count() > 0 && row.last_toolkit < row.first_toolkit) {
    m_reader.fail(place, "its last toolkit is older than its first; correct one of them");
  }
  const bool is_branch =
      std::any_of(m_tables.branches.begin(), m_tables.branches.end(),
                  [&](const auto& branch) { return branch.branch == row.last_branch; });
  if (row.last_branch != 0 && !is_branch) {
    m_reader.fail(place, std::to_string(row.last_branch) +
                             " is no driver branch; correct the number, or write null");
  }
}

}  // namespace ces::compat
