#include "edit/switch.h"

#include "base/path.h"
#include "edit/exports.h"
#include "edit/flags.h"
#include "edit/record.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <utility>

namespace ces {

namespace {

using Value = std::optional<std::string>;
using Before = RecordItem::Before;

// The variables as they will be, laid over those that the shell has.
class Draft {
 public:
  explicit Draft(const Environment& environment) : m_environment(&environment) {}

  [[nodiscard]] Value get(const std::string& name) const {
    if (const auto changed = m_changed.find(name); changed != m_changed.end()) {
      return changed->second;
    }
    const auto value = m_environment->get(name);
    return value ? Value(*value) : std::nullopt;
  }

  void set(const std::string& name, Value value) { m_changed[name] = std::move(value); }
  [[nodiscard]] bool is_untouched(const std::string& name) const {
    return !m_changed.contains(name);
  }
  void mark_list(const std::string& name) { m_lists.push_back(name); }
  // The shell may keep a value aside for `name`, before the edits or behind them.
  void mark_kept(const std::string& name) { m_kept.push_back(name); }
  [[nodiscard]] bool may_be_kept(const std::string& name) const { return contains(m_kept, name); }
  // The value that the shell kept aside for `name` is given up.
  void forget_kept(const std::string& name) { m_forgotten.push_back(name); }

  // Return one edit for each variable that ends up different from what the shell has.
  [[nodiscard]] std::vector<Edit> edits(const Capability& shell) const {
    std::vector<Edit> edits;
    if (shell.keeps_unexported) {
      for (const std::string& name : m_forgotten) {
        edits.push_back({std::string(k_kept_prefix) + name, std::nullopt, false, {}, false});
      }
    }
    for (const auto& [name, value] : m_changed) {
      const auto now = m_environment->get(name);
      if (value.has_value() == now.has_value() && (!value || *value == *now)) {
        continue;
      }
      Edit edit{name, value, is_list(name), {}, now && !now->empty()};
      edit.was_exported = now.has_value();
      if (value && edit.is_list) {
        edit.prepended = elements_in_front(*value, now.value_or(""));
      }
      if (shell.keeps_unexported && may_be_kept(name) && !(value && now)) {
        edit.unexported = value ? Edit::Unexported::keep : Edit::Unexported::give_back;
      }
      edits.push_back(std::move(edit));
    }
    // Whatever interrupts the shell in between, the record must know of every edit in force: it is
    // written before them and unset after the last is undone.
    const auto record = std::find_if(edits.begin(), edits.end(), [](const Edit& edit) {
      return edit.name == k_record_variable;
    });
    if (record != edits.end() && record->value) {
      std::rotate(edits.begin(), record, record + 1);
    } else if (record != edits.end()) {
      std::rotate(record, record + 1, edits.end());
    }
    return edits;
  }

 private:
  static bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  [[nodiscard]] bool is_list(const std::string& name) const { return contains(m_lists, name); }

  static std::vector<std::string> elements_in_front(std::string_view value, std::string_view now) {
    if (now.empty() || !value.ends_with(now) || value.size() == now.size()) {
      return now.empty() ? to_strings(split_list(value)) : std::vector<std::string>();
    }
    const std::string_view front = value.substr(0, value.size() - now.size());
    return front.ends_with(k_list_separator)
               ? to_strings(split_list(front.substr(0, front.size() - 1)))
               : std::vector<std::string>();
  }

  static std::vector<std::string> to_strings(const std::vector<std::string_view>& views) {
    return {views.begin(), views.end()};
  }

  const Environment* m_environment;
  std::map<std::string, Value> m_changed;
  std::vector<std::string> m_lists;
  std::vector<std::string> m_kept;
  std::vector<std::string> m_forgotten;
};

std::size_t export_size(std::string_view name, std::string_view value) {
  return name.size() + 1 + value.size();
}

// Return as much of a path as fits a line beside what is said of it.
std::string shortened(const std::string& value) {
  constexpr std::size_t k_shown = 60;
  return value.size() > k_shown ? value.substr(0, k_shown) + "..." : value;
}

constexpr const char* k_too_long = "would be longer than 64 KiB";

Finding refused(const std::string& name, const std::string& value, const std::string& why) {
  const bool is_too_long = why.ends_with(k_too_long);
  return {&finding_kinds::k_value_refused,
          name + " is left as it is: " + why,
          "the value was to be " + shortened(value),
          is_too_long ? "shorten " + name : "rename the folder or use another shell",
          name,
          "programs that go by " + name + " do not find this environment's CUDA",
          "printenv " + name};
}

// ---- undo -------------------------------------------------------------------------------------

std::size_t count_element(const Value& value, std::string_view wanted) {
  const auto elements = split_list(value ? std::string_view(*value) : std::string_view());
  return static_cast<std::size_t>(
      std::count_if(elements.begin(), elements.end(),
                    [&](std::string_view element) { return same_element(element, wanted); }));
}

// Take out the element, all of it if the user never had it, else from the front, where ours was
// put, as long as there are more than the user had.
Value without_element(const Value& value, const RecordItem& item) {
  std::vector<std::string_view> elements = split_list(*value);
  std::size_t too_many = count_element(value, item.value);
  too_many -= std::min(too_many, item.user_count);
  std::erase_if(elements, [&](std::string_view element) {
    const bool is_ours = too_many > 0 && same_element(element, item.value);
    too_many -= is_ours ? 1 : 0;
    return is_ours;
  });
  if (elements.empty()) {
    return item.before == Before::unset ? std::nullopt : Value("");
  }
  return join_list(elements);
}

// Take the flags out, wherever others stand by now.
Value without_appended(const Value& value, const RecordItem& item) {
  if (!value || !has_flags(*value, item.value)) {
    return value;
  }
  std::string rest = without_flags(*value, item.value);
  return rest.empty() && item.before == Before::unset ? std::nullopt : Value(std::move(rest));
}

bool has_element(const Value& value, std::string_view wanted) {
  return count_element(value, wanted) > 0;
}

Value value_before(const RecordItem& item) {
  switch (item.before) {
    case Before::unset:
      return std::nullopt;
    case Before::empty:
      return "";
    case Before::value:
      return item.before_value;
  }
  return std::nullopt;
}

Finding changed_by_user(const RecordItem& item) {
  return {&finding_kinds::k_value_changed,
          item.name + " was changed since activation and stays as it is",
          "what you set yourself is never overwritten or taken back",
          "none needed if you meant it; to have the toolkit's value again, activate again",
          item.name,
          "programs that go by " + item.name + " take your value, not the environment's",
          "printenv " + item.name};
}

class Undo {
 public:
  Undo(Draft& draft, Plan& plan, const Capability& shell)
      : m_draft(draft), m_plan(plan), m_shell(shell) {}

  // Undo the items, the last one first: of two elements of one list the first was added to what the
  // user had. Return those that had to stay.
  std::vector<RecordItem> run(const Record& record) {
    std::vector<RecordItem> stayed;
    for (auto item = record.items.rbegin(); item != record.items.rend(); ++item) {
      if (!undo(*item)) {
        stayed.push_back(*item);
      }
    }
    std::reverse(stayed.begin(), stayed.end());
    return stayed;
  }

 private:
  bool undo(const RecordItem& item) {
    const Value now = m_draft.get(item.name);
    Value then = now;
    if (item.kind == RecordItem::Kind::add) {
      m_draft.mark_list(item.name);
      if (count_element(now, item.value) > item.user_count) {
        then = without_element(now, item);
      }
    } else if (item.kind == RecordItem::Kind::append) {
      then = without_appended(now, item);
    } else if (now && *now == item.value) {
      then = value_before(item);
    } else {
      m_plan.findings.push_back(changed_by_user(item));
    }
    if (then != now && then && !m_shell.holds(*then)) {
      m_plan.findings.push_back(refused(item.name, *then, "this shell cannot take it back"));
      return false;
    }
    if (then != now) {
      m_draft.set(item.name, then);
    }
    if (item.may_be_kept && (then || then == now)) {
      m_draft.forget_kept(item.name);  // it is the user's by now
    } else if (item.may_be_kept) {
      m_draft.mark_kept(item.name);
    }
    return true;
  }

  Draft& m_draft;
  Plan& m_plan;
  const Capability& m_shell;
};

// ---- apply ------------------------------------------------------------------------------------

Before before_of(const Value& now) {
  if (!now) {
    return Before::unset;
  }
  return now->empty() ? Before::empty : Before::value;
}

// Return whether the shell is to keep a value of the variable aside, which the program sees unset.
// It needs its own PATH all the time.
bool may_be_hidden(const std::string& name, const Capability& shell) {
  if (name == "PATH") {
    return false;
  }
  const bool was_asked = std::find(std::begin(k_asked_of_hook), std::end(k_asked_of_hook), name) !=
                         std::end(k_asked_of_hook);
  if (!shell.keeps_unexported || !shell.set_in_shell || !was_asked) {
    return shell.keeps_unexported;
  }
  return (',' + *shell.set_in_shell + ',').find(',' + name + ',') != std::string::npos;
}

RecordItem item_for(const Export& wanted, const Value& now, bool may_be_kept) {
  RecordItem item;
  item.name = wanted.name;
  item.value = wanted.value;
  item.before = before_of(now);
  item.may_be_kept = may_be_kept;
  item.kind = wanted.is_list    ? RecordItem::Kind::add
              : wanted.is_flags ? RecordItem::Kind::append
                                : RecordItem::Kind::set;
  if (wanted.is_list) {
    item.user_count = count_element(now, wanted.value);
  } else if (!wanted.is_flags) {
    item.before_value = now.value_or("");
  }
  return item;
}

// Return `record` with the value of `item`, if it has an item of the same plain variable, which had
// to stay since this shell could not write the value before: that value stays the one to go back
// to.
std::optional<Record> with_new_value(const Record& record, const RecordItem& item) {
  const auto is_of_same = [&](const RecordItem& other) {
    return other.kind == RecordItem::Kind::set && other.name == item.name;
  };
  const auto stayed = std::find_if(record.items.begin(), record.items.end(), is_of_same);
  if (stayed == record.items.end()) {
    return std::nullopt;
  }
  Record changed = record;
  changed.items[static_cast<std::size_t>(stayed - record.items.begin())].value = item.value;
  return changed;
}

bool is_first_element(const Value& now, std::string_view element) {
  const auto elements = split_list(now ? std::string_view(*now) : std::string_view());
  return !elements.empty() && elements.front() == element;
}

// Return why `value` cannot be exported in the place of `now`, empty if it can. `written` is the
// part of it that the text for the shell has to spell out.
std::string reason_to_refuse(const Export& wanted, const Value& now, const std::string& value,
                             const std::string& written, const Capability& shell) {
  if (wanted.is_list && wanted.value.find(k_list_separator) != std::string::npos) {
    return "its new element " + shortened(wanted.value) + " has a '" + k_list_separator +
           "', which separates elements";
  }
  if (wanted.is_list && !is_absolute(wanted.value)) {
    return "its new element " + shortened(wanted.value) + " is no absolute path";
  }
  if (!shell.holds(written)) {
    return "this shell cannot write its new value";
  }
  // What is only referred to is not repeated; what cannot be taken back stays recorded.
  if (now && written == value && !shell.holds(*now)) {
    return "this shell could not take its old value back";
  }
  return export_size(wanted.name, value) > k_longest_export
             ? std::string("its new value ") + k_too_long
             : "";
}

class Apply {
 public:
  Apply(Draft& draft, Plan& plan, const Capability& shell, Record& record)
      : m_draft(draft),
        m_plan(plan),
        m_shell(shell),
        m_record(record),
        m_record_text(encode_record(record)) {}

  void run(const Export& wanted) {
    const Value now = m_draft.get(wanted.name);
    if (wanted.is_list) {
      m_draft.mark_list(wanted.name);
      const bool is_condas = same_element(wanted.value, join_path(m_record.owner, "bin"));
      if (is_condas || is_first_element(now, wanted.value)) {
        return;  // another's own; the user's is where we want it
      }
    }
    if (wanted.is_flags && now && has_flags(*now, wanted.value)) {
      return;  // the user's own
    }
    const bool has_more = wanted.is_list && now && !now->empty();
    const std::string value = wanted.is_flags ? with_flags(now.value_or(""), wanted.value)
                              : has_more      ? wanted.value + k_list_separator + *now
                                              : wanted.value;
    const bool is_referred =
        has_more && m_shell.refers_to_old_value && m_draft.is_untouched(wanted.name);
    std::string why =
        reason_to_refuse(wanted, now, value, is_referred ? wanted.value : value, m_shell);
    const bool keeps = !now && may_be_kept(wanted.name);
    RecordItem item = item_for(wanted, now, keeps);
    std::optional<Record> changed = with_new_value(m_record, item);
    std::string text = changed ? encode_record(*changed) : encode_record_with(m_record_text, item);
    if (why.empty() && export_size(k_record_variable, text) > k_longest_export) {
      why = std::string("the record with its old value ") + k_too_long;
    } else if (why.empty() && !m_shell.holds(text)) {
      why = "this shell cannot write the record with its old value";
    }
    if (!why.empty()) {
      m_plan.findings.push_back(refused(wanted.name, value, why));
      return;
    }
    if (changed) {
      m_record = *std::move(changed);
    } else {
      m_record.items.push_back(std::move(item));
    }
    m_record_text = std::move(text);
    m_draft.set(wanted.name, value);
    if (keeps) {
      m_draft.mark_kept(wanted.name);
    }
  }

 private:
  // Ours was in force where the variable was touched, so what is kept is what was kept for it.
  [[nodiscard]] bool may_be_kept(const std::string& name) const {
    return m_draft.is_untouched(name) ? may_be_hidden(name, m_shell) : m_draft.may_be_kept(name);
  }

  Draft& m_draft;
  Plan& m_plan;
  const Capability& m_shell;
  Record& m_record;
  std::string m_record_text;  // of m_record
};

// ---- the two plans ----------------------------------------------------------------------------

struct RecordInShell {
  bool is_set = false;
  std::optional<Record> record;
};

// Return whether `element` is the bin of an environment that is active, or was before.
bool is_bin_of_conda(const Environment& environment, std::string_view element) {
  constexpr int k_most_levels = 64;
  auto prefix = environment.non_empty("CONDA_PREFIX");
  for (int level = 1; prefix && level < k_most_levels; ++level) {
    if (same_element(element, join_path(*prefix, "bin"))) {
      return true;
    }
    prefix = environment.non_empty("CONDA_PREFIX_" + std::to_string(level));
  }
  return false;
}

// A record that would take such a folder off PATH was not written by this program.
bool is_forged(const Environment& environment, const Record& record) {
  return std::any_of(record.items.begin(), record.items.end(), [&](const RecordItem& item) {
    return item.kind == RecordItem::Kind::add && is_bin_of_conda(environment, item.value);
  });
}

RecordInShell read_record(const Environment& environment, Plan& plan) {
  const auto text = environment.get(k_record_variable);
  if (!text || text->empty()) {
    return {text.has_value(), std::nullopt};
  }
  auto record = decode_record(*text);
  if (record && is_forged(environment, *record)) {
    record.reset();
  }
  if (!record) {
    plan.findings.push_back(
        {&finding_kinds::k_record_unreadable,
         "CUDA_ENV_SWITCH_STATE cannot be read, so nothing of it is undone",
         "it was cut or written by something else",
         "open a new shell if CUDA_HOME or PATH look wrong", std::string(k_record_variable),
         "folders of a toolkit that was left may stay on PATH", "printenv CUDA_HOME PATH"});
  }
  return {true, std::move(record)};
}

void write_record(Draft& draft, const Record& record) {
  const std::string name(k_record_variable);
  draft.set(name, record.items.empty() ? std::nullopt : Value(encode_record(record)));
}

// Return the environment that a switch belongs to, whose deactivation takes it back: the active
// one, also if somebody switched to the toolkit of another by hand.
std::string owner_of_switch(const Environment& environment, const std::string& prefix) {
  const auto active = environment.non_empty("CONDA_PREFIX");
  return active ? normalise_path(*active) : prefix;
}

std::size_t count_bin_on_path(const Draft& draft, const std::string& prefix) {
  return prefix.empty() ? 0 : count_element(draft.get("PATH"), join_path(prefix, "bin"));
}

// Return whether the bin of `prefix`, of which PATH had `count`, is on it as it was.
bool has_bin_still(const Draft& draft, const std::string& prefix, std::size_t count) {
  const std::size_t now = count_bin_on_path(draft, prefix);
  return now > 0 && now >= count;
}

// Return whether conda may have lost the bin of the active environment: it takes whatever was above
// it for stacked where CONDA_STACKED_n is set, if only to nothing, and puts no bin back then.
bool may_have_lost_bin(const Draft& draft) {
  const std::string level = draft.get("CONDA_SHLVL").value_or("");
  unsigned number = 0;
  const auto [end, error] = std::from_chars(level.data(), level.data() + level.size(), number);
  return error == std::errc() && end == level.data() + level.size() &&
         draft.get("CONDA_STACKED_" + std::to_string(number + 1)).has_value();
}

// Return whether conda has left the bin of the environment that is left on PATH, as it does where
// it is about to export a PATH that it computed before this hook ran. Where that bin was lost,
// nothing tells, so conda may be. Where the record's owner is not that environment, the owner was
// never active, or is no more. If its bin is still on PATH then, an engine gave CONDA_PREFIX back
// already, and such a one leaves PATH alone.
bool is_bin_of_left_on_path(const Draft& draft, const Record& old, const std::string& left) {
  if (old.owner == left) {
    return (old.owner_count == 0 && may_have_lost_bin(draft)) ||
           has_bin_still(draft, old.owner, old.owner_count);
  }
  const bool was_active = old.owner_count > 0;
  return old.state == Record::State::on &&
         !(was_active && has_bin_still(draft, old.owner, old.owner_count)) &&
         has_bin_still(draft, left, 0);
}

// Return whether `prefix` is the active environment or one that conda will go back to.
bool is_active(const Environment& environment, const std::string& prefix) {
  std::string name = "CONDA_PREFIX";
  for (int level = 1;; ++level) {
    const auto value = environment.get(name);
    if (value && !value->empty() && normalise_path(*value) == prefix) {
      return true;
    }
    if (!value && level > 1) {
      return false;
    }
    name = "CONDA_PREFIX_" + std::to_string(level);
  }
}

// Return whether the environment at `owner` is still active below the one at hand.
bool is_stacked_on(const Environment& environment, const std::string& owner) {
  const auto level = environment.get("CONDA_SHLVL");
  const bool says_stacked =
      level && environment.non_empty("CONDA_STACKED_" + std::string(*level)).has_value();
  const auto path = environment.get("PATH");
  return says_stacked || has_element(path ? Value(*path) : std::nullopt, join_path(owner, "bin"));
}

void note_other_nvcc(const Draft& draft, const Activation& activation, Plan& plan) {
  const std::string own = join_path(activation.toolkit->bin, "nvcc");
  const bool is_own = activation.toolkit->origin == Origin::environment;
  const Value path = draft.get("PATH");
  for (const NvccOnPath& nvcc : activation.nvcc_on_path) {
    if (!has_element(path, nvcc.element)) {
      continue;  // an element of ours that has just been taken back
    }
    if (same_element(nvcc.path, own)) {
      return;
    }
    plan.findings.push_back(
        {&finding_kinds::k_other_nvcc_wins,
         "nvcc is " + nvcc.path + (is_own ? ", not the environment's " : ", not the toolkit's ") +
             own,
         "its folder comes first on PATH",
         "take " + nvcc.element + " off PATH, or put it behind " + activation.toolkit->bin, "PATH",
         "a bare nvcc, and CMake, compile with that one, while CUDA_HOME names the toolkit",
         "type -a nvcc"});
    return;
  }
  if (!is_own) {
    plan.findings.push_back(
        {&finding_kinds::k_nvcc_not_on_path, "nvcc is not on PATH; the toolkit's is " + own,
         activation.toolkit->bin + " has more programs than the toolkit's, which would come before "
                                   "the environment's own",
         "call it by its path, or install an nvcc into the environment", activation.toolkit->bin,
         "a bare nvcc is not found, though CUDA_HOME is set", "command -v nvcc"});
  }
}

}  // namespace

bool may_hide_path(const Edit& edit) {
  return edit.name == "PATH" && edit.value && !edit.had_value && !edit.was_exported;
}

Plan plan_activation(const Environment& environment, const Activation& activation) {
  Plan plan;
  Draft draft(environment);
  const RecordInShell in_shell = read_record(environment, plan);
  const bool has_toolkit = activation.toolkit != nullptr && !activation.is_suppressed;
  const bool of_other = in_shell.record && in_shell.record->state == Record::State::on &&
                        in_shell.record->owner != activation.prefix;
  if (!has_toolkit && !activation.is_suppressed && of_other &&
      is_stacked_on(environment, in_shell.record->owner)) {
    return plan;
  }
  Record record{Record::State::on, owner_of_switch(environment, activation.prefix), {}, 0};
  if (in_shell.record) {
    record.items = Undo(draft, plan, activation.shell).run(*in_shell.record);
  }
  if (environment.non_empty("CONDA_PREFIX")) {
    record.owner_count = count_bin_on_path(draft, record.owner);
  }
  if (has_toolkit) {
    Apply apply(draft, plan, activation.shell, record);
    for (const Export& wanted : exports_for(*activation.toolkit, activation.settings)) {
      apply.run(wanted);
    }
    if (!activation.compat_folder.empty()) {
      apply.run({"LD_LIBRARY_PATH", activation.compat_folder, true});
    }
    if (!is_put_first(*activation.toolkit)) {
      note_other_nvcc(draft, activation, plan);
    }
  }
  if (in_shell.is_set || !record.items.empty()) {
    write_record(draft, record);
  }
  plan.edits = draft.edits(activation.shell);
  // Alone it is a condition of nothing, which shells have no way to write.
  if (has_toolkit && plan.edits.size() > 1 && plan.edits.front().name == k_record_variable) {
    plan.edits.front().is_condition = plan.edits.front().value.has_value();
  }
  return plan;
}

Plan plan_deactivation(const Environment& environment, const Deactivation& deactivation) {
  Plan plan;
  const RecordInShell in_shell = read_record(environment, plan);
  if (!in_shell.record) {
    // A hook is silent about it; the next activation tells. By hand it is cleared away.
    Draft draft(environment);
    if (deactivation.by_hand && in_shell.is_set) {
      draft.set(std::string(k_record_variable), std::nullopt);
    } else {
      plan.findings.clear();
    }
    plan.edits = draft.edits(deactivation.shell);
    return plan;
  }
  const Record& old = *in_shell.record;
  const bool is_others = old.state == Record::State::on && !deactivation.prefix.empty() &&
                         old.owner != deactivation.prefix && is_active(environment, old.owner);
  if (is_others && !deactivation.by_hand) {
    return plan;
  }
  Draft draft(environment);
  Record left{Record::State::on, old.owner, Undo(draft, plan, deactivation.shell).run(old),
              old.owner_count};
  const bool has_come_back = old.state == Record::State::leaving && !draft.is_untouched("PATH");
  const bool may_come_back = !deactivation.by_hand && !has_come_back &&
                             is_bin_of_left_on_path(draft, old, deactivation.prefix);
  if (may_come_back && left.items.empty()) {
    left.state = Record::State::leaving;
    if (old.owner != deactivation.prefix) {
      left.owner = deactivation.prefix;
      left.owner_count = count_bin_on_path(draft, left.owner);
    }
    std::copy_if(old.items.begin(), old.items.end(), std::back_inserter(left.items),
                 [](const RecordItem& item) { return item.name == "PATH"; });
  }
  if (left.state == Record::State::leaving && !left.items.empty()) {
    const RecordItem& item = left.items.front();
    plan.one_shot =
        OneShot{join_path(join_path(left.owner, "bin"), "cuda-env-resolve"), item.value,
                item.user_count, std::string(environment.get("CONDA_SHLVL").value_or(""))};
  }
  write_record(draft, left);
  plan.edits = draft.edits(deactivation.shell);
  return plan;
}

bool has_switch(const Environment& environment) {
  const auto text = environment.get(k_record_variable);
  const auto record = text ? decode_record(*text) : std::nullopt;
  return record && record->state == Record::State::on;
}

bool is_in_force(const Environment& environment, const Toolkit& toolkit) {
  const auto text = environment.get(k_record_variable);
  const auto record = text ? decode_record(*text) : std::nullopt;
  const auto home = environment.get("CUDA_HOME");
  if (!record || record->state != Record::State::on || !home || *home != toolkit.root) {
    return false;
  }
  return std::any_of(record->items.begin(), record->items.end(), [&](const RecordItem& item) {
    return item.name == "CUDA_HOME" && item.value == toolkit.root;
  });
}

}  // namespace ces
