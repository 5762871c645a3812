#include "run/prefix_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace ces {

PrefixLock::PrefixLock(const std::string& prefix)
    : m_descriptor(::open(prefix.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
      m_is_taken(m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 &&
                 errno == EWOULDBLOCK) {}

PrefixLock::~PrefixLock() {
  if (m_descriptor >= 0) {
    ::close(m_descriptor);
  }
}

}  // namespace ces
