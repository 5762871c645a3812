// What is worth telling a person, and the catalogue of it: every code, once, in one place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ces {

// A warning or an error is told at activation, in one line; a note only by status.
enum class Severity { note, warning, error };

std::string_view severity_word(Severity severity);

struct FindingKind {
  std::string_view code;  // stable: people silence and search by it; docs/findings.md has a section
  Severity severity;
  std::string_view title;
};

struct Finding {
  const FindingKind* kind = nullptr;
  std::string what;      // names the versions, the file or the variable
  std::string why;       // the rule behind it; may be empty
  std::string remedy;    // what to do, a command to paste where there is one
  std::string evidence;  // the files or variables it was told by
};

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
inline constexpr FindingKind k_value_refused{"CES301", Severity::warning,
                                             "a variable was left as it is"};
inline constexpr FindingKind k_record_unreadable{"CES302", Severity::warning,
                                                 "CUDA_ENV_SWITCH_STATE cannot be read"};
inline constexpr FindingKind k_value_changed{"CES303", Severity::note,
                                             "a variable was changed since activation"};
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

inline constexpr const FindingKind* k_all[] = {&k_driver_too_old,
                                               &k_minor_version,
                                               &k_verdict_unknown,
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
                                               &k_value_refused,
                                               &k_record_unreadable,
                                               &k_value_changed,
                                               &k_config_unreadable,
                                               &k_unknown_key,
                                               &k_wrong_value,
                                               &k_pin_unreadable,
                                               &k_none_fits,
                                               &k_several_toolkits,
                                               &k_makefiles_need_help};

}  // namespace finding_kinds

}  // namespace ces
