// What a hook makes of a record that somebody else wrote: only variables of ours are touched, conda
// keeps its folder on PATH, and no list gets an empty element.
#include "base/path.h"
#include "edit/exports.h"
#include "edit/record.h"
#include "edit/switch.h"
#include "fuzz/target.h"

#include <algorithm>
#include <string_view>

namespace {

using ces::fuzz::require;

ces::Environment shell_with(const std::string& record) {
  return ces::Environment({"CUDA_ENV_SWITCH_STATE=" + record, "CONDA_PREFIX=/e", "CONDA_SHLVL=2",
                           "CONDA_PREFIX_1=/f", "CONDA_STACKED_2=true", "HOME=/h", "SHELL=/bin/sh",
                           "LD_PRELOAD=/p", "PATH=/e/t/bin:/e/bin:/f/bin::/usr/bin:/e/t/bin",
                           "LD_LIBRARY_PATH=/e/t/lib64::/l", "CUDA_HOME=/e/t", "CUDA_PATH="});
}

std::ptrdiff_t count_of(std::string_view value, std::string_view element) {
  const auto elements = ces::split_list(value);
  return std::count(elements.begin(), elements.end(), element);
}

bool is_ours(const std::string& name) {
  return name == ces::k_record_variable || ces::may_be_exported_whole(name) ||
         ces::may_be_exported_as_list(name);
}

void check(const ces::Environment& shell, const ces::Plan& plan) {
  for (const ces::Edit& edit : plan.edits) {
    require(is_ours(edit.name), "only variables of ours are edited");
    const std::string_view now = shell.get(edit.name).value_or("");
    const std::string then = edit.value.value_or("");
    require(!ces::may_be_exported_as_list(edit.name) || count_of(then, "") <= count_of(now, ""),
            "no empty element comes in");
    if (edit.name == "PATH") {
      require(count_of(then, "/e/bin") == 1 && count_of(then, "/f/bin") == 1,
              "conda's folders stay on PATH");
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  // An environment holds no NUL.
  if (text.find('\0') != std::string::npos) {
    return 0;
  }
  const ces::Environment shell = shell_with(text);
  const ces::Capability any_value = {[](std::string_view) { return true; }, false};
  ces::Activation activation;
  activation.prefix = "/e";
  activation.shell = any_value;
  check(shell, ces::plan_activation(shell, activation));
  check(shell, ces::plan_deactivation(shell, {"/e", false, any_value}));
  check(shell, ces::plan_deactivation(shell, {"/e", true, any_value}));
  return 0;
}
