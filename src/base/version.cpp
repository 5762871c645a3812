#include "base/version.h"

namespace ces {

std::string Version::str() const {
  std::string text;
  for (std::size_t i = 0; i < m_count; ++i) {
    if (i > 0) {
      text += '.';
    }
    text += std::to_string(m_fields[i]);
  }
  return text;
}

}  // namespace ces
