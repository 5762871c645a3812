// The edits as one JSON object: {"set": {NAME: value}, "unset": [NAME], "path": [element]}. "path"
// is the whole new PATH and is there only if PATH changes. Shells without an eval read it
// (nushell's load-env), and so do programs.
#include "base/path.h"
#include "base/text.h"
#include "shell/dialect.h"

#include <nlohmann/json.hpp>

namespace ces {

namespace {

using Json = nlohmann::ordered_json;

Json elements(std::string_view value) {
  Json list = Json::array();
  for (const std::string_view element : split_list(value)) {
    list.push_back(std::string(element));
  }
  return list;
}

}  // namespace

bool json_holds(std::string_view value, Form /*form*/) {
  return is_utf8(value);
}

std::string json_render(const Script& script, Form /*form*/) {
  Json object = {{"set", Json::object()}, {"unset", Json::array()}};
  for (const Edit& edit : script.edits) {
    if (!edit.value) {
      object["unset"].push_back(edit.name);
    } else if (edit.name == "PATH") {
      object["path"] = elements(*edit.value);
    } else {
      object["set"][edit.name] = *edit.value;
    }
  }
  if (!script.message.empty()) {
    object["message"] = script.message;
  }
  if (!script.succeeds) {
    object["failed"] = true;
  }
  return object.dump(2) + '\n';
}

}  // namespace ces
