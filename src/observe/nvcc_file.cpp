#include "observe/nvcc_file.h"

#include "observe/elf_file.h"
#include "observe/read_only_data.h"
#include "observe/version_texts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_script_limit = std::size_t{16} * 1024;

bool is_script(const OpenFile& file) {
  return file.read(0, 2) == "#!";
}

// Return the version that the banner in `bytes` names, empty if there is none.
std::string version_in(std::string_view bytes) {
  return std::string(parse_nvcc_banner(bytes).value_or(""));
}

// Return whether more of the banner than `version` may stand behind the end of `bytes`.
bool may_be_cut(std::string_view version, std::string_view bytes) {
  constexpr std::ptrdiff_t k_longest = 64;
  return bytes.data() + bytes.size() - version.data() < k_longest;
}

// A page of memory that is not touched costs nothing, so no more than this is read at once.
constexpr std::size_t k_piece = std::size_t{16} * 1024;

// Return the version where the banner stood in nvcc 11.8 to 13.5, 33 to 42 KiB behind the start of
// .rodata; empty if it is not there.
std::string version_in_usual_place(const OpenFile& file, FilePart part) {
  constexpr std::size_t k_begin = std::size_t{32} * 1024;
  if (part.size < k_begin + k_piece) {
    return {};
  }
  const std::string piece = file.read(part.offset + k_begin, k_piece);
  const auto version = parse_nvcc_banner(piece);
  return version && !may_be_cut(*version, piece) ? std::string(*version) : "";
}

// Return the version that the banner in the first `limit` bytes of `part` names, empty if there is
// none. The pieces overlap by more than a banner.
std::string version_in_part(const OpenFile& file, FilePart part, std::size_t limit) {
  constexpr std::size_t k_overlap = 256;
  const std::size_t end = std::min<std::uint64_t>(part.size, limit);
  for (std::size_t begin = 0; begin < end; begin += k_piece - k_overlap) {
    const std::size_t wanted = std::min(k_piece, end - begin);
    const std::string piece = file.read(part.offset + begin, wanted);
    const auto version = parse_nvcc_banner(piece);
    if (version && (!may_be_cut(*version, piece) || begin + wanted == end)) {
      return std::string(*version);
    }
    if (piece.size() < wanted) {
      return version_in(piece);  // the file ends here
    }
  }
  return {};
}

std::string version_of_program(const OpenFile& file, std::size_t limit) {
  if (is_script(file)) {
    return version_in(file.read(0, k_script_limit));
  }
  const auto part = find_read_only_data(file);
  if (!part) {
    return {};
  }
  std::string version = version_in_usual_place(file, *part);
  return version.empty() ? version_in_part(file, *part, limit) : version;
}

// The banner stands behind megabytes in cicc.
std::string version_of_tool(const OpenFile& file) {
  constexpr std::size_t k_whole = std::size_t{32} * 1024 * 1024;
  return version_of_program(file, k_whole);
}

std::string version_of_nvcc(const OpenFile& file) {
  return version_of_program(file, k_near_read_only_data);
}

std::optional<VersionFact> version_of_file(const System& system, const std::string& program,
                                           std::string (*version_of)(const OpenFile& file)) {
  const auto file = system.open(program);
  const std::string text = file ? version_of(*file) : "";
  const auto version = Version::parse(text);
  return version ? std::optional(VersionFact{*version, text, program}) : std::nullopt;
}

}  // namespace

NvccFile look_at_nvcc(const System& system, const std::string& nvcc) {
  NvccFile file;
  file.start = system.read(nvcc, k_script_limit).text;
  file.machine = elf_machine(file.start);
  return file;
}

std::optional<VersionFact> nvcc_version_of_file(const System& system, const std::string& nvcc) {
  return version_of_file(system, nvcc, version_of_nvcc);
}

std::optional<VersionFact> tool_version_of_file(const System& system, const std::string& tool) {
  return version_of_file(system, tool, version_of_tool);
}

}  // namespace ces
