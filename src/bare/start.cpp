// Where the kernel enters the program on x86-64 Linux, before any C library.
//
// At its start glibc asks the processor what it is and what caches it has, by some sixty `cpuid`
// instructions. In a virtual machine each of them is a trip to the host and back: together they are
// more than half of what a small static program takes (bench/README.md). A hook needs none of that,
// nor what else a C library sets up; what it calls is in this folder. Every other call, and one
// that turns out to need more, is handed over to the usual start with the stack as the kernel left
// it.
#include "bare/system_call.h"
#include "cli/hook_program.h"

#include <asm/prctl.h>
#include <elf.h>
#include <sys/syscall.h>

#include <cstddef>
#include <cstdint>

// What the ABI of the processor has in %rdx is for the usual start too.
asm(R"asm(
  .text
  .globl ces_start
  .type ces_start, @function
ces_start:
  .cfi_startproc
  .cfi_undefined rip
  endbr64
  xor %ebp, %ebp
  mov %rsp, ces_first_stack(%rip)
  mov %rdx, ces_first_rdx(%rip)
  mov %rsp, %rdi
  and $-16, %rsp
  call ces_answer_hook
  .globl ces_hand_over
ces_hand_over:
  mov ces_first_stack(%rip), %rsp
  mov ces_first_rdx(%rip), %rdx
  jmp _start
  .cfi_endproc
  .size ces_start, . - ces_start

  .local ces_first_stack
  .comm ces_first_stack, 8, 8
  .local ces_first_rdx
  .comm ces_first_rdx, 8, 8
)asm");

namespace {

// What compiled code finds at %fs: the block's own address, and at 0x28 the value that guards the
// stack where the compiler was told to (-fstack-protector).
struct ThreadBlock {
  ThreadBlock* self;
  std::uintptr_t unused[4];
  std::uintptr_t stack_guard;
};
static_assert(offsetof(ThreadBlock, stack_guard) == 0x28);

ThreadBlock g_thread;

// Return what the kernel put behind the environment for this: random bytes, the lowest of them zero
// in a guard, so that a string cannot hold it.
std::uintptr_t new_stack_guard(char** envp) {
  while (*envp != nullptr) {
    ++envp;
  }
  for (auto* entry = reinterpret_cast<Elf64_auxv_t*>(envp + 1); entry->a_type != AT_NULL; ++entry) {
    if (entry->a_type == AT_RANDOM) {
      return *reinterpret_cast<std::uintptr_t*>(entry->a_un.a_val) & ~std::uintptr_t{0xff};
    }
  }
  return 0;
}

}  // namespace

// `stack` is the kernel's: argc, argv with a null pointer behind, the environment likewise.
extern "C" [[gnu::used]] void ces_answer_hook(std::uintptr_t* stack) {
  const auto argc = static_cast<int>(*stack);
  char** argv = reinterpret_cast<char**>(stack + 1);
  char** envp = argv + argc + 1;
  g_thread.self = &g_thread;
  g_thread.stack_guard = new_stack_guard(envp);
  ces::bare::system_call(SYS_arch_prctl, ARCH_SET_FS, &g_thread);
  if (const auto exit_code = ces::run_hook_program(argc, argv, envp)) {
    ces::bare::system_call(SYS_exit_group, *exit_code);
  }
}
