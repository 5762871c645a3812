// The blocks about nvcc: ptx_isa and host_compilers.
#include "compat/yaml_blocks.h"

#include <algorithm>
#include <string>

namespace ces::compat {

void CompilerBlocks::read_ptx_isas(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.ptx_isas_source, {"rows"});
  if (!block) {
    return;
  }
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<YamlFields> row = m_reader.map(here, {"isa", "cuda"});
    const auto isa = row ? m_reader.pair((*row)[0], "PTX version", "8.4") : std::nullopt;
    const auto cuda = row ? m_reader.cuda((*row)[1], 2) : std::nullopt;
    if (!isa || !cuda) {
      continue;
    }
    auto& rows = m_tables.ptx_isas;
    if (!rows.empty() && *isa <= rows.back().isa) {
      m_reader.fail_order((*row)[0].place, isa->str(), rows.back().isa.str());
    }
    if (!rows.empty() && *cuda <= rows.back().cuda) {
      m_reader.fail_order((*row)[1].place, cuda->str(), rows.back().cuda.str());
    }
    rows.push_back({*isa, *cuda});
    m_ptx_places.push_back(here.place);
  }
}

void CompilerBlocks::read_host_compilers(const YamlField& field) {
  const auto block = m_reader.block(field, m_tables.host_compilers_source, {"rows"});
  if (!block) {
    return;
  }
  for (const YamlField& here : m_reader.rows(block->front())) {
    const std::optional<HostCompilers> row = read_host_compiler(here);
    if (!row) {
      continue;
    }
    auto& rows = m_tables.host_compilers;
    if (!rows.empty() && row->toolkit <= rows.back().toolkit) {
      m_reader.fail_order(here.place, row->toolkit.str(), rows.back().toolkit.str());
    }
    rows.push_back(*row);
    m_host_places.push_back(here.place);
  }
}

std::optional<HostCompilers> CompilerBlocks::read_host_compiler(const YamlField& field) {
  const std::optional<YamlFields> row =
      m_reader.map(field, {"toolkit", "gcc_max", "clang_max", "gcc_min", "clang_min", "remark"});
  if (!row) {
    return std::nullopt;
  }
  const auto toolkit = m_reader.cuda((*row)[0], 3);
  const auto gcc_max = m_reader.number((*row)[1]);
  const auto clang_max = m_reader.number((*row)[2]);
  const auto gcc_min = m_reader.number_or_null((*row)[3]);
  const auto clang_min = m_reader.number_or_null((*row)[4]);
  const auto remark = m_reader.kept_text_or_null((*row)[5], "gcc 10 fails.");
  if (!toolkit || !gcc_max || !clang_max || !gcc_min || !clang_min || !remark) {
    return std::nullopt;
  }
  return HostCompilers{*toolkit, *gcc_max, *clang_max, *gcc_min, *clang_min, *remark};
}

void CompilerBlocks::check() {
  const Version first = m_tables.toolkits.front().version;
  const auto& ptx = m_tables.ptx_isas;
  if (ptx.front().cuda > first.release()) {
    m_reader.fail(m_ptx_places.front(), "begins after CUDA " + first.release().str() +
                                            ", the first toolkit; add the rows before");
  }
  for (std::size_t i = 0; i < ptx.size(); ++i) {
    if (!m_tables.has_branch_of(ptx[i].cuda)) {
      m_reader.fail(m_ptx_places[i],
                    "no driver branch is of CUDA " + ptx[i].cuda.str() + "; correct the number");
    }
  }
  const auto& hosts = m_tables.host_compilers;
  if (hosts.front().toolkit != first) {
    m_reader.fail(m_host_places.front(), "begins with " + hosts.front().toolkit.str() +
                                             ", not with the first toolkit, " + first.str() +
                                             "; add the rows before");
  }
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const bool is_release =
        std::any_of(m_tables.toolkits.begin(), m_tables.toolkits.end(),
                    [&](const auto& row) { return row.version == hosts[i].toolkit; });
    if (!is_release) {
      m_reader.fail(m_host_places[i],
                    "no toolkit is " + hosts[i].toolkit.str() + "; correct the number");
    }
    // No release ever took back a compiler, so a smaller limit is a slip.
    if (i > 0 &&
        (hosts[i].gcc_max < hosts[i - 1].gcc_max || hosts[i].clang_max < hosts[i - 1].clang_max)) {
      m_reader.fail(m_host_places[i], "a limit is smaller than in the row before; correct it");
    }
    if (hosts[i].gcc_min > hosts[i].gcc_max || hosts[i].clang_min > hosts[i].clang_max) {
      m_reader.fail(m_host_places[i], "a lower limit is above the upper one; correct it");
    }
  }
}

}  // namespace ces::compat
