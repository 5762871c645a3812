#include "compat/lookup.h"

#include <algorithm>

namespace ces::compat {

namespace {

template <typename Row, typename Test>
const Row* find_row(std::span<const Row> rows, Test test) {
  const auto found = std::find_if(rows.begin(), rows.end(), test);
  return found == rows.end() ? nullptr : &*found;
}

// Return the last row that passes, nullptr if none does. Rows ascend, so it is the nearest below.
template <typename Row, typename Test>
const Row* find_last_row(std::span<const Row> rows, Test test) {
  const Row* last = nullptr;
  for (const Row& row : rows) {
    if (test(row)) {
      last = &row;
    }
  }
  return last;
}

}  // namespace

std::vector<Version> toolkit_cudas(const Tables& tables) {
  std::vector<Version> cudas;
  for (const ToolkitRelease& row : tables.toolkits) {
    if (cudas.empty() || cudas.back() != row.version.release()) {
      cudas.push_back(row.version.release());
    }
  }
  return cudas;
}

Version newest_toolkit(const Tables& tables) {
  return tables.toolkits.empty() ? Version() : tables.toolkits.back().version.release();
}

bool has_toolkit(const Tables& tables, const Version& cuda) {
  return find_row(tables.toolkits,
                  [&](const auto& row) { return row.version.release() == cuda; }) != nullptr;
}

const MinorVersionMinimum* find_family(const Tables& tables, std::uint32_t major) {
  return find_row(tables.minor_version_minima, [&](const auto& row) { return row.major == major; });
}

const OwnMinimum* find_own_minimum(const Tables& tables, const Version& cuda) {
  return find_row(tables.own_minima, [&](const auto& row) { return row.toolkit == cuda; });
}

const ForwardCompat* find_forward_compat(const Tables& tables, const Version& cuda) {
  return find_row(tables.forward_compat, [&](const auto& row) { return row.cuda == cuda; });
}

const GpuArchitecture* find_architecture(const Tables& tables, const Version& capability) {
  return find_row(tables.architectures,
                  [&](const auto& row) { return row.capability == capability; });
}

const DriverBranch* find_branch(const Tables& tables, std::uint32_t branch) {
  return find_last_row(tables.branches, [&](const auto& row) { return row.branch <= branch; });
}

const DriverBranch* first_branch_of(const Tables& tables, const Version& cuda) {
  return find_row(tables.branches, [&](const auto& row) { return row.cuda >= cuda; });
}

const HostCompilers* find_host_compilers(const Tables& tables, const Version& toolkit) {
  const bool is_whole = toolkit.count() > 2;
  return find_last_row(tables.host_compilers, [&](const auto& row) {
    return is_whole ? row.toolkit <= toolkit : row.toolkit.release() <= toolkit;
  });
}

const JetPack* find_jetpack(const Tables& tables, const Version& l4t) {
  return find_last_row(tables.jetpacks, [&](const auto& row) {
    return row.l4t.major() == l4t.major() && row.l4t <= l4t;
  });
}

Version ptx_isa_of(const Tables& tables, const Version& cuda) {
  const PtxIsa* found =
      find_last_row(tables.ptx_isas, [&](const auto& row) { return row.cuda <= cuda; });
  return found == nullptr ? Version() : found->isa;
}

std::string in_ranges(const std::vector<Version>& some, const std::vector<Version>& all) {
  const auto has = [&](std::size_t i) {
    return i < all.size() && std::find(some.begin(), some.end(), all[i]) != some.end();
  };
  std::string text;
  for (std::size_t first = 0; first < all.size(); ++first) {
    if (!has(first)) {
      continue;
    }
    std::size_t last = first;
    while (has(last + 1)) {
      ++last;
    }
    text += text.empty() ? "" : ", ";
    text += first == last ? all[first].str() : all[first].str() + " to " + all[last].str();
    first = last;
  }
  return text;
}

}  // namespace ces::compat
