// A shell as a map of variables, and toolkits as plain values.
#pragma once

#include "base/path.h"
#include "edit/record.h"
#include "edit/switch.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ces::testing {

// conda-forge's cudatoolkit-dev: its bin goes on PATH, its libraries on LD_LIBRARY_PATH.
inline Toolkit dev_toolkit(const std::string& prefix) {
  Toolkit toolkit;
  toolkit.layout = Layout::cudatoolkit_dev;
  toolkit.root = prefix + "/pkgs/cuda-toolkit";
  toolkit.bin = toolkit.root + "/bin";
  toolkit.library_folder = toolkit.root + "/lib64";
  return toolkit;
}

// Split packages: nothing goes on a list.
inline Toolkit split_toolkit(const std::string& prefix) {
  Toolkit toolkit;
  toolkit.layout = Layout::split_packages;
  toolkit.root = prefix;
  toolkit.bin = prefix + "/bin";
  toolkit.include_folder = prefix + "/targets/x86_64-linux/include";
  toolkit.has_shared_bin = true;
  return toolkit;
}

// A shell that can be told everything.
inline Capability any_value(bool refers_to_old_value = false) {
  return {[](std::string_view) { return true; }, refers_to_old_value};
}

// A shell that can be told everything but line ends.
inline Capability no_line_end(bool refers_to_old_value = false) {
  return {[](std::string_view value) { return value.find('\n') == std::string_view::npos; },
          refers_to_old_value};
}

using Variables = std::map<std::string, std::string>;

class ShellModel {
 public:
  ShellModel() = default;
  explicit ShellModel(Variables start) : variables(std::move(start)) {}

  Variables variables;

  [[nodiscard]] std::optional<std::string> get(const std::string& name) const {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  }
  void put(const std::string& name, const std::optional<std::string>& value) {
    if (value) {
      variables[name] = *value;
    } else {
      variables.erase(name);
    }
  }
  [[nodiscard]] Environment environment() const {
    std::vector<std::string> entries;
    for (const auto& [name, value] : variables) {
      entries.push_back(name + '=' + value);
    }
    return Environment(std::move(entries));
  }
  [[nodiscard]] std::optional<Record> record() const {
    const auto text = get(std::string(k_record_variable));
    return text ? decode_record(*text) : std::nullopt;
  }

  // Do what a plan says, and look whether its edits are what the dialects take them to be.
  void apply(const Plan& plan) {
    for (const Edit& edit : plan.edits) {
      const auto now = get(edit.name);
      EXPECT_NE(now, edit.value) << edit.name << " is edited to what it is";
      EXPECT_EQ(edit.had_value, now && !now->empty()) << edit.name;
      if (!edit.prepended.empty()) {
        std::string value;
        for (const std::string& element : edit.prepended) {
          value += element + ':';
        }
        value += now.value_or("");
        if (!edit.had_value) {
          value.pop_back();
        }
        EXPECT_EQ(value, edit.value) << edit.name << ": not the old value behind new elements";
      }
      put(edit.name, edit.value);
    }
  }

  Plan activate(const std::string& prefix, const Toolkit* toolkit, Capability shell = any_value(),
                bool is_suppressed = false) {
    Activation activation;
    activation.prefix = prefix;
    activation.toolkit = toolkit;
    activation.is_suppressed = is_suppressed;
    activation.shell = std::move(shell);
    Plan plan = plan_activation(environment(), activation);
    apply(plan);
    return plan;
  }
  Plan deactivate(const std::string& prefix, bool by_hand = false, Capability shell = any_value()) {
    Plan plan = plan_deactivation(environment(), {prefix, by_hand, std::move(shell)});
    apply(plan);
    return plan;
  }
};

inline std::vector<std::string> codes_of(const std::vector<Finding>& findings) {
  std::vector<std::string> codes;
  for (const Finding& finding : findings) {
    codes.emplace_back(finding.kind->code);
  }
  return codes;
}

}  // namespace ces::testing
