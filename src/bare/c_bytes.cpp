// The C library's functions on bytes and strings that compilers and libraries call.
#include "bare/bytes.h"

#include <clocale>
#include <cstddef>

using ces::bare::Byte;

extern "C" {

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t count) noexcept {
  ces::bare::copy_forwards(static_cast<Byte*>(to), static_cast<const Byte*>(from), count);
  return to;
}

void* memmove(void* to, const void* from, std::size_t count) noexcept {
  ces::bare::copy_overlapping(static_cast<Byte*>(to), static_cast<const Byte*>(from), count);
  return to;
}

void* memset(void* to, int value, std::size_t count) noexcept {
  ces::bare::fill(static_cast<Byte*>(to), static_cast<Byte>(value), count);
  return to;
}

int memcmp(const void* one, const void* other, std::size_t count) noexcept {
  return ces::bare::compare(static_cast<const Byte*>(one), static_cast<const Byte*>(other), count);
}

// What clang makes of a memcmp() whose sign nobody asks for.
int bcmp(const void* one, const void* other, std::size_t count) noexcept {
  return memcmp(one, other, count);
}

void* memchr(const void* bytes, int value, std::size_t count) noexcept {
  return const_cast<Byte*>(
      ces::bare::find(static_cast<const Byte*>(bytes), static_cast<Byte>(value), count));
}

std::size_t strlen(const char* text) noexcept {
  const char* end = text;
  while (*end != '\0') {
    ++end;
  }
  return static_cast<std::size_t>(end - text);
}

int strcmp(const char* one, const char* other) noexcept {
  while (*one != '\0' && *one == *other) {
    ++one;
    ++other;
  }
  return static_cast<Byte>(*one) - static_cast<Byte>(*other);
}

// nlohmann_json asks for the decimal point.
lconv* localeconv() noexcept {
  static char point[] = ".";
  static char nothing[] = "";
  static lconv conventions{};
  conventions.decimal_point = point;
  conventions.thousands_sep = nothing;
  return &conventions;
}

}  // extern "C"
