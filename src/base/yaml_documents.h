// The documents of a YAML text. yaml-cpp's own LoadAll never returns where a document is followed
// by what neither belongs to it nor begins another (a single ',' is enough): it takes in documents
// without end until there is no memory. So they are counted here, no further than to the second.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <string>

namespace ces {

struct YamlDocuments {
  bool has_first = false;  // false: the text is empty or has comments only
  YAML::Node first;
  int second_line = 0;  // where another one begins, or what belongs to none; 0 if the text ends
};

namespace detail {

class DocumentStart : public YAML::EventHandler {
 public:
  int line = 0;

  void OnDocumentStart(const YAML::Mark& mark) override { line = mark.line + 1; }
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
};

}  // namespace detail

// Return the first document of `text` and whether that is all. Throws YAML::Exception.
inline YamlDocuments load_yaml(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  detail::DocumentStart start;
  YamlDocuments documents;
  documents.has_first = parser.HandleNextDocument(start);
  if (documents.has_first) {
    documents.first = YAML::Load(text);
    documents.second_line = parser.HandleNextDocument(start) ? start.line : 0;
  }
  return documents;
}

}  // namespace ces
