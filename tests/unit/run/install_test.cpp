#include "run/install.h"

#include "run/manifest.h"
#include "unit/support/whole_finding.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ces {
namespace {

namespace fs = std::filesystem;
using Result = Installation::Result;
using testing::contains;
using testing::TempFolder;

const std::string k_program = "bin/cuda-env-resolve";
const std::string k_hook = "etc/conda/activate.d/~~cuda-env-switch_activate.sh";
const std::string k_other_hook = "etc/conda/activate.d/~~cuda-env-switch_activate.fish";

std::vector<ShippedFile> shipped(const std::string& text) {
  return {{k_program, "program " + text, true}, {k_hook, "hook " + text}};
}

// An environment without the package, at a path with a blank.
class Install : public ::testing::Test {
 protected:
  void SetUp() override { m_temp.folder("an env/conda-meta"); }

  [[nodiscard]] std::string prefix() const { return m_temp.path("an env"); }
  [[nodiscard]] std::string path(const std::string& name) const { return prefix() + '/' + name; }
  [[nodiscard]] std::string text(const std::string& name) const {
    return testing::text_of_file(path(name));
  }
  void file(const std::string& name, const std::string& content) const {
    m_temp.file("an env/" + name, content);
  }
  [[nodiscard]] Installation install(const std::string& content,
                                     const char* version = "1.0") const {
    return install_into(prefix(), shipped(content), version);
  }
  // Return everything below the environment: folders end with a slash, files have their content.
  [[nodiscard]] std::map<std::string, std::string> all() const {
    std::map<std::string, std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(prefix())) {
      const std::string name = fs::relative(entry.path(), prefix()).string();
      if (entry.is_directory()) {
        found[name + '/'] = "";
      } else {
        found[name] = entry.is_symlink() ? "link" : testing::text_of_file(entry.path().string());
      }
    }
    return found;
  }

  TempFolder m_temp;
};

TEST_F(Install, puts_program_and_hooks_there) {
  EXPECT_EQ(install("1").result, Result::installed);
  EXPECT_EQ(text(k_program), "program 1");
  EXPECT_EQ(text(k_hook), "hook 1");
  EXPECT_EQ(::access(path(k_program).c_str(), X_OK), 0);
  EXPECT_EQ(fs::status(path(k_hook)).permissions() & fs::perms::owner_exec, fs::perms::none);
}

TEST_F(Install, twice_is_once) {
  EXPECT_EQ(install("1").result, Result::installed);
  const auto before = all();
  EXPECT_EQ(install("1").result, Result::unchanged);
  EXPECT_EQ(all(), before);
}

TEST_F(Install, and_uninstall_leave_nothing) {
  file("etc/other/config", "x");
  file("bin/python", "x");
  const auto before = all();
  EXPECT_EQ(install("1").result, Result::installed);
  EXPECT_EQ(uninstall_from(prefix()).result, Result::removed);
  EXPECT_EQ(all(), before);
  EXPECT_EQ(uninstall_from(prefix()).result, Result::absent);
}

TEST_F(Install, keeps_what_others_put_into_its_folders) {
  EXPECT_EQ(install("1").result, Result::installed);
  file("etc/conda/activate.d/theirs.sh", "x");
  file("etc/cuda-env-switch/pin", "12.4\n");
  EXPECT_EQ(uninstall_from(prefix()).result, Result::removed);
  EXPECT_EQ(text("etc/conda/activate.d/theirs.sh"), "x");
  EXPECT_EQ(text("etc/cuda-env-switch/pin"), "12.4\n");
  EXPECT_FALSE(fs::exists(path("bin")));
}

TEST_F(Install, replaces_its_own_older_files) {
  EXPECT_EQ(install("1").result, Result::installed);
  EXPECT_EQ(install("2", "1.1").result, Result::updated);
  EXPECT_EQ(text(k_program), "program 2");
  EXPECT_EQ(text(k_hook), "hook 2");
  EXPECT_EQ(uninstall_from(prefix()).result, Result::removed);
  EXPECT_EQ(all().size(), 1U);
}

TEST_F(Install, removes_a_hook_that_is_shipped_no_more) {
  std::vector<ShippedFile> more = shipped("1");
  more.push_back({k_other_hook, "fish"});
  EXPECT_EQ(install_into(prefix(), more, "1.0").result, Result::installed);
  EXPECT_EQ(install("2", "1.1").result, Result::updated);
  EXPECT_FALSE(fs::exists(path(k_other_hook)));
}

TEST_F(Install, leaves_a_newer_version_alone) {
  EXPECT_EQ(install("2", "1.10").result, Result::installed);
  EXPECT_EQ(install("1", "1.9").result, Result::newer);
  EXPECT_EQ(text(k_program), "program 2");
}

TEST_F(Install, never_overwrites_what_is_not_its_own) {
  file(k_hook, "theirs");
  const auto before = all();
  const Installation refused = install("1");
  ASSERT_EQ(refused.result, Result::failed);
  EXPECT_EQ(refused.finding->kind->code, "CES602");
  EXPECT_TRUE(testing::is_whole(*refused.finding));
  EXPECT_TRUE(contains(refused.finding->what, path(k_hook)));
  EXPECT_EQ(all(), before);
}

TEST_F(Install, takes_no_link_for_its_own_even_if_it_shows_the_same) {
  m_temp.file("elsewhere", "hook 1");
  fs::create_directories(path("etc/conda/activate.d"));
  for (const char* target : {"elsewhere", "gone"}) {
    fs::remove(path(k_hook));
    fs::create_symlink(m_temp.path(target), path(k_hook));
    EXPECT_EQ(install("1").result, Result::failed) << target;
    EXPECT_TRUE(fs::is_symlink(path(k_hook))) << target;
  }
}

TEST_F(Install, does_not_claim_what_somebody_copied_there) {
  file(k_program, "program 1");
  file(k_hook, "hook 1");
  EXPECT_EQ(install("1").result, Result::unchanged);
  EXPECT_EQ(uninstall_from(prefix()).result, Result::absent);
  EXPECT_EQ(text(k_hook), "hook 1");
}

TEST_F(Install, adds_what_is_missing_and_claims_that_alone) {
  file(k_program, "program 1");
  EXPECT_EQ(install("1").result, Result::installed);
  EXPECT_EQ(uninstall_from(prefix()).result, Result::removed);
  EXPECT_EQ(text(k_program), "program 1");
  EXPECT_FALSE(fs::exists(path(k_hook)));
}

TEST_F(Install, heals_what_was_removed_by_hand) {
  EXPECT_EQ(install("1").result, Result::installed);
  fs::remove(path(k_hook));
  EXPECT_EQ(install("1").result, Result::updated);
  EXPECT_EQ(text(k_hook), "hook 1");
}

TEST_F(Install, leaves_what_was_changed_since) {
  EXPECT_EQ(install("1").result, Result::installed);
  file(k_hook, "hook 1, changed");
  EXPECT_EQ(install("2", "1.1").result, Result::failed);
  EXPECT_EQ(text(k_program), "program 1");
  const Installation refused = uninstall_from(prefix());
  EXPECT_EQ(refused.result, Result::failed);
  EXPECT_TRUE(contains(refused.finding->what, path(k_hook)));
  EXPECT_EQ(text(k_hook), "hook 1, changed");
  EXPECT_FALSE(fs::exists(path(k_program)));
}

TEST_F(Install, leaves_a_package_alone) {
  file(k_program, "the package's");
  file(k_hook, "the package's");
  file("conda-meta/cuda-env-switch-1.0-0.json", R"({"name": "cuda-env-switch", "version": "1.0",
       "files": ["bin/cuda-env-resolve", "etc/conda/activate.d/~~cuda-env-switch_activate.sh"]})");
  const auto before = all();
  for (const Installation& outcome : {install("2", "2.0"), uninstall_from(prefix())}) {
    ASSERT_EQ(outcome.result, Result::packaged);
    EXPECT_EQ(outcome.finding->kind->code, "CES601");
    EXPECT_TRUE(testing::is_whole(*outcome.finding));
    EXPECT_TRUE(contains(outcome.finding->what, "cuda-env-switch 1.0"));
    EXPECT_EQ(all(), before);
  }
}

TEST_F(Install, gives_way_to_a_package_that_came_later) {
  EXPECT_EQ(install("1").result, Result::installed);
  file(k_program, "the package's");
  file("conda-meta/cuda-env-switch-1.0-0.json", R"({"name": "cuda-env-switch", "version": "1.0",
       "files": ["bin/cuda-env-resolve", "etc/conda/activate.d/~~cuda-env-switch_activate.sh"]})");
  EXPECT_EQ(uninstall_from(prefix()).result, Result::packaged);
  EXPECT_EQ(text(k_program), "the package's");
  EXPECT_EQ(text(k_hook), "hook 1");
  EXPECT_FALSE(fs::exists(path(std::string(k_manifest_path))));
}

TEST_F(Install, does_not_touch_what_a_broken_record_names) {
  file("conda-meta/broken.json", R"({"name": "x", "files": ["bin/cuda-env-resolve", )");
  EXPECT_EQ(install("1").result, Result::packaged);
  EXPECT_FALSE(fs::exists(path(k_program)));
}

TEST_F(Install, wants_a_conda_environment) {
  m_temp.folder("a folder");
  EXPECT_EQ(install_into(m_temp.path("a folder"), shipped("1"), "1.0").result, Result::failed);
  EXPECT_EQ(install_into(m_temp.path("nothing"), shipped("1"), "1.0").result, Result::failed);
  EXPECT_TRUE(fs::is_empty(m_temp.path("a folder")));
  EXPECT_EQ(uninstall_from(m_temp.path("nothing")).result, Result::failed);
}

TEST_F(Install, that_cannot_write_one_file_writes_none) {
  file("etc/conda/activate.d", "a file where a folder should be");
  const auto before = all();
  const Installation refused = install("1");
  ASSERT_EQ(refused.result, Result::failed);
  EXPECT_EQ(refused.finding->kind->code, "CES603");
  EXPECT_TRUE(testing::is_whole(*refused.finding));
  EXPECT_TRUE(contains(refused.finding->what, "cannot be written")) << refused.finding->what;
  EXPECT_EQ(all(), before);
}

TEST_F(Install, says_that_a_place_is_read_only) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root may write everywhere; tests/packages has this as another user";
  }
  m_temp.mode("an env", 0555);
  EXPECT_EQ(install("1").finding->kind->code, "CES603");
  m_temp.mode("an env", 0755);
}

TEST_F(Install, goes_on_where_it_was_interrupted) {
  EXPECT_EQ(install("1").result, Result::installed);
  // As after a crash in an update: the list names both versions, one file of each lies there.
  Manifest manifest = *read_manifest(text(std::string(k_manifest_path)));
  manifest.files[k_program].push_back(digest_of("program 2"));
  manifest.files[k_hook].push_back(digest_of("hook 2"));
  file(std::string(k_manifest_path), manifest_text(manifest));
  file(k_program, "program 2");
  file(k_hook + ".cuda-env-switch-new", "hoo");
  EXPECT_EQ(install("2", "1.1").result, Result::updated);
  EXPECT_EQ(text(k_hook), "hook 2");
  EXPECT_EQ(uninstall_from(prefix()).result, Result::removed);
  EXPECT_EQ(all().size(), 1U);
}

TEST_F(Install, does_not_trust_a_list_that_is_not_its_own) {
  file("precious", "x");
  for (const char* list :
       {"", "{}", "not JSON",
        R"({"schema":1,"version":"1","files":{"precious":["1-1"]},"folders":[]})",
        R"({"schema":1,"version":"1","files":{},"folders":["../x"]})"}) {
    file(std::string(k_manifest_path), list);
    EXPECT_EQ(install("1").result, Result::failed) << list;
    EXPECT_EQ(uninstall_from(prefix()).result, Result::failed) << list;
    EXPECT_EQ(text("precious"), "x");
  }
}

TEST_F(Install, waits_for_nobody) {
  const int other = ::open(prefix().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  const Installation refused = install("1");
  ::close(other);
  ASSERT_EQ(refused.result, Result::failed);
  EXPECT_TRUE(contains(refused.finding->what, "another run")) << refused.finding->what;
  EXPECT_EQ(install("1").result, Result::installed);
}

// ---- what is shipped --------------------------------------------------------------------------

TEST(ShippedFiles, are_this_program_and_the_hooks_of_the_repository) {
  const std::vector<ShippedFile> files = shipped_files();
  ASSERT_FALSE(files.empty());
  EXPECT_EQ(files.front().path, k_program);
  EXPECT_EQ(files.front().content, testing::text_of_file("/proc/self/exe"));
  std::size_t hooks = 0;
  for (const char* kind : {"activate.d", "deactivate.d"}) {
    for (const fs::directory_entry& entry :
         fs::directory_iterator(testing::source_path("") + kind)) {
      if (entry.path().extension() == ".bat") {
        continue;  // for Windows only
      }
      ++hooks;
      const std::string path =
          std::string("etc/conda/") + kind + '/' + entry.path().filename().string();
      const auto file = std::find_if(files.begin(), files.end(),
                                     [&](const ShippedFile& one) { return one.path == path; });
      ASSERT_NE(file, files.end()) << path;
      EXPECT_EQ(file->content, testing::text_of_file(entry.path().string()));
    }
  }
  EXPECT_EQ(files.size(), hooks + 1);
}

TEST(ShippedFiles, have_paths_that_the_list_may_name) {
  for (const ShippedFile& file : shipped_files()) {
    EXPECT_TRUE(is_path_of_ours(file.path)) << file.path;
  }
  for (const char* path : {"", "/bin/cuda-env-resolve", "../bin/cuda-env-resolve", "bin/python"}) {
    EXPECT_FALSE(is_path_of_ours(path)) << path;
  }
}

}  // namespace
}  // namespace ces
