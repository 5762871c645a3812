// What the code of the hooks refers to and calls seldom or never. Whoever calls it is handed over
// to the program's usual start, which does the whole call again. Nothing after the first write may
// be among them.
asm(R"asm(
  .macro hands_over name
  .globl \name
\name:
  .endm

  .text
  # Exceptions
  hands_over _Unwind_Resume
  hands_over __cxa_allocate_exception
  hands_over __cxa_begin_catch
  hands_over __cxa_end_catch
  hands_over __cxa_free_exception
  hands_over __cxa_rethrow
  hands_over __cxa_throw
  hands_over __gxx_personality_v0
  hands_over _ZSt9terminatev
  hands_over _ZSt17__throw_bad_allocv
  hands_over _ZSt28__throw_bad_array_new_lengthv
  hands_over _ZSt25__throw_bad_function_callv
  hands_over _ZSt20__throw_length_errorPKc
  hands_over _ZSt19__throw_logic_errorPKc
  hands_over _ZSt24__throw_out_of_range_fmtPKcz
  # std::runtime_error and std::exception
  hands_over _ZNSt13runtime_errorC1EPKc
  hands_over _ZNSt13runtime_errorC2EPKc
  hands_over _ZNSt13runtime_errorC1ERKS_
  hands_over _ZNSt13runtime_errorC2ERKS_
  hands_over _ZNSt13runtime_errorD1Ev
  hands_over _ZNSt13runtime_errorD2Ev
  hands_over _ZNKSt13runtime_error4whatEv
  hands_over _ZNSt9exceptionD1Ev
  hands_over _ZNSt9exceptionD2Ev
  hands_over _ZNKSt9exception4whatEv
  # What a compiler puts in where it was told to be careful
  hands_over __assert_fail
  hands_over __cxa_pure_virtual
  hands_over __stack_chk_fail
  hands_over _ZSt21__glibcxx_assert_failPKciS0_S0_

  # Terminals; children, and how long they take: std::chrono::steady_clock::now()
  hands_over isatty
  hands_over dup2
  hands_over execv
  hands_over fork
  hands_over kill
  hands_over pipe2
  hands_over poll
  hands_over setpgid
  hands_over waitpid
  hands_over _ZNSt6chrono3_V212steady_clock3nowEv
  # Numbers in JSON
  hands_over snprintf
  hands_over strtod
  hands_over strtoll
  hands_over strtoull
  jmp ces_hand_over

  .macro does_nothing name
  .globl \name
\name:
  .endm

  # std::allocator<char> has nothing to do, and is called for it where nothing is optimised.
  does_nothing _ZNSaIcEC1ERKS_
  does_nothing _ZNSaIcEC2ERKS_
  does_nothing _ZNSaIcEC1Ev
  does_nothing _ZNSaIcEC2Ev
  does_nothing _ZNSaIcED1Ev
  does_nothing _ZNSaIcED2Ev
  ret

  # Of these only the addresses are taken: types of exceptions, and std::nothrow
  .section .rodata
  hands_over _ZTISt9exception
  hands_over _ZTISt13runtime_error
  hands_over _ZTVSt9exception
  hands_over _ZTVN10__cxxabiv117__class_type_infoE
  hands_over _ZTVN10__cxxabiv120__si_class_type_infoE
  hands_over _ZSt7nothrow
  .quad 0, 0, 0, 0
  .text
)asm");

// There is one thread, so nothing is counted atomically.
extern "C" const char __libc_single_threaded = 1;
