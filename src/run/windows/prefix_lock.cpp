// Windows locks no folders; the files themselves cannot be replaced while they are open.
#include "run/prefix_lock.h"

namespace ces {

PrefixLock::PrefixLock(const std::string& /*prefix*/) {}

PrefixLock::~PrefixLock() = default;

}  // namespace ces
