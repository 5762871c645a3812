#include "run/flush_file.h"

#include <fcntl.h>
#include <unistd.h>

namespace ces {

bool flush_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return false;
  }
  const bool is_flushed = ::fsync(descriptor) == 0;
  return ::close(descriptor) == 0 && is_flushed;
}

}  // namespace ces
