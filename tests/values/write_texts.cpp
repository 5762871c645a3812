// Test helper: renders thousands of values for a shell in one call. Fields end with NUL on both
// sides, since that is the one byte which no value has.
//
//     write-texts DIALECT hook|by-hand FOLDER
//
// reads from stdin
//
//     value NAME VALUE              an edit of the text at hand; as a list where NAME ends in PATH
//     end                           the text ends: FOLDER/<n>.do has it, FOLDER/<n>.undo unsets all
//     switch PREFIX LAYOUT COUNT    a switch to a toolkit of PREFIX in a shell with COUNT
//     variables,
//       NAME VALUE …                which follow: FOLDER/<n>.setup makes them and unsets what else
//       a
//                                   switch could have set, <n>.do switches, <n>.undo switches back
//
// and prints, for each value, "held" or "refused"; for each switch the names of the variables that
// were refused, with blanks between them.
#include "base/path.h"
#include "edit/exports.h"
#include "edit/switch.h"
#include "shell/dialect.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using Variables = std::map<std::string, std::string>;

struct Target {
  const ces::Dialect* dialect = nullptr;
  ces::Form form = ces::Form::hook;
  std::string folder;
};

bool read_field(std::string& field) {
  return static_cast<bool>(std::getline(std::cin, field, '\0'));
}

std::string next_field() {
  std::string field;
  if (!read_field(field)) {
    std::cerr << "write-texts: the input ends too early\n";
    std::exit(EXIT_FAILURE);
  }
  return field;
}

class Writer {
 public:
  explicit Writer(Target target) : m_target(std::move(target)) {}

  void add_value() {
    const std::string name = next_field();
    const std::string value = next_field();
    const bool is_held = m_target.dialect->holds(value, m_target.form);
    std::cout << (is_held ? "held" : "refused") << '\0';
    if (is_held) {
      m_edits.push_back({name, value, name.ends_with("PATH"), {}, false});
    }
  }

  void end_text() {
    write("do", m_target.form, m_edits);
    for (ces::Edit& edit : m_edits) {
      edit.value.reset();
    }
    write("undo", m_target.form, m_edits);
    m_edits.clear();
    ++m_number;
  }

  void add_switch() {
    const std::string prefix = ces::normalise_path(next_field());
    const ces::Toolkit toolkit = toolkit_of(prefix, next_field());
    Variables variables;
    for (auto count = std::stoul(next_field()); count > 0; --count) {
      std::string name = next_field();
      variables[std::move(name)] = next_field();
    }
    write("setup", ces::Form::hook, edits_that_make(variables));
    const ces::Capability shell = ces::capability_of(*m_target.dialect, m_target.form);
    ces::Activation activation;
    activation.prefix = prefix;
    activation.toolkit = &toolkit;
    activation.shell = shell;
    const ces::Plan there = ces::plan_activation(environment_of(variables), activation);
    write("do", m_target.form, there.edits);
    apply(there, variables);
    // Without conda's PATH, which would come back, as by hand.
    write("undo", m_target.form,
          ces::plan_deactivation(environment_of(variables), {prefix, true, shell}).edits);
    print_refused(there);
    ++m_number;
  }

 private:
  void write(const char* suffix, ces::Form form, const std::vector<ces::Edit>& edits) const {
    std::ofstream file(m_target.folder + '/' + std::to_string(m_number) + '.' + suffix,
                       std::ios::binary);
    file << m_target.dialect->render({edits, "", true}, form);
    if (!file.flush()) {
      std::cerr << "write-texts: " << m_target.folder << " cannot be written\n";
      std::exit(EXIT_FAILURE);
    }
  }

  static ces::Toolkit toolkit_of(const std::string& prefix, const std::string& layout) {
    ces::Toolkit toolkit;
    const bool is_split = layout == "split";
    toolkit.layout = is_split ? ces::Layout::split_packages : ces::Layout::cudatoolkit_dev;
    toolkit.root = is_split ? prefix : ces::join_path(prefix, "pkgs/cuda-toolkit");
    toolkit.bin = ces::join_path(toolkit.root, "bin");
    toolkit.has_shared_bin = is_split;
    toolkit.library_folder = is_split ? "" : ces::join_path(toolkit.root, "lib64");
    toolkit.include_folder = is_split ? ces::join_path(prefix, "targets/x86_64-linux/include") : "";
    return toolkit;
  }

  static std::vector<ces::Edit> edits_that_make(const Variables& variables) {
    std::vector<ces::Edit> edits;
    for (const char* name :
         {"CUDA_HOME", "CUDA_PATH", "CUDA_INC_PATH", "LD_LIBRARY_PATH", "PATH"}) {
      const auto found = variables.find(name);
      const bool is_set = found != variables.end();
      edits.push_back({name,
                       is_set ? std::optional(found->second) : std::nullopt,
                       ces::may_be_exported_as_list(name),
                       {},
                       false});
      edits.back().was_exported = true;  // what the shell has is to be overwritten
    }
    return edits;
  }

  static ces::Environment environment_of(const Variables& variables) {
    std::vector<std::string> entries;
    for (const auto& [name, value] : variables) {
      entries.push_back(name + '=' + value);
    }
    return ces::Environment(std::move(entries));
  }

  static void apply(const ces::Plan& plan, Variables& variables) {
    for (const ces::Edit& edit : plan.edits) {
      variables.erase(edit.name);
      if (edit.value) {
        variables[edit.name] = *edit.value;
      }
    }
  }

  static void print_refused(const ces::Plan& plan) {
    std::string names;
    for (const ces::Finding& finding : plan.findings) {
      names += (names.empty() ? "" : " ") + finding.evidence;
    }
    std::cout << names << '\0';
  }

  Target m_target;
  std::vector<ces::Edit> m_edits;
  int m_number = 0;
};

}  // namespace

int main(int argc, char** argv) {
  constexpr int k_bad_call = 2;
  const std::vector<std::string> arguments(argv, argv + argc);
  if (arguments.size() != 4 || ces::find_dialect(arguments[1]) == nullptr) {
    std::cerr << "Usage: write-texts DIALECT hook|by-hand FOLDER\n";
    return k_bad_call;
  }
  std::ios::sync_with_stdio(false);
  const ces::Form form = arguments[2] == "hook" ? ces::Form::hook : ces::Form::by_hand;
  Writer writer({ces::find_dialect(arguments[1]), form, arguments[3]});
  for (std::string word; read_field(word);) {
    if (word == "value") {
      writer.add_value();
    } else if (word == "end") {
      writer.end_text();
    } else if (word == "switch") {
      writer.add_switch();
    } else {
      std::cerr << "write-texts: unknown word " << word << '\n';
      return k_bad_call;
    }
  }
  return EXIT_SUCCESS;
}
