// Puts program and hooks into environments that lack the package, and takes out exactly that.
//
// What was put there is remembered in a manifest. A file that is not in it is somebody else's and
// stays as it is, and so does one of it that was changed since. An environment gets all files or
// none; where the machine dies in between, calling again goes on from there.
#pragma once

#include "judge/finding.h"
#include "run/shipped_files.h"

#include <optional>
#include <string>
#include <vector>

namespace ces {

struct Installation {
  enum class Result {
    installed,
    updated,
    unchanged,  // everything was there already
    removed,
    absent,    // nothing of install's was there to remove
    packaged,  // a package owns the files: conda's to update and remove
    newer,     // a newer version is there
    failed,    // see `finding`; nothing was changed, or only what an earlier run had left half done
  };
  std::string prefix;
  Result result = Result::failed;
  std::optional<Finding> finding = std::nullopt;

  [[nodiscard]] bool has_failed() const { return result == Result::failed; }
};

// Return the word for `result` that people and JSON get.
std::string_view result_word(Installation::Result result);

// Put `files` of `version` into the environment `prefix`, or update what an older version put
// there.
Installation install_into(const std::string& prefix, const std::vector<ShippedFile>& files,
                          const std::string& version);

// Take out of `prefix` what install put there, with the folders that it made and that are empty
// now.
Installation uninstall_from(const std::string& prefix);

}  // namespace ces
