// What is worth telling a person, and the catalogue of it: every code, once, in one place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// A warning or an error is told at activation, in one line, unless its kind is only told when asked
// for; a note never is.
enum class Severity { note, warning, error };

std::string_view severity_word(Severity severity);

struct FindingKind {
  std::string_view code;  // stable: people silence and search by it; docs/findings.md has a section
  Severity severity;
  std::string_view title;
  // Whether only commands that people call tell it, however severe it is: nothing is read for it at
  // activation.
  bool only_when_asked = false;
};

struct Finding {
  const FindingKind* kind = nullptr;
  std::string what;         // names the versions, the file or the variable
  std::string why;          // the rule behind it; may be empty
  std::string remedy;       // what to do, a command to paste where there is one
  std::string evidence;     // the files or variables it was told by
  std::string impact = {};  // what goes wrong as long as it stays
  std::string verify = {};  // the command that shows whether the remedy helped
};

// Return a finding of that kind with nothing else filled in.
Finding finding_of(const FindingKind& kind);

// Return the finding with where it was read.
Finding with_evidence(Finding finding, std::string_view evidence);

// The one line for stderr, without the line end; nothing in it can break the line.
std::string finding_line(const Finding& finding);

// Take the findings whose codes stand in `codes` out.
void drop_silenced(std::vector<Finding>& findings, const std::vector<std::string>& codes);

// Return the finding that matters most, nullptr if none is a warning or an error.
const Finding* most_severe(const std::vector<Finding>& findings);

namespace finding_kinds {

inline constexpr FindingKind k_driver_too_old{"CES101", Severity::error,
                                              "the driver is too old for the toolkit"};
inline constexpr FindingKind k_minor_version{"CES102", Severity::note,
                                             "the toolkit is newer than the driver, same major"};
inline constexpr FindingKind k_verdict_unknown{"CES103", Severity::note,
                                               "driver and toolkit cannot be compared"};
inline constexpr FindingKind k_forward_compat_possible{
    "CES104", Severity::note, "a cuda-compat package could run the toolkit's programs", true};
inline constexpr FindingKind k_forward_compat_used{
    "CES105", Severity::note, "the toolkit's programs run through a cuda-compat package", true};
inline constexpr FindingKind k_gpu_dropped_by_toolkit{
    "CES106", Severity::error, "the toolkit makes no code for the GPU any more", true};
inline constexpr FindingKind k_gpu_newer_than_toolkit{"CES107", Severity::warning,
                                                      "the toolkit is older than the GPU", true};
inline constexpr FindingKind k_gpu_dropped_by_driver{
    "CES108", Severity::error, "the driver does not drive the GPU any more", true};
inline constexpr FindingKind k_gpu_newer_than_driver{"CES109", Severity::warning,
                                                     "the driver is older than the GPU", true};
inline constexpr FindingKind k_driver_parts_differ{
    "CES110", Severity::error, "kernel module and libcuda are of different drivers", true};
inline constexpr FindingKind k_compat_on_path{"CES111", Severity::warning,
                                              "a cuda-compat folder is on the loader's path", true};
inline constexpr FindingKind k_stubs_on_path{"CES112", Severity::error,
                                             "a folder of stubs is on the loader's path", true};
inline constexpr FindingKind k_tables_unusable{
    "CES113", Severity::error, "a file of compatibility tables cannot be used", true};

inline constexpr FindingKind k_driver_silent{"CES114", Severity::error,
                                             "the driver does not answer", true};
inline constexpr FindingKind k_gpu_without_driver{"CES115", Severity::warning,
                                                  "there is a GPU, but no driver", true};
inline constexpr FindingKind k_gpu_is_virtual{"CES116", Severity::note, "the GPU is a virtual one",
                                              true};
inline constexpr FindingKind k_tree_missing{"CES201", Severity::warning,
                                            "cudatoolkit-dev is installed without its toolkit"};
inline constexpr FindingKind k_nvcc_dangling{"CES202", Severity::warning,
                                             "the environment's nvcc is a link to nothing"};
inline constexpr FindingKind k_nvcc_unusable{"CES203", Severity::warning,
                                             "the toolkit's nvcc cannot be run"};
inline constexpr FindingKind k_versions_differ{"CES204", Severity::note,
                                               "parts of the toolkit are of different releases"};
inline constexpr FindingKind k_other_nvcc_wins{"CES205", Severity::warning,
                                               "another nvcc comes first on PATH"};
inline constexpr FindingKind k_nvcc_alone{"CES206", Severity::warning,
                                          "nvcc has no nvcc.profile beside it"};
inline constexpr FindingKind k_tool_missing{"CES207", Severity::warning,
                                            "a program that nvcc calls is missing"};
inline constexpr FindingKind k_headers_missing{"CES208", Severity::warning,
                                               "the toolkit has no headers"};
inline constexpr FindingKind k_library_folder_missing{"CES209", Severity::warning,
                                                      "nvcc's library folder is missing"};
inline constexpr FindingKind k_tools_differ{"CES210", Severity::warning,
                                            "nvcc's own programs are of different releases"};
inline constexpr FindingKind k_mixed_packages{"CES211", Severity::warning,
                                              "packages of two layouts are mixed"};
inline constexpr FindingKind k_wrapper_without_toolkit{"CES212", Severity::warning,
                                                       "nvcc is a wrapper without a toolkit"};
inline constexpr FindingKind k_no_nvcc{"CES213", Severity::note,
                                       "the environment has CUDA, but no nvcc to switch to"};
inline constexpr FindingKind k_named_without_nvcc{"CES214", Severity::warning,
                                                  "a folder named as a toolkit has no nvcc"};
inline constexpr FindingKind k_nvcc_not_on_path{"CES215", Severity::warning,
                                                "the toolkit's nvcc is not on PATH"};
inline constexpr FindingKind k_linker_name_missing{"CES216", Severity::note,
                                                   "the toolkit has no libcudart.so to link with"};
inline constexpr FindingKind k_channels_mixed{"CES217", Severity::note,
                                              "CUDA packages come from different channels", true};
inline constexpr FindingKind k_open_to_others{"CES220", Severity::warning,
                                              "anybody may change the toolkit"};

inline constexpr FindingKind k_value_refused{"CES301", Severity::warning,
                                             "a variable was left as it is"};
inline constexpr FindingKind k_record_unreadable{"CES302", Severity::warning,
                                                 "CUDA_ENV_SWITCH_STATE cannot be read"};
inline constexpr FindingKind k_value_changed{"CES303", Severity::note,
                                             "a variable was changed since activation"};

inline constexpr FindingKind k_not_in_force{"CES304", Severity::warning,
                                            "the toolkit is not in force in this shell", true};
inline constexpr FindingKind k_config_unreadable{"CES401", Severity::warning,
                                                 "a configuration file cannot be read"};
inline constexpr FindingKind k_unknown_key{"CES402", Severity::warning,
                                           "a key of the configuration does not exist"};
inline constexpr FindingKind k_wrong_value{"CES403", Severity::warning,
                                           "a value of the configuration cannot be followed"};
inline constexpr FindingKind k_pin_unreadable{"CES404", Severity::warning, "a pin cannot be read"};
inline constexpr FindingKind k_none_fits{"CES405", Severity::error,
                                         "the toolkit that was asked for is not there"};
inline constexpr FindingKind k_several_toolkits{"CES406", Severity::note,
                                                "the environment has several toolkits"};
inline constexpr FindingKind k_makefiles_need_help{"CES407", Severity::note,
                                                   "old Makefiles do not find this layout"};

inline constexpr FindingKind k_compiler_too_new{"CES501", Severity::warning,
                                                "the host compiler is too new for nvcc", true};
inline constexpr FindingKind k_compiler_too_old{"CES502", Severity::warning,
                                                "the host compiler is too old for nvcc", true};
inline constexpr FindingKind k_compiler_missing{"CES503", Severity::warning,
                                                "nvcc finds no host compiler", true};
inline constexpr FindingKind k_compiler_trouble{
    "CES504", Severity::note, "nvcc takes the host compiler, but is known to fail with it", true};
inline constexpr FindingKind k_framework_major_differs{
    "CES510", Severity::warning, "a framework is built for another CUDA major than nvcc", true};
inline constexpr FindingKind k_framework_minor_differs{
    "CES511", Severity::note, "a framework is built for another CUDA release than nvcc", true};
inline constexpr FindingKind k_home_and_path_differ{
    "CES520", Severity::warning, "CUDA_HOME and CUDA_PATH name different toolkits", true};
inline constexpr FindingKind k_variable_names_other_nvcc{
    "CES521", Severity::warning, "CUDA_HOME or CUDA_PATH names another toolkit than PATH", true};
inline constexpr FindingKind k_several_nvcc{"CES522", Severity::note, "several nvcc are on PATH",
                                            true};
inline constexpr FindingKind k_library_folder_stale{
    "CES523", Severity::note, "LD_LIBRARY_PATH names a folder that is not there", true};
inline constexpr FindingKind k_library_element_empty{"CES524", Severity::warning,
                                                     "LD_LIBRARY_PATH has an empty element", true};

inline constexpr FindingKind k_variable_names_no_toolkit{
    "CES525", Severity::warning, "CUDA_HOME or CUDA_PATH names no toolkit", true};
inline constexpr FindingKind k_library_releases_mixed{
    "CES526", Severity::warning, "LD_LIBRARY_PATH has libraries of several CUDA releases", true};
inline constexpr FindingKind k_program_folder_stale{
    "CES527", Severity::note, "PATH names a CUDA folder that is not there", true};
inline constexpr FindingKind k_program_folder_repeated{
    "CES528", Severity::note, "PATH names a CUDA folder more than once", true};

inline constexpr FindingKind k_package_owns_files{"CES601", Severity::note,
                                                  "the files belong to a package"};
inline constexpr FindingKind k_file_in_the_way{"CES602", Severity::error,
                                               "a file is in the way that is not ours"};
inline constexpr FindingKind k_prefix_unwritable{"CES603", Severity::error,
                                                 "the environment cannot be changed"};

// A toolkit that doctor --deep tried out, by the step at which it broke.
inline constexpr FindingKind k_nvcc_does_not_start{"CES701", Severity::error, "nvcc does not start",
                                                   true};
inline constexpr FindingKind k_does_not_compile{"CES702", Severity::error,
                                                "nvcc does not compile for the GPU", true};
inline constexpr FindingKind k_does_not_assemble{"CES703", Severity::error,
                                                 "nvcc does not assemble", true};
inline constexpr FindingKind k_host_does_not_compile{"CES704", Severity::error,
                                                     "nvcc does not compile for the host", true};
inline constexpr FindingKind k_does_not_link{"CES705", Severity::error, "nvcc does not link", true};
inline constexpr FindingKind k_does_not_run{"CES706", Severity::error,
                                            "a compiled program does not run", true};
inline constexpr FindingKind k_deep_check_impossible{"CES707", Severity::warning,
                                                     "the toolkit could not be tried out", true};

inline constexpr const FindingKind* k_all[] = {&k_driver_too_old,
                                               &k_minor_version,
                                               &k_verdict_unknown,
                                               &k_forward_compat_possible,
                                               &k_forward_compat_used,
                                               &k_gpu_dropped_by_toolkit,
                                               &k_gpu_newer_than_toolkit,
                                               &k_gpu_dropped_by_driver,
                                               &k_gpu_newer_than_driver,
                                               &k_driver_parts_differ,
                                               &k_compat_on_path,
                                               &k_stubs_on_path,
                                               &k_tables_unusable,
                                               &k_driver_silent,
                                               &k_gpu_without_driver,
                                               &k_gpu_is_virtual,
                                               &k_tree_missing,
                                               &k_nvcc_dangling,
                                               &k_nvcc_unusable,
                                               &k_versions_differ,
                                               &k_other_nvcc_wins,
                                               &k_nvcc_alone,
                                               &k_tool_missing,
                                               &k_headers_missing,
                                               &k_library_folder_missing,
                                               &k_tools_differ,
                                               &k_mixed_packages,
                                               &k_wrapper_without_toolkit,
                                               &k_no_nvcc,
                                               &k_named_without_nvcc,
                                               &k_nvcc_not_on_path,
                                               &k_linker_name_missing,
                                               &k_channels_mixed,
                                               &k_open_to_others,
                                               &k_value_refused,
                                               &k_record_unreadable,
                                               &k_value_changed,
                                               &k_not_in_force,
                                               &k_config_unreadable,
                                               &k_unknown_key,
                                               &k_wrong_value,
                                               &k_pin_unreadable,
                                               &k_none_fits,
                                               &k_several_toolkits,
                                               &k_makefiles_need_help,
                                               &k_compiler_too_new,
                                               &k_compiler_too_old,
                                               &k_compiler_missing,
                                               &k_compiler_trouble,
                                               &k_framework_major_differs,
                                               &k_framework_minor_differs,
                                               &k_home_and_path_differ,
                                               &k_variable_names_other_nvcc,
                                               &k_several_nvcc,
                                               &k_library_folder_stale,
                                               &k_library_element_empty,
                                               &k_variable_names_no_toolkit,
                                               &k_library_releases_mixed,
                                               &k_program_folder_stale,
                                               &k_program_folder_repeated,
                                               &k_package_owns_files,
                                               &k_file_in_the_way,
                                               &k_prefix_unwritable,
                                               &k_nvcc_does_not_start,
                                               &k_does_not_compile,
                                               &k_does_not_assemble,
                                               &k_host_does_not_compile,
                                               &k_does_not_link,
                                               &k_does_not_run,
                                               &k_deep_check_impossible};

}  // namespace finding_kinds

}  // namespace ces
