// What a toolkit is used in: compilers, frameworks, the variables of the shell. Only for the
// commands that people call to be advised; nothing of it is read while a shell waits.
#pragma once

#include "base/system.h"
#include "observe/facts.h"
#include "observe/frameworks.h"
#include "observe/host_compiler.h"
#include "observe/library_path.h"
#include "observe/program_path.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace ces {

// An nvcc on PATH, with what tells it from others.
struct NvccCopy {
  std::string path;
  std::string version;  // its release, empty if it is not known
  std::string file;     // where its links lead
};

struct Surroundings {
  // Whether the environment is that of the calling shell. Of another one, what depends on the shell
  // is not known: activating it changes that.
  bool is_active = false;
  std::vector<FrameworkTrace> frameworks;
  // The shell's, as they are now:
  std::vector<LibraryPathElement> library_path;
  std::vector<CompatPackage> compat_on_path;  // what those of its elements are that are compat
  std::optional<ObservedCompiler> compiler;   // nothing: there is no toolkit, or it is not active
  std::vector<NvccCopy> nvcc_on_path;
  // Of the user's own PATH, once our switch is taken back; whoever knows that fills it in.
  std::vector<ProgramPathElement> idle_on_path;
  std::optional<std::string> cuda_home;  // nothing: not set or empty
  std::optional<std::string> cuda_path;
  std::vector<std::string> roots_of_nvcc;  // those of the two that name the first nvcc's toolkit
  std::vector<std::string> roots_without_nvcc;  // those of the two that have no bin/nvcc
};

// Return what there is around `toolkit`, which may be nullptr. With a deadline the host compiler is
// asked for its version.
Surroundings observe_surroundings(const System& system, const Facts& facts, const Toolkit* toolkit,
                                  std::optional<std::chrono::milliseconds> deadline);

}  // namespace ces
