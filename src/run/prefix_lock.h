// Keeps two runs out of one environment.
#pragma once

#include <string>

namespace ces {

// Held as long as the object lives. It leaves no file behind, and where the file system knows no
// locks there is none.
class PrefixLock {
 public:
  explicit PrefixLock(const std::string& prefix);
  PrefixLock(const PrefixLock&) = delete;
  PrefixLock& operator=(const PrefixLock&) = delete;
  ~PrefixLock();

  // Return whether another run holds it.
  [[nodiscard]] bool is_taken() const { return m_is_taken; }

 private:
  int m_descriptor = -1;
  bool m_is_taken = false;
};

}  // namespace ces
