#include "compat/gpu_id_file.h"

#include <algorithm>
#include <array>
#include <optional>

namespace ces::compat {

namespace {

constexpr std::size_t k_columns = 5;
using Columns = std::array<std::string_view, k_columns>;

std::optional<Columns> columns_of(std::string_view line) {
  Columns columns;
  for (std::size_t i = 0; i < k_columns; ++i) {
    const std::size_t tab = line.find('\t');
    const bool is_last = i + 1 == k_columns;
    if ((tab == std::string_view::npos) != is_last) {
      return std::nullopt;
    }
    columns.at(i) = line.substr(0, tab);
    line.remove_prefix(is_last ? line.size() : tab + 1);
  }
  return columns;
}

std::optional<std::uint16_t> device_of(std::string_view text) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::uint32_t device = 0;
  for (const char c : text) {
    const std::size_t digit = k_digits.find(c);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    device = device * 16 + static_cast<std::uint32_t>(digit);
  }
  if (text.size() != 4) {
    return std::nullopt;
  }
  return static_cast<std::uint16_t>(device);
}

std::optional<GpuKind> kind_of(std::string_view word) {
  for (const GpuKind kind : {GpuKind::unknown, GpuKind::geforce, GpuKind::titan,
                             GpuKind::workstation, GpuKind::data_center, GpuKind::tegra}) {
    if (gpu_kind_word(kind) == word) {
      return kind;
    }
  }
  return std::nullopt;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  });
}

// Return what is wrong with a line, empty if nothing is; else the row is in `row`.
std::string read_row(std::string_view line, GpuIdRow& row) {
  constexpr std::uint32_t k_most_minor = 15;
  const std::optional<Columns> columns = columns_of(line);
  if (!columns) {
    return "not five columns with tabs between them";
  }
  const auto& [id, chip, capability_text, kind_word, name] = *columns;
  const auto device = device_of(id);
  const auto capability = Version::parse(capability_text);
  const auto kind = kind_of(kind_word);
  if (!device) {
    return "the id is not four hexadecimal digits in lower case";
  }
  if (!is_plain_name(chip) || !is_plain_name(name)) {
    return "chip or name is empty or not of plain characters; write - for no name";
  }
  if (!capability || capability->count() != 2 || capability->minor() > k_most_minor) {
    return "the compute capability is not of two numbers, as in 9.0";
  }
  if (!kind) {
    return "there is no kind " + std::string(kind_word);
  }
  row = {*device, std::string(chip), *capability, *kind,
         name == "-" ? std::string() : std::string(name)};
  return {};
}

}  // namespace

GpuIdFile parse_gpu_ids(std::string_view text, std::string_view file_name) {
  GpuIdFile file;
  std::size_t number = 0;
  const auto fail = [&](const std::string& what) {
    file.errors.push_back(std::string(file_name) + ':' + std::to_string(number) + ": " + what);
  };
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('#')) {
      continue;
    }
    GpuIdRow row;
    if (const std::string fault = read_row(line, row); !fault.empty()) {
      fail(fault);
    } else if (!file.rows.empty() && row.device <= file.rows.back().device) {
      fail("the id does not come after the one before; sort the lines, each id once");
    } else {
      file.rows.push_back(std::move(row));
    }
  }
  if (file.rows.empty() && file.errors.empty()) {
    fail("no GPU is listed");
  }
  return file;
}

}  // namespace ces::compat
