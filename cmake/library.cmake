# The library for other programs: everything of ours in one static archive, the public header, and
# what CMake and pkg-config find it by. Not part of the conda package: conda-forge ships no static
# libraries there (CFEP 18).

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# Programs that link it may be position-independent, or shared libraries themselves.
set_target_properties(ces ces_hooks PROPERTIES POSITION_INDEPENDENT_CODE ON)
add_library(cuda-env-switch STATIC src/library/resolve.cpp
  $<TARGET_OBJECTS:ces_hooks> $<TARGET_OBJECTS:ces>)
add_library(cuda-env-switch::resolve ALIAS cuda-env-switch)
set_target_properties(cuda-env-switch PROPERTIES EXPORT_NAME resolve POSITION_INDEPENDENT_CODE ON)
target_include_directories(cuda-env-switch PUBLIC
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
target_link_libraries(cuda-env-switch PRIVATE $<BUILD_INTERFACE:ces_settings>)
target_compile_features(cuda-env-switch INTERFACE cxx_std_17)

set(CES_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/cuda-env-switch)
install(TARGETS cuda-env-switch EXPORT cuda-env-switch-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT cuda-env-switch-targets NAMESPACE cuda-env-switch:: DESTINATION ${CES_CMAKE_DIR})
install(FILES include/cuda-env-switch/resolve.h DESTINATION include/cuda-env-switch)
configure_package_config_file(cmake/cuda-env-switch-config.cmake.in cuda-env-switch-config.cmake
  INSTALL_DESTINATION ${CES_CMAKE_DIR})
write_basic_package_version_file(cuda-env-switch-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/cuda-env-switch-config.cmake
  ${PROJECT_BINARY_DIR}/cuda-env-switch-config-version.cmake DESTINATION ${CES_CMAKE_DIR})

# Relative to where the file lies, so that the installed tree can be moved.
file(RELATIVE_PATH CES_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
set(CES_PC_PREFIX "\${pcfiledir}/${CES_PC_PREFIX}")
set(CES_LIBDIR ${CMAKE_INSTALL_LIBDIR})
configure_file(cmake/cuda-env-switch.pc.in cuda-env-switch.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/cuda-env-switch.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
