// What the C library's functions on bytes do: see c_bytes.cpp.
#pragma once

#include <emmintrin.h>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace ces::bare {

using Byte = unsigned char;

inline constexpr std::size_t k_piece = sizeof(__m128i);

inline __m128i load_piece(const Byte* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

inline void store_piece(Byte* to, __m128i piece) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), piece);
}

// Copy the first and the last `Word` of `count` bytes, which the two cover; all is read before
// anything is written.
template <typename Word>
void copy_both_ends(Byte* to, const Byte* from, std::size_t count) {
  Word first;
  Word last;
  __builtin_memcpy(&first, from, sizeof(Word));
  __builtin_memcpy(&last, from + count - sizeof(Word), sizeof(Word));
  __builtin_memcpy(to, &first, sizeof(Word));
  __builtin_memcpy(to + count - sizeof(Word), &last, sizeof(Word));
}

// Copy less than a piece, wherever the two overlap.
inline void copy_few(Byte* to, const Byte* from, std::size_t count) {
  if (count >= sizeof(std::uint64_t)) {
    copy_both_ends<std::uint64_t>(to, from, count);
  } else if (count >= sizeof(std::uint32_t)) {
    copy_both_ends<std::uint32_t>(to, from, count);
  } else if (count >= sizeof(std::uint16_t)) {
    copy_both_ends<std::uint16_t>(to, from, count);
  } else if (count > 0) {
    *to = *from;
  }
}

// Copy from the front on: right where `to` is not inside the bytes that are copied. The last piece
// is read first, and may overlap the one before it.
inline void copy_forwards(Byte* to, const Byte* from, std::size_t count) {
  if (count < k_piece) {
    copy_few(to, from, count);
    return;
  }
  Byte* const last = to + count - k_piece;
  const __m128i last_piece = load_piece(from + count - k_piece);
  for (; to < last; to += k_piece, from += k_piece) {
    store_piece(to, load_piece(from));
  }
  store_piece(last, last_piece);
}

// Copy from the end on: right where `from` is not inside the bytes that are written.
inline void copy_backwards(Byte* to, const Byte* from, std::size_t count) {
  for (; count >= k_piece; count -= k_piece) {
    store_piece(to + count - k_piece, load_piece(from + count - k_piece));
  }
  copy_few(to, from, count);
}

inline void copy_overlapping(Byte* to, const Byte* from, std::size_t count) {
  const bool is_inside =
      reinterpret_cast<std::uintptr_t>(to) - reinterpret_cast<std::uintptr_t>(from) < count;
  if (is_inside) {
    copy_backwards(to, from, count);
  } else {
    copy_forwards(to, from, count);
  }
}

inline void fill(Byte* to, Byte value, std::size_t count) {
  const __m128i piece = _mm_set1_epi8(static_cast<char>(value));
  for (; count >= k_piece; count -= k_piece, to += k_piece) {
    store_piece(to, piece);
  }
  for (; count > 0; --count) {
    *to++ = value;
  }
}

// Return which of the sixteen bytes are the same in both, a bit each.
inline unsigned equal_bytes(__m128i one, __m128i other) {
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(one, other)));
}

// Return less than, equal to or more than zero, as the bytes of `one` come before those of `other`.
inline int compare(const Byte* one, const Byte* other, std::size_t count) {
  constexpr unsigned k_all_equal = 0xffff;
  for (; count >= k_piece; count -= k_piece, one += k_piece, other += k_piece) {
    const unsigned equal = equal_bytes(load_piece(one), load_piece(other));
    if (equal != k_all_equal) {
      const int first = std::countr_one(equal);
      return one[first] - other[first];
    }
  }
  for (; count > 0; --count, ++one, ++other) {
    if (*one != *other) {
      return *one - *other;
    }
  }
  return 0;
}

// Return the first `value` of `count` bytes, or a null pointer.
inline const Byte* find(const Byte* bytes, Byte value, std::size_t count) {
  const __m128i wanted = _mm_set1_epi8(static_cast<char>(value));
  for (; count >= k_piece; count -= k_piece, bytes += k_piece) {
    if (const unsigned found = equal_bytes(load_piece(bytes), wanted); found != 0) {
      return bytes + std::countr_zero(found);
    }
  }
  for (; count > 0; --count, ++bytes) {
    if (*bytes == value) {
      return bytes;
    }
  }
  return nullptr;
}

}  // namespace ces::bare
