#include "run/install.h"

#include "base/path.h"
#include "base/text.h"
#include "base/version.h"
#include "run/manifest.h"
#include "run/package_records.h"
#include "run/prefix_lock.h"
#include "run/staged_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace ces {

namespace {

namespace fs = std::filesystem;
using Result = Installation::Result;

// What lies at a path of ours.
struct Present {
  enum class Kind { nothing, file, other };
  Kind kind = Kind::nothing;
  std::string digest;  // of a file
};

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A link is never ours, whatever it points to.
Present look_at(const std::string& path) {
  std::error_code ignored;
  switch (fs::symlink_status(path, ignored).type()) {
    case fs::file_type::not_found:
      return {Present::Kind::nothing, ""};
    case fs::file_type::regular:
      return {Present::Kind::file, digest_of(read_file(path))};
    default:
      return {Present::Kind::other, ""};
  }
}

// Remove a file or an empty folder. Return what went wrong, empty if nothing did or it was not
// there.
std::string remove_path(const std::string& path) {
  std::error_code error;
  fs::remove(path, error);
  return error ? path + " cannot be removed: " + error.message() : "";
}

constexpr const char* k_look = "cuda-env-resolve status --prefix ";

Installation in_the_way(const std::string& prefix, std::string what, std::string remedy) {
  return {prefix, Result::failed,
          Finding{&finding_kinds::k_file_in_the_way, std::move(what),
                  "only what install has put there is overwritten or removed", std::move(remedy),
                  prefix, "that file stays as it is", k_look + shell_word(prefix)}};
}

Installation unwritable(
    const std::string& prefix, std::string what,
    std::string remedy =
        "let somebody who may write there do it, or use an environment of your own") {
  return {prefix, Result::failed,
          Finding{&finding_kinds::k_prefix_unwritable, std::move(what),
                  "an environment is changed only where it can be changed wholly",
                  std::move(remedy), prefix, "nothing was changed", k_look + shell_word(prefix)}};
}

Installation packaged(const std::string& prefix, const std::string& package,
                      const std::string& remedy) {
  return {prefix, Result::packaged,
          Finding{&finding_kinds::k_package_owns_files,
                  "the files in " + prefix + " belong to the package " + package,
                  "what a package owns is conda's to update and to remove", remedy,
                  prefix + "/conda-meta", "nothing was changed", k_look + shell_word(prefix)}};
}

Installation locked(const std::string& prefix) {
  return unwritable(prefix, prefix + " is being changed by another run of cuda-env-resolve");
}

// Return the manifest of `prefix`; an empty one if there is none, nothing if it makes no sense.
std::optional<Manifest> manifest_of(const std::string& prefix) {
  const std::string path = join_path(prefix, k_manifest_path);
  if (look_at(path).kind == Present::Kind::nothing) {
    return Manifest{};
  }
  return read_manifest(read_file(path));
}

Installation unreadable_manifest(const std::string& prefix) {
  const std::string path = join_path(prefix, k_manifest_path);
  return in_the_way(prefix, path + " is not the list of files that install writes",
                    "remove it, and the cuda-env-switch hooks and bin/cuda-env-resolve by hand");
}

bool knows(const Manifest& manifest, const std::string& path, const std::string& digest) {
  const auto entry = manifest.files.find(path);
  return entry != manifest.files.end() &&
         std::find(entry->second.begin(), entry->second.end(), digest) != entry->second.end();
}

std::set<std::string> paths_of(const Manifest& manifest, const std::vector<ShippedFile>& files) {
  std::set<std::string> paths;
  for (const auto& [path, digests] : manifest.files) {
    paths.insert(path);
  }
  for (const ShippedFile& file : files) {
    paths.insert(file.path);
  }
  return paths;
}

std::map<std::string, std::string> owners_of(const std::string& prefix,
                                             const std::set<std::string>& paths) {
  return owned_by_packages(prefix, std::vector<std::string>(paths.begin(), paths.end()));
}

// What has to be done in an environment.
struct Plan {
  std::vector<const ShippedFile*> to_write;
  std::vector<std::string> to_remove;  // ours, and not shipped any more
  Manifest manifest;                   // once it is done
  std::string in_the_way;              // a file that is not ours; empty: none
};

Plan plan_for(const std::string& prefix, const std::vector<ShippedFile>& files,
              const std::string& version, const Manifest& before) {
  Plan plan;
  plan.manifest.version = version;
  plan.manifest.folders = before.folders;
  for (const ShippedFile& file : files) {
    const std::string digest = digest_of(file.content);
    const Present present = look_at(join_path(prefix, file.path));
    const bool is_ours = knows(before, file.path, present.digest);
    if (present.kind == Present::Kind::file && present.digest == digest) {
      // The same, put there by somebody else: good, and theirs to remove.
      if (is_ours) {
        plan.manifest.files[file.path] = {digest};
      }
      continue;
    }
    if (present.kind != Present::Kind::nothing && !is_ours) {
      plan.in_the_way = file.path;
      return plan;
    }
    plan.to_write.push_back(&file);
    plan.manifest.files[file.path] = {digest};
  }
  for (const auto& [path, digests] : before.files) {
    const bool is_shipped = std::any_of(
        files.begin(), files.end(), [&path = path](const auto& file) { return file.path == path; });
    if (!is_shipped && knows(before, path, look_at(join_path(prefix, path)).digest)) {
      plan.to_remove.push_back(path);
    }
  }
  return plan;
}

// Return the manifest that holds while files of `before` and `after` lie side by side.
Manifest united(const Manifest& before, Manifest after) {
  for (const auto& [path, digests] : before.files) {
    std::vector<std::string>& known = after.files[path];
    for (const std::string& digest : digests) {
      if (std::find(known.begin(), known.end(), digest) == known.end()) {
        known.push_back(digest);
      }
    }
  }
  return after;
}

std::string write_manifest(const std::string& prefix, const Manifest& manifest) {
  StagedFiles staged(prefix);
  std::string fault = staged.stage(std::string(k_manifest_path), manifest_text(manifest), false);
  return fault.empty() ? staged.commit() : fault;
}

// Carry `plan` out. Return what went wrong, empty if nothing did.
std::string carry_out(const std::string& prefix, const Manifest& before, Plan plan) {
  StagedFiles staged(prefix);
  for (const ShippedFile* file : plan.to_write) {
    if (std::string fault = staged.stage(file->path, file->content, file->is_program);
        !fault.empty()) {
      return fault;
    }
  }
  std::vector<std::string>& folders = plan.manifest.folders;
  folders.insert(folders.end(), staged.made_folders().begin(), staged.made_folders().end());
  // The list comes first: a file that is there and not in it would be nobody's for ever.
  StagedFiles list(prefix);
  const std::string path(k_manifest_path);
  std::string fault = list.stage(path, manifest_text(united(before, plan.manifest)), false);
  if (!fault.empty()) {
    return fault;
  }
  folders.insert(folders.end(), list.made_folders().begin(), list.made_folders().end());
  if (fault = list.commit(); !fault.empty()) {
    return fault;
  }
  if (fault = staged.commit(); !fault.empty()) {
    return fault;
  }
  for (const std::string& old : plan.to_remove) {
    remove_path(join_path(prefix, old));
  }
  return write_manifest(prefix, plan.manifest);
}

// What taking out met.
struct Removal {
  bool has_removed = false;
  std::vector<std::string> kept;  // changed since they were put there
  std::string fault;
};

Removal take_out(const std::string& prefix, const Manifest& manifest,
                 const std::map<std::string, std::string>& owners) {
  Removal removal;
  for (const auto& [path, digests] : manifest.files) {
    const std::string full = join_path(prefix, path);
    discard_staged(full);
    const Present present = look_at(full);
    if (present.kind == Present::Kind::nothing || owners.contains(path)) {
      continue;
    }
    if (!knows(manifest, path, present.digest)) {
      removal.kept.push_back(full);
      continue;
    }
    if (removal.fault = remove_path(full); !removal.fault.empty()) {
      return removal;
    }
    removal.has_removed = true;
  }
  removal.fault = remove_path(join_path(prefix, k_manifest_path));
  if (!removal.fault.empty()) {
    return removal;
  }
  for (auto folder = manifest.folders.rbegin(); folder != manifest.folders.rend(); ++folder) {
    remove_path(join_path(prefix, *folder));  // fails where others have put something into it
  }
  return removal;
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_older(const std::string& version, const std::string& than) {
  const auto a = Version::parse(version);
  const auto b = Version::parse(than);
  return a && b && *a < *b;
}

}  // namespace

std::string_view result_word(Result result) {
  switch (result) {
    case Result::installed:
      return "installed";
    case Result::updated:
      return "updated";
    case Result::unchanged:
      return "unchanged";
    case Result::removed:
      return "removed";
    case Result::absent:
      return "absent";
    case Result::packaged:
      return "packaged";
    case Result::newer:
      return "newer";
    case Result::failed:
      break;
  }
  return "failed";
}

Installation install_into(const std::string& prefix, const std::vector<ShippedFile>& files,
                          const std::string& version) {
  if (!is_folder(prefix + "/conda-meta")) {
    return unwritable(prefix, prefix + " is no conda environment: it has no folder conda-meta",
                      "name or activate an environment");
  }
  const PrefixLock lock(prefix);
  if (lock.is_taken()) {
    return locked(prefix);
  }
  const std::optional<Manifest> before = manifest_of(prefix);
  if (!before) {
    return unreadable_manifest(prefix);
  }
  const auto owners = owners_of(prefix, paths_of(*before, files));
  if (!owners.empty()) {
    // The package came after us: what is left of ours goes, so that nobody claims its files.
    take_out(prefix, *before, owners);
    return packaged(prefix, owners.begin()->second, "conda update cuda-env-switch");
  }
  if (is_older(version, before->version)) {
    return {prefix, Result::newer};
  }
  Plan plan = plan_for(prefix, files, version, *before);
  if (!plan.in_the_way.empty()) {
    return in_the_way(prefix,
                      join_path(prefix, plan.in_the_way) +
                          " is there, and install has not put it there or it was changed since",
                      "move it away, then call install again");
  }
  if (plan.to_write.empty() && plan.to_remove.empty() && before->version == version) {
    return {prefix, Result::unchanged};
  }
  if (plan.to_write.empty() && before->files.empty()) {
    return {prefix, Result::unchanged};  // all there, by other hands
  }
  const bool is_update = !before->files.empty();
  std::string fault = carry_out(prefix, *before, std::move(plan));
  if (!fault.empty()) {
    return unwritable(prefix, std::move(fault));
  }
  return {prefix, is_update ? Result::updated : Result::installed};
}

Installation uninstall_from(const std::string& prefix) {
  if (!is_folder(prefix)) {
    return unwritable(prefix, "there is no folder " + prefix, "name or activate an environment");
  }
  const PrefixLock lock(prefix);
  if (lock.is_taken()) {
    return locked(prefix);
  }
  const std::optional<Manifest> manifest = manifest_of(prefix);
  if (!manifest) {
    return unreadable_manifest(prefix);
  }
  std::vector<ShippedFile> ours;
  for (const HookFile& hook : hook_files()) {
    ours.push_back({std::string(hook.path), ""});
  }
  const auto owners = owners_of(prefix, paths_of(*manifest, ours));
  Removal removal = take_out(prefix, *manifest, owners);
  if (!removal.fault.empty()) {
    return unwritable(prefix, std::move(removal.fault));
  }
  if (!removal.kept.empty()) {
    return in_the_way(prefix,
                      removal.kept.front() + " was changed since install put it there, so it stays",
                      "remove it by hand if it is not wanted");
  }
  if (!owners.empty()) {
    return packaged(prefix, owners.begin()->second, "conda remove cuda-env-switch");
  }
  return {prefix, removal.has_removed ? Result::removed : Result::absent};
}

}  // namespace ces
