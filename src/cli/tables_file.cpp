#include "cli/tables_file.h"

#include <algorithm>
#include <utility>

namespace ces {

namespace {

constexpr std::size_t k_size_limit = std::size_t{1024} * 1024;
// A file of another kind has a fault in every line.
constexpr std::size_t k_most_faults = 10;

Finding unusable(const std::string& what, const std::string& path) {
  Finding finding = finding_of(finding_kinds::k_tables_unusable);
  finding.what = what;
  finding.why = "the tables are checked as a whole, so that no verdict rests on half of them";
  finding.impact = "the tables compiled into the program are used";
  finding.remedy = "correct the file, or leave it out";
  finding.verify = "cuda-env-resolve compat --tables " + path;
  finding.evidence = path;
  return finding;
}

std::string why_unread(ReadStatus status) {
  switch (status) {
    case ReadStatus::missing:
      return "there is no file ";
    case ReadStatus::not_regular:
      return "this is no regular file: ";
    case ReadStatus::denied:
      return "this file may not be read: ";
    default:
      return "this file cannot be read: ";
  }
}

}  // namespace

compat::Tables TablesFile::tables() const {
  return loaded ? loaded->view() : compat::builtin_tables();
}

TablesFile read_tables_file(const System& system, const std::string& path) {
  TablesFile file;
  file.path = path;
  if (path.empty()) {
    return file;
  }
  const FileText text = system.read(path, k_size_limit);
  if (!text.ok()) {
    file.faults.push_back(unusable(why_unread(text.status) + path, path));
    return file;
  }
  compat::LoadResult result = compat::load_tables(text.text, path);
  file.loaded = std::move(result.tables);
  const std::size_t told = std::min(result.errors.size(), k_most_faults);
  for (std::size_t i = 0; i < told; ++i) {
    file.faults.push_back(unusable(result.errors[i], path));
  }
  return file;
}

}  // namespace ces
