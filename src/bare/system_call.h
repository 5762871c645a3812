// The kernel's system calls on x86-64.
#pragma once

#include <cstddef>
#include <type_traits>

namespace ces::bare {

// Return what the kernel returns: -errno (-4095 to -1) if it failed.
inline long raw_system_call(long number, long first, long second, long third, long fourth,
                            long fifth, long sixth) {
  long result = number;
  register long in_r10 asm("r10") = fourth;
  register long in_r8 asm("r8") = fifth;
  register long in_r9 asm("r9") = sixth;
  asm volatile("syscall"
               : "+a"(result)
               : "D"(first), "S"(second), "d"(third), "r"(in_r10), "r"(in_r8), "r"(in_r9)
               : "rcx", "r11", "memory");
  return result;
}

template <typename Argument>
long in_register(Argument argument) {
  if constexpr (std::is_pointer_v<Argument>) {
    return reinterpret_cast<long>(argument);
  } else {
    return static_cast<long>(argument);
  }
}

template <typename... Arguments>
long system_call(long number, Arguments... arguments) {
  constexpr std::size_t k_most = 6;
  static_assert(sizeof...(arguments) <= k_most);
  const long in_order[k_most + 1] = {in_register(arguments)...};
  return raw_system_call(number, in_order[0], in_order[1], in_order[2], in_order[3], in_order[4],
                         in_order[5]);
}

inline bool is_error(long result) {
  constexpr long k_most_errno = 4095;
  return result < 0 && result >= -k_most_errno;
}

}  // namespace ces::bare
