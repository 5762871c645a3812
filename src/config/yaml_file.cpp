#include "config/yaml_file.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <exception>
#include <sstream>

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

// Sees where a document begins, and nothing else.
class DocumentStart : public YAML::EventHandler {
 public:
  [[nodiscard]] int line() const { return m_line; }

  void OnDocumentStart(const YAML::Mark& mark) override { m_line = mark.line + 1; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {}
  void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {}
  void OnMapEnd() override {}

 private:
  int m_line = 1;
};

// Return the line of the second document, 0 if there is none. YAML::LoadAll never ends where a
// document begins with what no document can begin with, such as ",".
int line_of_second_document(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  DocumentStart start;
  return parser.HandleNextDocument(start) && parser.HandleNextDocument(start) ? start.line() : 0;
}

}  // namespace

YamlFile read_yaml(const std::string& text) {
  YamlFile file;
  try {
    read_document(YAML::Load(text), file);
    if (const int line = line_of_second_document(text); line > 0) {
      file.faults.push_back({line, "a second document begins here; only the first counts"});
    }
  } catch (const YAML::Exception& error) {
    return {{}, {{std::max(error.mark.line + 1, 1), "no YAML: " + error.msg}}};
  } catch (const std::exception& error) {
    return {{}, {{1, std::string("no YAML: ") + error.what()}}};
  }
  return file;
}

}  // namespace ces
