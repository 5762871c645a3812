// Memory for `new`. Small blocks that were given back serve again for the same size; large ones go
// back to the kernel. There is one thread.
#pragma once

#include "bare/system_call.h"

#include <sys/mman.h>
#include <sys/syscall.h>

#include <cstddef>

namespace ces::bare {

class Heap {
 public:
  // Return `count` bytes, aligned for anything but over-aligned types; a null pointer if there are
  // none.
  void* take(std::size_t count) {
    if (count > k_most) {
      return nullptr;
    }
    const std::size_t needed = count + sizeof(std::size_t);
    const std::size_t size = needed < k_unit ? k_unit : (needed + k_unit - 1) / k_unit * k_unit;
    Block* block = size <= k_largest_small ? take_small(size) : take_large(size);
    if (block == nullptr) {
      return nullptr;
    }
    block->size = size;
    return &block->next;
  }

  void give_back(void* pointer) {
    if (pointer == nullptr) {
      return;
    }
    auto* block = reinterpret_cast<Block*>(static_cast<char*>(pointer) - sizeof(std::size_t));
    if (block->size > k_largest_small) {
      system_call(SYS_munmap, reinterpret_cast<char*>(block) - k_before, block->size + k_unit);
      return;
    }
    Block*& first = m_free[block->size / k_unit];
    block->next = first;
    first = block;
  }

 private:
  static constexpr std::size_t k_unit = 16;
  static constexpr std::size_t k_largest_small = std::size_t{32} * 1024;
  static constexpr std::size_t k_most = std::size_t{1} << 40U;
  static constexpr std::size_t k_first_room = std::size_t{256} * 1024;
  static constexpr std::size_t k_more_room = std::size_t{1024} * 1024;

  struct Block {
    std::size_t size;  // of the whole block
    Block* next;       // while it is free; else what take() returns begins here
  };

  // A block begins so far behind a multiple of k_unit, so that what it holds begins at one.
  static constexpr std::size_t k_before = k_unit - offsetof(Block, next);

  static char* from_kernel(std::size_t size) {
    const long address =
        system_call(SYS_mmap, 0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return is_error(address) ? nullptr : reinterpret_cast<char*>(address);
  }

  Block* take_small(std::size_t size) {
    Block*& first = m_free[size / k_unit];
    if (first != nullptr) {
      Block* block = first;
      first = block->next;
      return block;
    }
    if (m_room_size < size && !find_room()) {
      return nullptr;
    }
    auto* block = reinterpret_cast<Block*>(m_room);
    m_room += size;
    m_room_size -= size;
    return block;
  }

  bool find_room() {
    const bool is_first = m_room == nullptr;
    char* room = is_first ? m_first_room : from_kernel(k_more_room);
    if (room == nullptr) {
      return false;
    }
    m_room = room + k_before;
    m_room_size = (is_first ? k_first_room : k_more_room) - k_before;
    return true;
  }

  static Block* take_large(std::size_t size) {
    char* pages = from_kernel(size + k_unit);
    return pages == nullptr ? nullptr : reinterpret_cast<Block*>(pages + k_before);
  }

  // All zero at first, so that the program's file holds none of it. The first room is part of the
  // program: most activations ask the kernel for no more.
  char* m_room = nullptr;
  std::size_t m_room_size = 0;
  Block* m_free[k_largest_small / k_unit + 1] = {};
  alignas(k_unit) char m_first_room[k_first_room] = {};
};

}  // namespace ces::bare
