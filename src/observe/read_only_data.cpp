#include "observe/read_only_data.h"

#include "observe/elf_file.h"

namespace ces {

std::string read_only_data_of(const OpenFile& file, ReadOnlyPart part) {
  // The banner stood 33 to 42 KiB behind the start of .rodata in nvcc 11.8 to 13.5, and behind
  // megabytes in cicc.
  constexpr std::size_t k_near = std::size_t{64} * 1024;
  constexpr std::size_t k_start = std::size_t{256} * 1024;
  constexpr std::size_t k_whole = std::size_t{32} * 1024 * 1024;
  const std::size_t limit = part == ReadOnlyPart::near    ? k_near
                            : part == ReadOnlyPart::start ? k_start
                                                          : k_whole;
  return elf_section(file, ".rodata", limit);
}

}  // namespace ces
