#include "run/package_records.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace ces {

namespace {

namespace fs = std::filesystem;

// Our paths all hold it, so that of hundreds of records only the few that do are read as JSON.
constexpr std::string_view k_part_of_ours = "cuda-env-";

std::vector<fs::path> records_in(const std::string& prefix) {
  std::vector<fs::path> records;
  std::error_code error;
  for (fs::directory_iterator entry(prefix + "/conda-meta", error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".json" && entry->is_regular_file(error)) {
      records.push_back(entry->path());
    }
  }
  std::sort(records.begin(), records.end());
  return records;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Record {
  std::string package;
  std::vector<std::string> files;
};

Record parse_record(const std::string& text) {
  const auto object = nlohmann::json::parse(text);
  return {object.at("name").get<std::string>() + ' ' + object.at("version").get<std::string>(),
          object.at("files").get<std::vector<std::string>>()};
}

// Return the paths that a record owns; of one that cannot be read, all that it names.
Record record_of(const fs::path& path, std::span<const std::string> paths) {
  const std::string text = text_of(path);
  if (text.find(k_part_of_ours) == std::string::npos) {
    return {};
  }
  try {
    return parse_record(text);
  } catch (const nlohmann::json::exception&) {
    Record record{path.filename().string() + ", a record that cannot be read", {}};
    std::copy_if(paths.begin(), paths.end(), std::back_inserter(record.files),
                 [&](const std::string& name) { return text.find(name) != std::string::npos; });
    return record;
  }
}

}  // namespace

std::map<std::string, std::string> owned_by_packages(const std::string& prefix,
                                                     std::span<const std::string> paths) {
  std::map<std::string, std::string> owned;
  for (const fs::path& path : records_in(prefix)) {
    const Record record = record_of(path, paths);
    for (const std::string& file : record.files) {
      if (std::find(paths.begin(), paths.end(), file) != paths.end()) {
        owned.emplace(file, record.package);
      }
    }
  }
  return owned;
}

}  // namespace ces
