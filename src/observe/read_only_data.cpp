#include "observe/read_only_data.h"

#include "observe/elf_file.h"

namespace ces {

const std::size_t k_near_read_only_data = std::size_t{256} * 1024;

std::optional<FilePart> find_read_only_data(const OpenFile& file) {
  return find_elf_section(file, ".rodata");
}

}  // namespace ces
