// xonsh, as Python. Its environment makes a list of every variable whose name ends in PATH, splits
// it on ':', and expands "~" (at the beginning of an element and after its first "=") and "$NAME"
// in the elements whenever a program is started; a value with one of these is refused, since no
// program would see it as it is. Bytes that are not UTF-8 are surrogates in Python's strings, as
// os.environ has them.
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

}  // namespace

bool xonsh_holds(std::string_view value, Form /*form*/) {
  return value.find('$') == std::string_view::npos && !value.starts_with('~') &&
         value.find(":~") == std::string_view::npos && value.find("=~") == std::string_view::npos;
}

std::string xonsh_render(const Script& script, Form /*form*/) {
  std::string text;
  for (const Edit& edit : script.edits) {
    text += edit.value ? "__xonsh__.env['" + edit.name + "'] = " + literal(*edit.value) + "\n"
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
