// The usual start of the program of the hooks alone: it becomes the whole program.
#include "run/become_whole.h"

#include <unistd.h>

#include <cstdint>

asm(R"asm(
  .text
  .globl _start
  .type _start, @function
_start:
  .cfi_startproc
  .cfi_undefined rip
  endbr64
  mov %rsp, %rdi
  and $-16, %rsp
  call ces_become_whole
  hlt
  .cfi_endproc
  .size _start, . - _start
)asm");

// What this calls may itself be handed over, for want of memory, and that begins here again: once.
extern "C" [[gnu::used, noreturn]] void ces_become_whole(std::uintptr_t* stack) {
  static bool has_begun = false;
  if (has_begun) {
    _exit(ces::k_no_whole_program);
  }
  has_begun = true;
  char** argv = reinterpret_cast<char**>(stack + 1);
  _exit(ces::become_whole_program(argv, argv + *stack + 1));
}
