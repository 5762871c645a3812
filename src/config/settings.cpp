#include "config/settings.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace ces {

namespace {

using Kind = KeyRow::Kind;

constexpr std::array k_keys = {
    KeyRow{"toolkit", Kind::wish, &Settings::toolkit, "the toolkit to switch to"},
    KeyRow{"wheels", Kind::on_off, &Settings::wheels,
           "auto also takes the toolkit of the environment's Python wheels"},
    KeyRow{"system", Kind::on_off, &Settings::system, "auto also takes the machine's own toolkit"},
    KeyRow{"ld_library_path", Kind::off_auto_on, &Settings::ld_library_path,
           "put the toolkit's libraries on LD_LIBRARY_PATH"},
    KeyRow{"compat", Kind::off_auto, &Settings::compat,
           "use an installed cuda-compat package where the driver allows it"},
    KeyRow{"compat_tables", Kind::path, &Settings::compat_tables,
           "a newer cuda-compat.yaml for the commands that people call"},
    KeyRow{"silence", Kind::codes, &Settings::silence, "findings that are not told"},
    KeyRow{"quiet", Kind::on_off, &Settings::quiet, "no warnings at activation"},
    KeyRow{"disable", Kind::on_off, &Settings::disable, "switch nothing"},
    KeyRow{"cudacxx", Kind::on_off, &Settings::cudacxx, "export CUDACXX, the toolkit's nvcc"},
    KeyRow{"cudatoolkit_root", Kind::on_off, &Settings::cudatoolkit_root,
           "export CUDAToolkit_ROOT, the toolkit"},
    KeyRow{"triton_ptxas_path", Kind::on_off, &Settings::triton_ptxas_path,
           "export TRITON_PTXAS_PATH, the toolkit's ptxas"},
    KeyRow{"cpath", Kind::on_off, &Settings::cpath, "put the toolkit's headers on CPATH"},
    KeyRow{"library_path", Kind::on_off, &Settings::library_path,
           "put the toolkit's libraries on LIBRARY_PATH"},
    KeyRow{"xla_flags", Kind::on_off, &Settings::xla_flags,
           "append --xla_gpu_cuda_data_dir to XLA_FLAGS"},
    KeyRow{"nvcc_ccbin", Kind::text, &Settings::nvcc_ccbin,
           "export NVCC_CCBIN, the host compiler of nvcc"},
    KeyRow{"nvcc_prepend_flags", Kind::text, &Settings::nvcc_prepend_flags,
           "flags to append to NVCC_PREPEND_FLAGS"}};

// YAML's words, and those that people set variables to.
std::optional<bool> on_or_off(std::string_view text) {
  const std::string word = lower_case(text);
  for (const std::string_view yes : {"on", "true", "yes", "1"}) {
    if (word == yes) {
      return true;
    }
  }
  for (const std::string_view no : {"off", "false", "no", "0"}) {
    if (word == no) {
      return false;
    }
  }
  return std::nullopt;
}

std::optional<When> when_of(std::string_view text) {
  if (lower_case(text) == "auto") {
    return When::automatic;
  }
  const auto is_on = on_or_off(text);
  return is_on ? std::optional(*is_on ? When::on : When::off) : std::nullopt;
}

std::string_view word_of(When when) {
  switch (when) {
    case When::off:
      return "off";
    case When::automatic:
      return "auto";
    case When::on:
      return "on";
  }
  return {};
}

bool is_code(std::string_view word) {
  constexpr std::size_t k_length = 6;
  return word.size() == k_length && word.starts_with("CES") &&
         word.find_first_not_of("0123456789", 3) == std::string_view::npos;
}

// Return the codes of findings in `text`, with blanks or commas between them.
std::optional<Words> codes_of(std::string_view text) {
  Words codes;
  constexpr std::string_view k_separators = ", \t\n";
  for (std::size_t begin = text.find_first_not_of(k_separators); begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(k_separators, begin), text.size());
    std::string code = upper_case(text.substr(begin, end - begin));
    if (!is_code(code)) {
      return std::nullopt;
    }
    codes.push_back(std::move(code));
    begin = text.find_first_not_of(k_separators, end);
  }
  return codes;
}

std::optional<std::string> text_value(Kind kind, std::string_view text, std::string_view home) {
  std::string value = with_home(text, home);
  const bool is_relative = kind == Kind::path && !value.empty() && !value.starts_with('/');
  if (has_control_characters(value) || is_relative) {
    return std::nullopt;
  }
  return value;
}

// Gives one key its value.
struct Assigner {
  Settings& settings;
  Kind kind;
  std::string_view text;
  const Source& source;
  std::string_view home;

  bool operator()(Setting<Wish> Settings::*member) const {
    return put(member, parse_wish(text, home));
  }
  bool operator()(Setting<bool> Settings::*member) const { return put(member, on_or_off(text)); }
  bool operator()(Setting<When> Settings::*member) const {
    const auto when = when_of(text);
    const bool is_allowed = kind == Kind::off_auto_on || when != When::on;
    return is_allowed && put(member, when);
  }
  bool operator()(Setting<Words> Settings::*member) const { return put(member, codes_of(text)); }
  bool operator()(Setting<std::string> Settings::*member) const {
    return put(member, text_value(kind, text, home));
  }

 private:
  template <typename Value>
  bool put(Setting<Value> Settings::*member, std::optional<Value> value) const {
    if (value) {
      settings.*member = {*std::move(value), source};
    }
    return value.has_value();
  }
};

// Spells one key's value.
struct Speller {
  std::string operator()(const Wish& value) const { return value.text; }
  std::string operator()(bool value) const { return value ? "on" : "off"; }
  std::string operator()(When value) const { return std::string(word_of(value)); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const Words& value) const {
    std::string text;
    for (const std::string& word : value) {
      text += (text.empty() ? "" : ", ") + word;
    }
    return text;
  }
};

}  // namespace

std::string_view level_name(Level level) {
  switch (level) {
    case Level::built_in:
      return "default";
    case Level::site:
      return "site";
    case Level::user:
      return "user";
    case Level::environment:
      return "environment";
    case Level::pin:
      return "pin";
    case Level::variable:
      return "variable";
    case Level::command_line:
      return "command-line";
  }
  return {};
}

std::string place_in_words(const Source& source) {
  if (source.level == Level::built_in) {
    return "default";
  }
  return source.line > 0 ? source.place + ':' + std::to_string(source.line) : source.place;
}

std::span<const KeyRow> key_table() {
  return k_keys;
}

const KeyRow* find_key(std::string_view name) {
  const auto* const row = std::find_if(k_keys.begin(), k_keys.end(),
                                       [&](const KeyRow& key) { return key.name == name; });
  return row == k_keys.end() ? nullptr : row;
}

std::string variable_of(const KeyRow& row) {
  return std::string(k_variable_prefix) + upper_case(row.name);
}

std::string_view expected_values(Kind kind) {
  switch (kind) {
    case Kind::wish:
      return "auto, none, system, wheels, a version such as 12 or '>=12.4,<13', or the absolute "
             "path of a toolkit";
    case Kind::on_off:
      return "on or off";
    case Kind::off_auto_on:
      return "auto, on or off";
    case Kind::off_auto:
      return "auto or off";
    case Kind::codes:
      return "codes of findings, such as CES101";
    case Kind::path:
      return "an absolute path";
    case Kind::text:
      return "one line of text";
  }
  return {};
}

bool assign(Settings& settings, const KeyRow& row, std::string_view text, const Source& source,
            std::string_view home) {
  return std::visit(Assigner{settings, row.kind, trim(text), source, home}, row.member);
}

std::string value_text(const Settings& settings, const KeyRow& row) {
  return std::visit([&](auto member) { return Speller()((settings.*member).value); }, row.member);
}

const Source& source_of(const Settings& settings, const KeyRow& row) {
  return std::visit([&](auto member) -> const Source& { return (settings.*member).source; },
                    row.member);
}

}  // namespace ces
