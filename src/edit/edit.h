// One change of one variable, as every dialect gets it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

struct Edit {
  std::string name;
  std::optional<std::string> value;  // what the variable becomes; nothing: it is unset
  bool is_list = false;              // elements with ':' between them
  // Not empty if `value` is these elements in front of what the shell holds: a dialect may then
  // refer to the old value instead of repeating it. `had_value` tells whether that is non-empty.
  std::vector<std::string> prepended;
  bool had_value = false;
  // The shell may hold a value that it does not export, and that the program cannot see. A dialect
  // that can keeps it aside and gives it back; it is asked to only where there may be one.
  enum class Unexported { leave, keep, give_back };
  Unexported unexported = Unexported::leave;
  // The edits behind it are made only if this one can be: a user may have made the variable
  // readonly, and what is not recorded cannot be undone.
  bool is_condition = false;
  bool was_exported = false;  // the shell exports the variable already
};

// Return whether the shell may have a PATH of its own that it does not export, as shells do that
// were given none. It finds its programs by it, so ours goes in front of that one.
bool may_hide_path(const Edit& edit);

// What is left to do once conda has exported the PATH that it computed before our hook ran.
struct OneShot {
  std::string program;         // can do it: `deactivate` takes the element out
  std::string element;         // what comes back on PATH
  std::size_t user_count = 0;  // how often the user had the same element himself
  std::string level;           // CONDA_SHLVL by now: conda sets it to another when it is done

  friend bool operator==(const OneShot&, const OneShot&) = default;
};

// What the shell in use can be told. A dialect answers; edit/ asks before it records an edit.
struct Capability {
  std::function<bool(std::string_view value)> holds;  // can a variable be given this value
  bool refers_to_old_value = false;  // what is put in front of a value is written without the value
  bool keeps_unexported = false;     // see Edit
  // The names of those of k_asked_of_hook that the shell has, exported or not, with commas between;
  // nothing if it did not say.
  std::optional<std::string> set_in_shell = std::nullopt;
};

// What the activation hook says of its own accord whether the shell has it: whatever is exported
// unless a configuration asks for more. Of others the text has to find out.
inline constexpr std::string_view k_asked_of_hook[] = {"CUDA_HOME", "CUDA_PATH", "CUDA_INC_PATH",
                                                       "LD_LIBRARY_PATH"};

// How a variable begins, never exported, that keeps an unexported value aside; its name follows.
inline constexpr std::string_view k_kept_prefix = "__cuda_env_switch_";

// No exported string ("NAME=value") is made longer than this, in bytes: at 128 KiB the kernel
// starts no program any more (MAX_ARG_STRLEN), and other tools add to a variable too.
inline constexpr std::size_t k_longest_export = std::size_t{64} * 1024;

}  // namespace ces
