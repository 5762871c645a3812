// What can be configured, and where each value came from.
#pragma once

#include "config/wish.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ces {

// Who said it; the later ones outrank the earlier ones.
enum class Level { built_in, site, user, environment, pin, variable, command_line };

// Return the word for a level that `config` shows.
std::string_view level_name(Level level);

struct Source {
  Level level = Level::built_in;
  std::string place;  // a file, the variable or the option; empty for the built-in value
  int line = 0;       // in a file
};

// Return a source as people are told it: "/etc/cuda-env-switch/config.yaml:3".
std::string place_in_words(const Source& source);

template <typename Value>
struct Setting {
  Value value = {};
  Source source = {};
};

// Whether something is done: never, where it is known to be needed, or always.
enum class When { off, automatic, on };

using Words = std::vector<std::string>;

struct Settings {
  Setting<Wish> toolkit;
  Setting<bool> wheels;
  Setting<bool> system;
  Setting<When> ld_library_path{When::automatic, {}};
  Setting<When> compat{When::off, {}};
  Setting<std::string> compat_tables;
  Setting<Words> silence;
  Setting<bool> quiet;
  Setting<bool> disable;
  // More variables to export.
  Setting<bool> cudacxx;
  Setting<bool> cudatoolkit_root;
  Setting<bool> triton_ptxas_path;
  Setting<bool> cpath;
  Setting<bool> library_path;
  Setting<bool> xla_flags;
  Setting<std::string> nvcc_ccbin;
  Setting<std::string> nvcc_prepend_flags;
};

// One key: its name in files; in upper case, behind CUDA_ENV_SWITCH_, that of its variable.
struct KeyRow {
  // What a value has to be.
  enum class Kind { wish, on_off, off_auto_on, off_auto, codes, path, text };
  using Member =
      std::variant<Setting<Wish> Settings::*, Setting<bool> Settings::*, Setting<When> Settings::*,
                   Setting<Words> Settings::*, Setting<std::string> Settings::*>;
  std::string_view name;
  Kind kind;
  Member member;
  std::string_view meaning;  // one line, for people
};

inline constexpr std::string_view k_variable_prefix = "CUDA_ENV_SWITCH_";

// Return all keys in the order in which they are shown.
std::span<const KeyRow> key_table();

// Return the row of the key called `name`, nullptr if there is none.
const KeyRow* find_key(std::string_view name);

// Return the name of the variable of a key.
std::string variable_of(const KeyRow& row);

// Return what values of a kind are, for people: "on or off".
std::string_view expected_values(KeyRow::Kind kind);

// Give a key the value that `text` spells. Return whether it spells one; else nothing changes.
bool assign(Settings& settings, const KeyRow& row, std::string_view text, const Source& source,
            std::string_view home);

// Return the value of a key as a file spells it, empty if it has none, and where it came from.
std::string value_text(const Settings& settings, const KeyRow& row);
const Source& source_of(const Settings& settings, const KeyRow& row);

}  // namespace ces
