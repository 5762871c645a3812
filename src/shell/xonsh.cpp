// xonsh, as Python. Its environment makes a list, an EnvPath, of every variable whose name ends in
// PATH, and expands "~" and "$NAME" in an element whenever somebody looks at it, a program that is
// started included. An element with one of these goes into a list of a class of its own, which
// shows that element as it is and all others, those that the user adds later too, as xonsh would.
// Bytes that are not UTF-8 are surrogates in Python's strings, as os.environ has them.
#include "base/path.h"
#include "base/text.h"
#include "shell/dialect.h"

#include <cstdint>

namespace ces {

namespace {

// Return a Python string literal, in ASCII alone. Bytes above that become text in os.fsdecode.
std::string literal(std::string_view value) {
  std::string text = "b'";
  bool is_ascii = true;
  for (const char c : value) {
    const auto byte = static_cast<std::uint8_t>(c);
    const bool is_plain = byte >= 0x20 && byte < 0x7F && c != '\'' && c != '\\';
    is_ascii = is_ascii && byte < 0x80;
    if (is_plain) {
      text += c;
    } else {
      text += "\\x" + hex_digits(c);
    }
  }
  text += '\'';
  return is_ascii ? text.substr(1) : "__import__('os').fsdecode(" + text + ')';
}

bool is_expanded(const Edit& edit) {
  return edit.name.ends_with("PATH") && edit.value->find_first_of("$~") != std::string::npos;
}

// EnvPath is no public name, and stands in different modules from version to version; but PATH is
// one, or is of the class that is made here.
constexpr std::string_view k_literal_path =
    "(lambda known, elements: type('LiteralPath', (known,), {'__getitem__': lambda self, i: "
    "self._l[i] if self._l[i] in elements else known.__getitem__(self, i)})(elements))"
    "(next(t for t in type(__xonsh__.env['PATH']).__mro__ if t.__name__ == 'EnvPath'), ";

std::string value_of(const Edit& edit) {
  if (!is_expanded(edit)) {
    return literal(*edit.value);
  }
  std::string list;
  for (const std::string_view element : split_list(*edit.value)) {
    list += list.empty() ? "[" : ", ";
    list += literal(element);
  }
  return std::string(k_literal_path) + list + "])";
}

}  // namespace

bool xonsh_holds(std::string_view /*value*/, Form /*form*/) {
  return true;
}

std::string xonsh_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += edit.value ? "__xonsh__.env['" + edit.name + "'] = " + value_of(edit) + "\n"
                       : "__xonsh__.env.pop('" + edit.name + "', None)\n";
  }
  if (!script.message.empty()) {
    text += "print(" + literal(script.message) + ", file=__import__('sys').stderr)\n";
  }
  if (!script.succeeds) {
    text += "raise RuntimeError('cuda-env-resolve: nothing was switched')\n";
  }
  return text;
}

}  // namespace ces
