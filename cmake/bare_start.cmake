# A start of our own, before the C library's, for what a hook calls: see src/bare/start.cpp. The hooks'
# objects and src/bare are linked into one object that shows nothing but its entry, so that neither
# meets its namesake in the rest of the program.

set(CES_CAN_START_BARE OFF)
if(CES_BARE_START AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_OBJCOPY AND NOT CES_SANITIZE AND NOT CES_FUZZ
    AND NOT CMAKE_INTERPROCEDURAL_OPTIMIZATION AND NOT CMAKE_CXX_FLAGS MATCHES "-flto")
  # Of libstdc++ what std::map has outside its header, and nothing that needs more of it.
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libstdc++.a
    OUTPUT_VARIABLE CES_LIBSTDCXX OUTPUT_STRIP_TRAILING_WHITESPACE)
  execute_process(COMMAND ${CMAKE_AR} x ${CES_LIBSTDCXX} tree.o
    WORKING_DIRECTORY ${PROJECT_BINARY_DIR} OUTPUT_QUIET ERROR_QUIET)
  set(CES_TREE ${PROJECT_BINARY_DIR}/tree.o)
  include(CheckCXXSourceCompiles)
  set(CES_ONE_OBJECT -nostdlib -r -Wl,--force-group-allocation -Wl,--strip-debug)
  set(CMAKE_REQUIRED_LINK_OPTIONS ${CES_ONE_OBJECT} -static)
  set(CMAKE_REQUIRED_LIBRARIES ${CES_TREE})
  check_cxx_source_compiles("
    #include <map>
    #if !defined(__x86_64__) || !defined(__LP64__)
    #error another processor
    #endif
    int look(const std::map<int, int>& numbers) { return (++numbers.begin())->first; }"
    CES_ONE_OBJECT_LINKS)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  unset(CMAKE_REQUIRED_LIBRARIES)
  set(CES_CAN_START_BARE ${CES_ONE_OBJECT_LINKS})
endif()

if(CES_CAN_START_BARE)
  # Nothing that the C library would have to check.
  target_compile_options(ces_hooks PRIVATE -U_FORTIFY_SOURCE)
  file(STRINGS src/sources_bare.txt CES_BARE_SOURCES)
  list(TRANSFORM CES_BARE_SOURCES PREPEND src/)
  add_library(ces_bare OBJECT ${CES_BARE_SOURCES})
  add_library(ces_bare_split OBJECT ${CES_BARE_SOURCES}
    src/bare/start_of_split.cpp src/run/become_whole.cpp)
  foreach(library ces_bare ces_bare_split)
    target_link_libraries(${library} PRIVATE ces_settings)
    target_compile_options(${library} PRIVATE -Os -U_FORTIFY_SOURCE -ffreestanding -fno-builtin
      -fno-stack-protector)
  endforeach()
endif()

# Let `program` start with the objects of `bare`. What follows is for linking these alone, as a check that
# they need nothing else: a weak symbol that nobody defines would be found at address 0 without a word.
function(ces_start_bare program bare)
  set(object ${PROJECT_BINARY_DIR}/${bare}.o)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_CXX_COMPILER} ${CES_ONE_OBJECT} -o ${object}
      $<TARGET_OBJECTS:ces_hooks> $<TARGET_OBJECTS:${bare}> ${CES_TREE}
    COMMAND ${CMAKE_CXX_COMPILER} -nostdlib -static ${ARGN} -Wl,--entry=ces_start -o ${object}.check ${object}
    # A symbol that is to be one in the whole process (STB_GNU_UNIQUE) is hidden once it is a weak one.
    COMMAND ${CMAKE_OBJCOPY} --weaken ${object}
    COMMAND ${CMAKE_OBJCOPY} --keep-global-symbol=ces_start ${object}
    DEPENDS $<TARGET_OBJECTS:ces_hooks> $<TARGET_OBJECTS:${bare}>
    COMMAND_EXPAND_LISTS VERBATIM
    COMMENT "Linking what a hook calls into one object")
  set_source_files_properties(${object} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
  target_sources(${program} PRIVATE ${object})
  set_target_properties(${program} PROPERTIES LINKER_LANGUAGE CXX)
  # At a fixed address, since nobody relocates the program before it starts. clang knows that -static
  # means it, and says that the option is not used.
  target_link_options(${program} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-no-pie> -Wl,--entry=ces_start)
endfunction()
