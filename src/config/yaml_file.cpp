#include "config/yaml_file.h"

#include "base/yaml_documents.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <exception>

namespace ces {

namespace {

int line_of(const YAML::Node& node) {
  return node.Mark().line + 1;
}

YamlEntry entry_of(const YAML::Node& key, const YAML::Node& value) {
  using Shape = YamlEntry::Shape;
  YamlEntry entry{key.Scalar(), Shape::other, "", line_of(key)};
  if (value.IsNull()) {
    entry.shape = Shape::nothing;
  } else if (value.IsScalar()) {
    entry.shape = Shape::text;
    entry.text = value.Scalar();
  } else if (value.IsSequence() && std::all_of(value.begin(), value.end(), [](const auto& element) {
               return element.IsScalar();
             })) {
    entry.shape = Shape::list;
    for (const YAML::Node& element : value) {
      entry.text += (entry.text.empty() ? "" : ", ") + element.Scalar();
    }
  }
  return entry;
}

void read_document(const YAML::Node& document, YamlFile& file) {
  if (document.IsNull()) {
    return;
  }
  if (!document.IsMap()) {
    file.faults.push_back({line_of(document), "no keys with values, such as 'toolkit: 12.4'"});
    return;
  }
  for (const auto& entry : document) {
    if (entry.first.IsScalar()) {
      file.entries.push_back(entry_of(entry.first, entry.second));
    } else {
      file.faults.push_back({line_of(entry.first), "a key that is no word"});
    }
  }
}

}  // namespace

YamlFile read_yaml(const std::string& text) {
  YamlFile file;
  try {
    const YamlDocuments documents = load_yaml(text);
    if (documents.has_first) {
      read_document(documents.first, file);
    }
    if (documents.second_line > 0) {
      file.faults.push_back(
          {documents.second_line, "a second document begins here; only the first counts"});
    }
  } catch (const YAML::Exception& error) {
    return {{}, {{std::max(error.mark.line + 1, 1), "no YAML: " + error.msg}}};
  } catch (const std::exception& error) {
    return {{}, {{1, std::string("no YAML: ") + error.what()}}};
  }
  return file;
}

}  // namespace ces
