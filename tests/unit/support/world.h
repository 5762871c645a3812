// What tests need of a machine: folders made for one test, and the fixture machines.
#pragma once

#include "base/system.h"
#include "unit/support/source_path.h"

#include <gtest/gtest.h>

#include <grp.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ces::testing {

// A folder that is gone with the test. Every name is relative to it; folders on the way are made.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "ces-unit-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no temporary folder: " + name);
    }
    m_path = name;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  TempFolder(TempFolder&&) = delete;
  TempFolder& operator=(TempFolder&&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }

  [[nodiscard]] const std::string& path() const { return m_path; }
  [[nodiscard]] std::string path(std::string_view name) const {
    return m_path + '/' + std::string(name);
  }

  void folder(std::string_view name) const { std::filesystem::create_directories(path(name)); }
  void file(std::string_view name, std::string_view text = "") const {
    make_way(name);
    std::ofstream(path(name), std::ios::binary) << text;
  }
  void program(std::string_view name, std::string_view text = "#!/bin/sh\n") const {
    file(name, text);
    mode(name, 0755);
  }
  void link(std::string_view name, std::string_view target) const {
    make_way(name);
    std::filesystem::create_symlink(std::string(target), path(name));
  }
  void fifo(std::string_view name) const {
    make_way(name);
    ASSERT_EQ(::mkfifo(path(name).c_str(), 0600), 0);
  }
  void mode(std::string_view name, ::mode_t bits) const {
    ASSERT_EQ(::chmod(path(name).c_str(), bits), 0);
  }

 private:
  void make_way(std::string_view name) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
  }

  std::string m_path;
};

// Return whether `question` is answered with yes by a user to whom something can be denied: this
// one, or, since nothing is denied to root, nobody in a process of its own.
template <typename Question>
bool as_ordinary_user(Question question) {
  constexpr uid_t k_nobody = 65534;
  if (::geteuid() != 0) {
    return question();
  }
  const pid_t child = ::fork();
  if (child == 0) {
    const bool is_nobody =
        ::setgroups(0, nullptr) == 0 && ::setgid(k_nobody) == 0 && ::setuid(k_nobody) == 0;
    ::_exit(is_nobody && question() ? 0 : 1);
  }
  int status = 1;
  return ::waitpid(child, &status, 0) == child && status == 0;
}

inline System system_at(const std::string& root, std::vector<std::string> entries = {}) {
  return {root, Environment(std::move(entries))};
}

// Return the machine tests/machines/<name>, with `entries` as the shell's environment.
inline System machine(std::string_view name, std::vector<std::string> entries = {}) {
  const std::string root = source_path("tests/machines/") + std::string(name);
  EXPECT_TRUE(std::filesystem::is_directory(root)) << root;
  return system_at(root, std::move(entries));
}

inline std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace ces::testing
