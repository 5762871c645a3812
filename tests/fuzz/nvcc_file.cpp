// nvcc's own file: an ELF program with any numbers in it, a script, or neither.
#include "observe/nvcc_file.h"

#include "fuzz/target.h"

#include <sys/mman.h>
#include <unistd.h>

#include <string_view>

namespace {

using ces::fuzz::require;

// A regular file that lives in memory alone, and its path.
struct MemoryFile {
  int descriptor = ::memfd_create("nvcc", MFD_CLOEXEC);
  std::string path = "/proc/self/fd/" + std::to_string(descriptor);

  void write(std::string_view bytes) const {
    require(::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, bytes.data(), bytes.size(),
                                                        0) == static_cast<ssize_t>(bytes.size()),
            "the bytes fit the memory file");
  }
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const MemoryFile file;
  const ces::System system("/", ces::Environment());
  file.write(ces::fuzz::text_of(data, size));
  const auto version = ces::nvcc_version_of_file(system, file.path);
  require(!version || ces::Version::parse(version->text), "nvcc's version is one");
  const auto tool = ces::tool_version_of_file(system, file.path);
  require(!tool || ces::Version::parse(tool->text), "a tool's version is one");
  require(ces::look_at_nvcc(system, file.path).start.size() <= size, "no more than there is");
  return 0;
}
