// Toolkits as folders, as small as they can be and still be whole.
#pragma once

#include "unit/support/elf.h"
#include "unit/support/world.h"

#include <string>

namespace ces::testing {

inline constexpr const char* k_profile =
    "TOP              = $(_HERE_)/..\n"
    "CICC_PATH        = $(TOP)/nvvm/bin\n"
    "PATH            += $(CICC_PATH):$(_HERE_):\n"
    "INCLUDES        +=  \"-I$(TOP)/$(_TARGET_DIR_)/include\" $(_SPACE_)\n"
    "LIBRARIES        =+ $(_SPACE_) \"-L$(TOP)/$(_TARGET_DIR_)/lib$(_TARGET_SIZE_)/stubs\" "
    "\"-L$(TOP)/$(_TARGET_DIR_)/lib$(_TARGET_SIZE_)\"\n";

inline constexpr const char* k_split_profile =
    "TOP              = $(_HERE_)/../$(_TARGET_DIR_)\n"
    "PATH            += $(TOP)/../../bin:$(TOP)/../../$(_NVVM_BRANCH_)/bin:\n"
    "INCLUDES        +=  \"-I$(TOP)/include\" $(_SPACE_)\n"
    "LIBRARIES        =+ $(_SPACE_) \"-L$(TOP)/lib/stubs\" \"-L$(TOP)/lib\"\n";

inline std::string header_of(const std::string& release, const std::string& macro) {
  const std::size_t dot = release.find('.');
  const int number =
      std::stoi(release.substr(0, dot)) * 1000 + std::stoi(release.substr(dot + 1)) * 10;
  return "#define " + macro + ' ' + std::to_string(number) + '\n';
}

inline void add_headers(const TempFolder& temp, const std::string& folder,
                        const std::string& release) {
  temp.file(folder + "/cuda.h", header_of(release, "CUDA_VERSION"));
  temp.file(folder + "/cuda_runtime.h");
  temp.file(folder + "/crt/host_config.h");
}

// The programs of a toolkit: nvcc, what it calls, its profile.
inline void add_programs(const TempFolder& temp, const std::string& root,
                         const std::string& version, const char* profile = k_profile,
                         std::uint16_t machine = EM_X86_64) {
  temp.program(root + "/bin/nvcc", nvcc_of(version, machine));
  temp.program(root + "/bin/ptxas", nvcc_of(version, machine));
  temp.program(root + "/nvvm/bin/cicc", nvcc_of(version, machine));
  temp.file(root + "/bin/nvcc.profile", profile);
}

// A complete toolkit, as NVIDIA's installer makes it.
inline void add_complete(const TempFolder& temp, const std::string& root,
                         const std::string& version) {
  const std::string release = version.substr(0, version.find('.', version.find('.') + 1));
  add_programs(temp, root, version);
  add_headers(temp, root + "/include", release);
  temp.folder(root + "/lib64");
}

// Split packages in an environment, for one target.
inline void add_split(const TempFolder& temp, const std::string& prefix, const std::string& version,
                      const std::string& target = "x86_64-linux",
                      std::uint16_t machine = EM_X86_64) {
  const std::string release = version.substr(0, version.find('.', version.find('.') + 1));
  add_programs(temp, prefix, version, k_split_profile, machine);
  add_headers(temp, prefix + "/targets/" + target + "/include", release);
  temp.folder(prefix + "/targets/" + target + "/lib");
  temp.file(prefix + "/conda-meta/history");
}

// The nvidia channel's packages up to 12.4.
inline void add_flat(const TempFolder& temp, const std::string& prefix,
                     const std::string& version) {
  add_complete(temp, prefix, version);
  temp.file(prefix + "/conda-meta/history");
}

}  // namespace ces::testing
