// Random sequences of what people and conda do to a shell, in two shells at once: one with our
// hooks, one without. After every step the two differ by what the toolkit in force exports, and by
// nothing else.
#include "config/switches.h"
#include "edit/switch.h"
#include "unit/support/shell_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::any_value;
using testing::dev_toolkit;
using testing::ShellModel;
using testing::split_toolkit;

const std::string k_record(k_record_variable);

// What conda does to a shell (activate.py of conda 26.7): PATH is computed before any hook runs,
// and on a switch and a reactivation it is exported after the deactivation hook.
class Conda {
 public:
  // What runs an environment's hooks.
  class Hooks {
   public:
    virtual ~Hooks() = default;
    virtual void activate(ShellModel& shell, const std::string& prefix) = 0;
    virtual void deactivate(ShellModel& shell, const std::string& prefix) = 0;
  };

  Conda(ShellModel& shell, Hooks* hooks) : m_shell(shell), m_hooks(hooks) {}

  void activate(const std::string& prefix, bool stacked) {
    const int level = this->level();
    const std::string active = m_shell.get("CONDA_PREFIX").value_or("");
    if (level > 0 && active == prefix) {
      reactivate();
      return;
    }
    const std::string path =
        level > 0 && !stacked ? replaced(active, prefix) : prefix + "/bin:" + normalised();
    if (level > 0 && !stacked) {
      deactivate_hook(active);
    }
    m_shell.put("PATH", path);
    m_shell.put("CONDA_PREFIX", prefix);
    m_shell.put("CONDA_SHLVL", std::to_string(level + 1));
    if (level > 0) {
      m_shell.put("CONDA_PREFIX_" + std::to_string(level), active);
    }
    if (level > 0 && stacked) {
      m_shell.put("CONDA_STACKED_" + std::to_string(level + 1), "true");
    }
    activate_hook(prefix);
  }

  void deactivate() {
    const int level = this->level();
    if (level == 0) {
      return;
    }
    const std::string active = m_shell.get("CONDA_PREFIX").value_or("");
    const std::string below = "CONDA_PREFIX_" + std::to_string(level - 1);
    const std::string next = level > 1 ? m_shell.get(below).value_or("") : "";
    const std::string stacked = "CONDA_STACKED_" + std::to_string(level);
    const bool is_stacked = m_shell.get(stacked).value_or("") == "true";
    m_shell.put("PATH", replaced(active, level > 1 && !is_stacked ? next : ""));
    deactivate_hook(active);
    m_shell.put("CONDA_SHLVL", std::to_string(level - 1));
    m_shell.put("CONDA_PREFIX", next);
    if (level > 1) {
      m_shell.put(below, "");
      if (is_stacked) {
        m_shell.put(stacked, "");
      }
      activate_hook(next);
    }
  }

  void reactivate() {
    if (level() == 0) {
      return;
    }
    const std::string active = m_shell.get("CONDA_PREFIX").value_or("");
    const std::string path = replaced(active, active);
    deactivate_hook(active);
    m_shell.put("PATH", path);
    activate_hook(active);
  }

  [[nodiscard]] int level() const {
    return std::atoi(m_shell.get("CONDA_SHLVL").value_or("0").c_str());
  }

 private:
  [[nodiscard]] std::vector<std::string> elements() const {
    std::vector<std::string> list;
    const std::string path = m_shell.get("PATH").value_or("");
    for (const std::string_view element : split_list(path)) {
      list.push_back(normalise_path(element));
    }
    return list;
  }
  static std::string joined(const std::vector<std::string>& list) {
    return join_list({list.begin(), list.end()});
  }
  [[nodiscard]] std::string normalised() const { return joined(elements()); }
  [[nodiscard]] std::string replaced(const std::string& from, const std::string& to) const {
    std::vector<std::string> list = elements();
    auto at = std::find(list.begin(), list.end(), from + "/bin");
    at = at == list.end() ? list.begin() : list.erase(at);
    if (!to.empty()) {
      list.insert(at, to + "/bin");
    }
    return joined(list);
  }
  void activate_hook(const std::string& prefix) {
    if (m_hooks != nullptr) {
      m_hooks->activate(m_shell, prefix);
    }
  }
  void deactivate_hook(const std::string& prefix) {
    if (m_hooks != nullptr) {
      m_hooks->deactivate(m_shell, prefix);
    }
  }

  ShellModel& m_shell;
  Hooks* m_hooks;
};

// The hooks, and beside them what should be in force: the plain model.
class ModelHooks : public Conda::Hooks {
 public:
  explicit ModelHooks(const std::map<std::string, Toolkit>& toolkits) : m_toolkits(toolkits) {}

  std::string in_force;                // a prefix; empty: nothing
  std::set<std::string> pushed_aside;  // variables of the toolkit in force that the user changed

  void activate(ShellModel& shell, const std::string& prefix) override {
    const Toolkit* toolkit = toolkit_of(prefix);
    const bool suppressed = is_disabled(shell.environment());
    expect_activation(shell, prefix, toolkit, suppressed);
    Activation activation;
    activation.prefix = prefix;
    activation.toolkit = toolkit;
    activation.is_suppressed = suppressed;
    activation.shell = any_value(by_hand);
    shell.apply(plan_activation(shell.environment(), activation));
    EXPECT_TRUE(plan_activation(shell.environment(), activation).edits.empty())
        << "activation is not idempotent";
  }

  void deactivate(ShellModel& shell, const std::string& prefix) override {
    if (in_force == prefix || by_hand) {
      leave();
    }
    shell.apply(plan_deactivation(shell.environment(), {prefix, by_hand, any_value(by_hand)}));
    EXPECT_TRUE(
        plan_deactivation(shell.environment(), {prefix, by_hand, any_value(by_hand)}).edits.empty())
        << "deactivation is not idempotent";
  }

  [[nodiscard]] const Toolkit* toolkit_of(const std::string& prefix) const {
    const auto found = m_toolkits.find(prefix);
    return found == m_toolkits.end() ? nullptr : &found->second;
  }

  bool by_hand = false;

 private:
  void leave() {
    in_force.clear();
    pushed_aside.clear();
  }

  void expect_activation(const ShellModel& shell, const std::string& prefix, const Toolkit* toolkit,
                         bool suppressed) {
    const std::string level = shell.get("CONDA_SHLVL").value_or("");
    const bool stacked = !shell.get("CONDA_STACKED_" + level).value_or("").empty();
    const std::string path = ':' + shell.get("PATH").value_or("") + ':';
    const bool below = path.find(':' + in_force + "/bin:") != std::string::npos;
    const bool stays = !suppressed && toolkit == nullptr && !in_force.empty() &&
                       in_force != prefix && (stacked || below);
    if (!stays) {
      leave();
      in_force = toolkit != nullptr && !suppressed ? prefix : "";
    }
  }

  const std::map<std::string, Toolkit>& m_toolkits;
};

class World {
 public:
  // `has_own_element`: the user has the element of one toolkit on PATH already.
  World(unsigned seed, bool has_own_element)
      : m_random(seed),
        m_toolkits{
            {"/a", dev_toolkit("/a")}, {"/b x", dev_toolkit("/b x")}, {"/s", split_toolkit("/s")}},
        m_hooks(m_toolkits),
        m_conda(m_actual, &m_hooks),
        m_control_conda(m_control, nullptr) {
    both("PATH", has_own_element ? "/usr/bin:/a/pkgs/cuda-toolkit/bin:/bin"
                                 : pick({"/usr/bin:/bin", "/usr/bin::/bin",
                                         "/opt//x/:/usr/bin:/usr/bin:/bin"}));
    for (const char* name : {"CUDA_HOME", "CUDA_PATH", "CUDA_INC_PATH", "LD_LIBRARY_PATH"}) {
      if (chance(2)) {
        both(name, pick({"", "/user", ":", "/u v\n'\"$\\:/w"}));
      }
    }
  }

  // Do one random thing to both shells. Return what it was.
  std::string step() {
    switch (m_random() % 12) {
      case 0:
      case 1:
      case 2:
        return activate(/*stacked=*/false);
      case 3:
        return activate(/*stacked=*/true);
      case 4:
      case 5:
      case 6:
        m_conda.deactivate();
        m_control_conda.deactivate();
        return "conda deactivate";
      case 7:
        m_conda.reactivate();
        m_control_conda.reactivate();
        return "conda install";
      case 8:
        return change_scalar();
      case 9:
        return change_list();
      case 10:
        return by_hand();
      default:
        return disable_or_enable();
    }
  }

  void check() {
    testing::Variables actual = m_actual.variables;
    testing::Variables expected = m_control.variables;
    const auto record = m_actual.record();
    actual.erase(k_record);
    if (m_hooks.in_force.empty()) {
      EXPECT_FALSE(m_actual.get(k_record))
          << "nothing is in force, and a record is left: " << m_actual.get(k_record).value_or("");
      EXPECT_EQ(actual, expected);
      return;
    }
    ASSERT_TRUE(record);
    EXPECT_EQ(record->owner, m_hooks.in_force);
    const Toolkit& toolkit = *m_hooks.toolkit_of(m_hooks.in_force);
    take_scalar(actual, expected, "CUDA_HOME", toolkit.root);
    take_scalar(actual, expected, "CUDA_PATH", toolkit.root);
    take_scalar(actual, expected, "CUDA_INC_PATH", toolkit.include_folder);
    take_element(actual, expected, "PATH", is_put_first(toolkit) ? toolkit.bin : "");
    take_element(actual, expected, "LD_LIBRARY_PATH", toolkit.library_folder);
    EXPECT_EQ(actual, expected);
  }

 private:
  bool chance(unsigned one_in) { return m_random() % one_in == 0; }
  std::string pick(const std::vector<std::string>& choices) {
    return choices[m_random() % choices.size()];
  }
  void both(const std::string& name, const std::optional<std::string>& value) {
    m_actual.put(name, value);
    m_control.put(name, value);
  }

  std::string activate(bool stacked) {
    const std::string prefix = pick({"/a", "/b x", "/s", "/n"});
    m_conda.activate(prefix, stacked);
    m_control_conda.activate(prefix, stacked);
    return std::string("conda activate ") + (stacked ? "--stack " : "") + prefix;
  }

  std::string change_scalar() {
    const std::string name = pick({"CUDA_HOME", "CUDA_PATH", "CUDA_INC_PATH"});
    const std::optional<std::string> value =
        chance(3) ? std::nullopt : std::optional(pick({"", "/mine", "/mine too"}));
    both(name, value);
    m_hooks.pushed_aside.insert(name);
    return name + (value ? '=' + *value : " is unset");
  }

  // The shell's  X="/new${X:+:$X}"  and  X="${X:+$X:}/new"  keep what is there; X=value does not.
  std::string change_list() {
    const std::string name = pick({"PATH", "LD_LIBRARY_PATH"});
    const std::string element = pick({"/u1", "/u2/", "/u3 x"});
    if (name == "LD_LIBRARY_PATH" && chance(3)) {
      const std::optional<std::string> value =
          chance(2) ? std::nullopt : std::optional(pick({"", "/u4"}));
      both(name, value);
      m_hooks.pushed_aside.insert(name);
      return name + (value ? '=' + *value : " is unset");
    }
    const bool in_front = chance(2);
    for (ShellModel* shell : {&m_actual, &m_control}) {
      const std::string now = shell->get(name).value_or("");
      if (now.empty()) {
        shell->put(name, element);
      } else {
        // Behind PATH's end conda's own code fails, so there is always something behind.
        shell->put(name, in_front ? element + ':' + now
                                  : (name == "PATH" ? now + ':' + element + ":/end"
                                                    : now + ':' + element));
      }
    }
    return element + (in_front ? " goes in front of " : " goes behind ") + name;
  }

  std::string by_hand() {
    const std::string prefix = m_actual.get("CONDA_PREFIX").value_or("");
    m_hooks.by_hand = true;
    const bool on = !prefix.empty() && m_hooks.toolkit_of(prefix) != nullptr && chance(2);
    if (on) {
      m_hooks.activate(m_actual, prefix);
    } else {
      m_hooks.deactivate(m_actual, prefix);
    }
    m_hooks.by_hand = false;
    return on ? "cuda-env-resolve" : "cuda-env-resolve deactivate";
  }

  std::string disable_or_enable() {
    const bool disable = chance(3);
    both("CUDA_ENV_SWITCH_DISABLE", disable ? std::optional<std::string>("1") : std::nullopt);
    return disable ? "switched off" : "switched on";
  }

  void take_scalar(testing::Variables& actual, testing::Variables& expected,
                   const std::string& name, const std::string& value) {
    if (value.empty() || m_hooks.pushed_aside.contains(name)) {
      return;
    }
    EXPECT_EQ(m_actual.get(name), value) << name;
    actual.erase(name);
    expected.erase(name);
  }

  void take_element(testing::Variables& actual, testing::Variables& expected,
                    const std::string& name, const std::string& element) {
    if (element.empty() || m_hooks.pushed_aside.contains(name)) {
      return;
    }
    const std::string now = m_actual.get(name).value_or("");
    std::vector<std::string_view> list = split_list(now);
    const auto ours = std::find(list.begin(), list.end(), element);
    ASSERT_NE(ours, list.end()) << element << " is not on " << name << ": " << now;
    list.erase(ours);
    const std::string wanted = m_control.get(name).value_or("");
    EXPECT_EQ(list, split_list(wanted)) << name;
    actual.erase(name);
    expected.erase(name);
  }

  std::mt19937 m_random;
  std::map<std::string, Toolkit> m_toolkits;
  ShellModel m_actual;
  ShellModel m_control;
  ModelHooks m_hooks;
  Conda m_conda;
  Conda m_control_conda;
};

// CES_SEED=<n> repeats one sequence.
void run_sequences(bool has_own_element) {
  constexpr unsigned k_sequences = 300;
  constexpr int k_steps = 30;
  const char* asked = std::getenv("CES_SEED");
  const unsigned first = asked != nullptr ? static_cast<unsigned>(std::atoi(asked)) : 1;
  const unsigned last = asked != nullptr ? first : k_sequences;
  for (unsigned seed = first; seed <= last; ++seed) {
    World world(seed, has_own_element);
    std::string story;
    for (int i = 0; i < k_steps; ++i) {
      story += "\n  " + world.step();
      world.check();
      if (::testing::Test::HasFailure()) {
        FAIL() << "CES_SEED=" << seed << story;
      }
    }
  }
}

TEST(AnySequence, leaves_what_would_be_there_without_us) {
  run_sequences(/*has_own_element=*/false);
}

TEST(AnySequence, keeps_the_users_own_duplicate_of_our_element) {
  run_sequences(/*has_own_element=*/true);
}

}  // namespace
}  // namespace ces
