#include "judge/toolkit_findings.h"

#include "base/text.h"
#include "judge/environment_kind.h"

#include <utility>

namespace ces {

namespace {

// Nothing but compiling shows that a toolkit is whole.
constexpr const char* k_try_out = "cuda-env-resolve doctor --deep";

bool is_of_wheels(const Toolkit& toolkit) {
  return toolkit.layout == Layout::wheels;
}

bool is_of_conda(const Toolkit& toolkit) {
  return toolkit.layout == Layout::split_packages || toolkit.layout == Layout::flat_packages;
}

// Return how to install a part of the toolkit: as `conda` or as `wheel` names it.
std::string install_part(const Toolkit& toolkit, const std::string& conda,
                         const std::string& wheel) {
  if (is_of_wheels(toolkit)) {
    return "install the wheel of the same release: pip install " + wheel;
  }
  return is_of_conda(toolkit) ? "install it: conda install " + conda : "install the toolkit again";
}

Finding tool_missing(const Toolkit& toolkit, const Flaw& flaw) {
  const bool is_cicc = flaw.kind == Flaw::Kind::no_cicc;
  Finding finding;
  finding.kind = &finding_kinds::k_tool_missing;
  finding.what = std::string(is_cicc ? "cicc" : "ptxas") + " is missing (" + flaw.path +
                 "): nvcc compiles nothing for a GPU";
  finding.why = "nvcc calls it for every kernel";
  finding.impact = "every compilation of a .cu file fails, though nvcc --version answers";
  finding.verify = k_try_out;
  finding.remedy = install_part(toolkit, is_cicc ? "cuda-nvvm-tools" : "cuda-nvcc-tools",
                                is_cicc ? "nvidia-nvvm" : "nvidia-cuda-nvcc");
  return finding;
}

Finding headers_missing(const Toolkit& toolkit, const Flaw& flaw) {
  const bool is_crt = flaw.path.ends_with("/crt/host_config.h");
  Finding finding;
  finding.kind = &finding_kinds::k_headers_missing;
  finding.what = flaw.path + " is missing: nvcc compiles nothing";
  finding.why = "nvcc includes it by itself";
  finding.impact = "every compilation of a .cu file ends with \"No such file or directory\"";
  finding.verify = k_try_out;
  finding.remedy = install_part(toolkit, is_crt ? "cuda-crt" : "cuda-cudart-dev",
                                is_crt ? "nvidia-cuda-crt" : "nvidia-cuda-runtime");
  return finding;
}

Finding library_folder_missing(const Toolkit& toolkit, const Flaw& flaw) {
  Finding finding;
  finding.kind = &finding_kinds::k_library_folder_missing;
  finding.what = "there is no " + flaw.path + ": nvcc compiles, and does not link";
  finding.why = flaw.evidence + " names that folder";
  finding.impact = "linking ends with \"cannot find -lcudadevrt\"";
  finding.verify = k_try_out;
  finding.remedy = is_of_wheels(toolkit)
                       ? "link with -L " + shell_word(toolkit.root + "/lib") +
                             ", or make the folder: ln -s lib " +
                             shell_word(toolkit.root + "/lib64")
                       : install_part(toolkit, "cuda-cudart-dev", "nvidia-cuda-runtime");
  return finding;
}

Finding tools_differ(const Toolkit& toolkit, const Flaw& flaw) {
  Finding finding;
  finding.kind = &finding_kinds::k_tools_differ;
  finding.what = flaw.path + " is of another release than " + flaw.evidence;
  for (const PartVersion& part : toolkit.parts) {
    if (part.version.evidence == flaw.path && toolkit.nvcc_version) {
      finding.what = part.name + " is of CUDA " + part.version.version.release().str() +
                     ", nvcc of CUDA " + toolkit.nvcc_version->version.release().str();
    }
  }
  finding.why = "nvcc -V answers, but its programs do not understand each other";
  finding.impact =
      "compiling may end with \"Unsupported .version\", or make code that does not run";
  finding.verify = k_try_out;
  finding.remedy = is_of_wheels(toolkit)
                       ? "install all parts of one release in one call: pip install "
                         "\"cuda-toolkit[nvcc,nvvm,crt,cudart,cccl]==X.Y.Z\""
                       : "install all CUDA packages of one release, with cuda-version pinned";
  return finding;
}

Finding mixed_packages(const Flaw& flaw) {
  Finding finding;
  finding.kind = &finding_kinds::k_mixed_packages;
  finding.what = "headers of two layouts lie side by side: " + flaw.evidence + " and " + flaw.path;
  finding.why =
      "packages of the nvidia channel up to 12.4 and of conda-forge were installed together; which "
      "headers a program gets depends on who compiles it";
  finding.impact = "a program may be compiled with headers of one release and linked with another";
  finding.remedy = "keep to one channel: remove the CUDA packages of the other";
  finding.verify = "ls " + shell_word(flaw.path) + ' ' + shell_word(flaw.evidence);
  return finding;
}

Finding profile_missing(const Flaw& flaw) {
  Finding finding;
  finding.kind = &finding_kinds::k_nvcc_alone;
  finding.what =
      flaw.path + " has no nvcc.profile beside it: it tells its version and compiles nothing";
  finding.why = "nvcc finds its parts beside the path it is called by, and follows no link";
  finding.impact = "compiling ends with \"cuda_runtime.h: No such file or directory\"";
  finding.remedy = "install the toolkit again, or use the folder that nvcc comes from";
  finding.verify = k_try_out;
  return finding;
}

Finding open_to_others(const Flaw& flaw) {
  Finding finding;
  finding.kind = &finding_kinds::k_open_to_others;
  finding.what = "anybody may change " + flaw.path + ", which is another user's";
  finding.why = "what others put there runs as you as soon as you call nvcc";
  finding.impact = "none as long as nobody means harm; else all that you may do, they may";
  finding.verify = "ls -ld " + shell_word(flaw.path);
  finding.remedy = "ask its owner to close it: chmod -R o-w " + shell_word(flaw.evidence);
  return finding;
}

Finding linker_name_missing(const Flaw& flaw) {
  const std::string loaded = flaw.evidence.substr(flaw.evidence.rfind('/') + 1);
  Finding finding;
  finding.kind = &finding_kinds::k_linker_name_missing;
  finding.what = "there is " + loaded + " and no " + flaw.path +
                 ": linking with -lcudart and CMake's find_package(CUDAToolkit) fail";
  finding.why = "the wheels bring what programs load; nvcc itself links libcudart_static.a";
  finding.impact = "Makefiles, CMake and PyTorch's extensions end with \"cannot find -lcudart\"";
  finding.verify = "ls -L " + shell_word(flaw.path);
  finding.remedy = "make the link: ln -s " + shell_word(loaded) + ' ' + shell_word(flaw.path);
  return finding;
}

Finding finding_of_flaw(const Toolkit& toolkit, const Flaw& flaw) {
  using Kind = Flaw::Kind;
  Finding finding;
  switch (flaw.kind) {
    case Kind::no_profile:
      finding = profile_missing(flaw);
      break;
    case Kind::no_cicc:
    case Kind::no_ptxas:
      finding = tool_missing(toolkit, flaw);
      break;
    case Kind::no_headers:
      finding = headers_missing(toolkit, flaw);
      break;
    case Kind::no_library_folder:
      finding = library_folder_missing(toolkit, flaw);
      break;
    case Kind::tools_differ:
      finding = tools_differ(toolkit, flaw);
      break;
    case Kind::mixed_packages:
      finding = mixed_packages(flaw);
      break;
    case Kind::open_to_others:
      finding = open_to_others(flaw);
      break;
    case Kind::no_linker_name:
      finding = linker_name_missing(flaw);
      break;
  }
  finding.evidence = flaw.path + ", " + flaw.evidence;
  return finding;
}

// Return that `part` is of another release than nvcc, if it is.
std::optional<Finding> other_release(const Toolkit& toolkit, const std::string& name,
                                     const VersionFact& part) {
  const auto& nvcc = toolkit.nvcc_version;
  if (!nvcc || part.version.release() == nvcc->version.release()) {
    return std::nullopt;
  }
  Finding finding;
  finding.kind = &finding_kinds::k_versions_differ;
  finding.what = name + " is of CUDA " + part.version.release().str() + ", nvcc of CUDA " +
                 nvcc->version.release().str();
  finding.why = "packages of different releases were installed over each other";
  finding.impact = k_impact_of_mixed_releases;
  finding.remedy = "install all CUDA packages of one release, with cuda-version pinned";
  finding.verify = "cuda-env-resolve status";
  finding.evidence = part.evidence + ", " + nvcc->evidence;
  return finding;
}

}  // namespace

std::vector<Finding> toolkit_findings(const Facts& facts, const Toolkit& toolkit) {
  std::vector<Finding> findings;
  for (const Flaw& flaw : toolkit.flaws) {
    findings.push_back(finding_of_flaw(toolkit, flaw));
  }
  const auto add = [&](std::optional<Finding> finding) {
    if (finding) {
      findings.push_back(*std::move(finding));
    }
  };
  for (const PartVersion& part : toolkit.parts) {
    if (part.name == "cudart") {
      add(other_release(toolkit, "the runtime library", part.version));
    }
  }
  const bool is_by_records = is_of_conda(toolkit) && toolkit.origin == Origin::environment;
  for (const PackageRecord& record : facts.packages) {
    if (is_by_records && record.name == "cuda-version") {
      add(other_release(toolkit, "the package cuda-version", record.version));
    }
  }
  return findings;
}

std::optional<Finding> no_nvcc_finding(const Facts& facts, const compat::Tables& tables) {
  const EnvironmentKind kind = environment_kind(facts, tables);
  if (kind.word != "wheels" && kind.word != "runtime-only") {
    return std::nullopt;
  }
  Finding finding;
  finding.kind = &finding_kinds::k_no_nvcc;
  finding.what = "the environment is: " + kind.what;
  finding.why = "programs run with the libraries alone; compiling needs an nvcc";
  finding.impact = "nvcc is not found, or is another one than these libraries are of";
  finding.remedy = "to compile here: " + kind.remedy;
  finding.verify = "cuda-env-resolve status";
  finding.evidence = kind.evidence;
  return finding;
}

}  // namespace ces
