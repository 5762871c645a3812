// new and delete. Where there is no memory, the usual start finds none either, and says so.
#include "bare/hand_over.h"
#include "bare/heap.h"

#include <cstddef>
#include <new>

namespace {

constinit ces::bare::Heap g_heap;

}  // namespace

void* operator new(std::size_t count) {
  void* pointer = g_heap.take(count);
  if (pointer == nullptr) {
    ces_hand_over();
  }
  return pointer;
}

void* operator new(std::size_t count, const std::nothrow_t& /*tag*/) noexcept {
  return ::operator new(count);
}

void* operator new[](std::size_t count) {
  return ::operator new(count);
}

void operator delete(void* pointer) noexcept {
  g_heap.give_back(pointer);
}

void operator delete(void* pointer, std::size_t /*count*/) noexcept {
  g_heap.give_back(pointer);
}

void operator delete(void* pointer, const std::nothrow_t& /*tag*/) noexcept {
  g_heap.give_back(pointer);
}

void operator delete[](void* pointer) noexcept {
  g_heap.give_back(pointer);
}

void operator delete[](void* pointer, std::size_t /*count*/) noexcept {
  g_heap.give_back(pointer);
}
