#include "observe/read_only_data.h"

#include "observe/structure_at.h"

#include <windows.h>

#include <string_view>

namespace ces {

namespace {

constexpr std::size_t k_most_sections = 96;  // Windows loads no program with more

}  // namespace

// .rdata begins with tables of imports and exceptions, so the banner stands further behind than in
// programs for Linux.
const std::size_t k_near_read_only_data = std::size_t{4} * 1024 * 1024;

std::optional<FilePart> find_read_only_data(const OpenFile& file) {
  const auto dos = structure_at<IMAGE_DOS_HEADER>(file.read(0, sizeof(IMAGE_DOS_HEADER)), 0);
  if (dos.e_magic != IMAGE_DOS_SIGNATURE || dos.e_lfanew < 0) {
    return std::nullopt;
  }
  const auto place = static_cast<std::uint64_t>(dos.e_lfanew);
  const std::string start = file.read(place, sizeof(DWORD) + sizeof(IMAGE_FILE_HEADER));
  const auto header = structure_at<IMAGE_FILE_HEADER>(start, sizeof(DWORD));
  if (structure_at<DWORD>(start, 0) != IMAGE_NT_SIGNATURE ||
      header.NumberOfSections > k_most_sections) {
    return std::nullopt;
  }
  const std::string sections = file.read(place + start.size() + header.SizeOfOptionalHeader,
                                         header.NumberOfSections * sizeof(IMAGE_SECTION_HEADER));
  for (std::size_t i = 0; i < header.NumberOfSections; ++i) {
    const auto section =
        structure_at<IMAGE_SECTION_HEADER>(sections, i * sizeof(IMAGE_SECTION_HEADER));
    constexpr std::string_view k_name(".rdata\0\0", IMAGE_SIZEOF_SHORT_NAME);
    const std::string_view name(reinterpret_cast<const char*>(section.Name), k_name.size());
    if (name == k_name) {
      return FilePart{section.PointerToRawData, section.SizeOfRawData};
    }
  }
  return std::nullopt;
}

}  // namespace ces
