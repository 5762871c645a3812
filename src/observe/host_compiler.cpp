// Sources: NVIDIA, "NVIDIA CUDA Compiler Driver", --compiler-bindir, NVCC_PREPEND_FLAGS and
// NVCC_CCBIN; GCC, "Installation", where libgcc lies.
#include "observe/host_compiler.h"

#include "base/child.h"
#include "base/path.h"
#include "base/text.h"
#include "observe/nvcc_profile.h"

#include <algorithm>
#include <vector>

namespace ces {

namespace {

using Kind = ObservedCompiler::Kind;

constexpr std::size_t k_profile_limit = std::size_t{64} * 1024;
constexpr std::size_t k_header_limit = std::size_t{256} * 1024;
constexpr std::size_t k_most_names = 2000;
constexpr std::string_view k_digits_and_dots = "0123456789.";

// Return the folder of a path; the name behind it.
std::string folder_of(const std::string& path) {
  return normalise_path(path + "/..");
}
std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_release(std::string_view text) {
  return !text.empty() && text.find_first_not_of(k_digits_and_dots) == std::string_view::npos &&
         Version::parse(text);
}

// Return the kind of a compiler by its name: "x86_64-linux-gnu-g++-12", "clang-14", "cc".
Kind kind_by_name(const std::string& name) {
  if (name.find("clang") != std::string::npos) {
    return Kind::clang;
  }
  const bool is_gcc = name.find("gcc") != std::string::npos ||
                      name.find("g++") != std::string::npos || name.ends_with("-cc") ||
                      name.ends_with("-c++") || name == "cc" || name == "c++";
  return is_gcc ? Kind::gcc : Kind::not_known;
}

// Return the version at the end of a name, "12" of "g++-12"; empty if there is none.
std::string version_in_name(const std::string& name) {
  const std::size_t dash = name.rfind('-');
  const std::string end = dash == std::string::npos ? "" : name.substr(dash + 1);
  return is_release(end) ? end : "";
}

class Search {
 public:
  Search(const System& system, const Toolkit& toolkit) : m_system(system), m_toolkit(toolkit) {}

  // Return what names the compiler, and how.
  [[nodiscard]] ObservedCompiler named() const {
    ObservedCompiler compiler;
    for (const char* variable : {"NVCC_APPEND_FLAGS", "NVCC_PREPEND_FLAGS"}) {
      const auto flags = m_system.environment().get(variable);
      compiler.named = ccbin_in_flags(flags.value_or(""));
      if (!compiler.named.empty()) {
        compiler.by = std::string("-ccbin in ") + variable;
        return compiler;
      }
    }
    const auto variable = m_system.environment().non_empty("NVCC_CCBIN");
    if (variable && reads_nvcc_ccbin()) {
      compiler.named = *variable;
      compiler.by = "NVCC_CCBIN";
    } else {
      compiler.named = "gcc";
      compiler.by = "gcc on PATH";
    }
    return compiler;
  }

  // Return the program that `named` means, empty if there is none. A folder means the gcc in it.
  [[nodiscard]] std::string find(const std::string& named) const {
    if (named.find('/') == std::string::npos) {
      return find_on_path(named);
    }
    if (!is_absolute(named)) {
      return {};
    }
    const std::string path = m_system.kind(named) == FileKind::directory ? join_path(named, "gcc")
                                                                         : normalise_path(named);
    return m_system.is_program(path) ? path : "";
  }

  void read_limits(ObservedCompiler& compiler) const {
    std::vector<std::string> folders = profile().include_folders;
    folders.insert(folders.begin(), m_toolkit.include_folder.empty()
                                        ? join_path(m_toolkit.root, "include")
                                        : m_toolkit.include_folder);
    for (const std::string& folder : folders) {
      // Up to CUDA 9.1 it lay beside the others.
      for (const char* name : {"crt/host_config.h", "host_config.h"}) {
        const std::string path = join_path(folder, name);
        const FileText text = m_system.read(path, k_header_limit);
        if (text.ok()) {
          compiler.limits_path = path;
          compiler.limits_text = text.text;
          return;
        }
      }
    }
  }

 private:
  [[nodiscard]] bool reads_nvcc_ccbin() const {
    constexpr std::uint32_t k_first_major = 12;
    const auto& version = m_toolkit.nvcc_version ? m_toolkit.nvcc_version : m_toolkit.version;
    return !version || version->version.major() >= k_first_major;
  }

  [[nodiscard]] std::string nvcc_folder() const {
    return folder_of(m_toolkit.real_nvcc.empty() ? m_toolkit.nvcc : m_toolkit.real_nvcc);
  }

  [[nodiscard]] NvccProfile profile() const {
    const std::string folder = nvcc_folder();
    const FileText text = m_system.read(join_path(folder, "nvcc.profile"), k_profile_limit);
    return parse_nvcc_profile(text.text, folder,
                              m_toolkit.targets.empty() ? "" : m_toolkit.targets.front());
  }

  // nvcc puts the folders of its profile and its own in front of PATH.
  [[nodiscard]] std::string find_on_path(const std::string& name) const {
    std::vector<std::string> folders = profile().program_folders;
    folders.push_back(nvcc_folder());
    for (const std::string_view element :
         split_list(m_system.environment().get("PATH").value_or(""))) {
      folders.emplace_back(element);
    }
    for (const std::string& folder : folders) {
      std::string path = join_path(folder, name);
      if (is_absolute(folder) && m_system.is_program(path)) {
        return path;
      }
    }
    return {};
  }

  const System& m_system;
  const Toolkit& m_toolkit;
};

// Return the one version below `folder`, which has a folder for each; nothing if there are several.
std::optional<std::string> only_version_in(const System& system, const std::string& folder) {
  std::vector<std::string> versions;
  for (const std::string& name : system.names_in(folder, k_most_names)) {
    if (is_release(name)) {
      versions.push_back(name);
    }
  }
  return versions.size() == 1 ? std::optional(versions.front()) : std::nullopt;
}

// A gcc has its parts in lib/gcc/<target>/<version>, a clang in lib/clang/<version>, beside its
// bin.
void read_version_beside(const System& system, const std::string& file,
                         ObservedCompiler& compiler) {
  const std::string root = folder_of(folder_of(file));
  std::vector<std::string> folders;
  if (compiler.kind == Kind::clang) {
    folders = {join_path(root, "lib/clang"), join_path(root, "lib64/clang")};
  } else {
    const std::string parts = join_path(root, "lib/gcc");
    for (const std::string& target : system.names_in(parts, k_most_names)) {
      folders.push_back(join_path(parts, target));
    }
  }
  for (const std::string& folder : folders) {
    if (const auto version = only_version_in(system, folder)) {
      compiler.version = *version;
      compiler.evidence = join_path(folder, *version);
      return;
    }
  }
}

// Take kind and version from the names of the program, of the file its links lead to, or of what
// lies beside that.
void read_names(const System& system, ObservedCompiler& compiler) {
  const std::string file = system.resolve(compiler.path);
  for (const std::string& path : {file, compiler.path}) {
    if (compiler.kind == Kind::not_known) {
      compiler.kind = kind_by_name(name_of(path));
    }
  }
  if (compiler.kind == Kind::not_known) {
    return;
  }
  for (const std::string& path : {file, compiler.path}) {
    compiler.version = version_in_name(name_of(path));
    if (!compiler.version.empty()) {
      compiler.evidence = path;
      return;
    }
  }
  read_version_beside(system, file, compiler);
}

// Ask the compiler itself. Return whether it answered.
bool ask(ObservedCompiler& compiler, std::chrono::milliseconds deadline) {
  const ChildResult child = run_program({compiler.path, "--version"}, deadline);
  CompilerBanner banner =
      child.succeeded() ? parse_compiler_banner(child.output) : CompilerBanner();
  if (banner.kind == Kind::not_known || banner.version.empty()) {
    return false;
  }
  compiler.kind = banner.kind;
  compiler.version = std::move(banner.version);
  compiler.evidence = compiler.path + " --version";
  return true;
}

}  // namespace

std::string ccbin_in_flags(std::string_view flags) {
  std::vector<std::string> words;
  for (std::size_t begin = flags.find_first_not_of(" \t\n"); begin < flags.size();) {
    const std::size_t end = std::min(flags.find_first_of(" \t\n", begin), flags.size());
    words.emplace_back(flags.substr(begin, end - begin));
    begin = flags.find_first_not_of(" \t\n", end);
  }
  std::string named;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const std::string option : {"-ccbin", "--compiler-bindir"}) {
      if (words[i] == option && i + 1 < words.size()) {
        named = words[i + 1];
      } else if (words[i].starts_with(option + '=')) {
        named = words[i].substr(option.size() + 1);
      }
    }
  }
  std::erase_if(named, [](char c) { return c == '"' || c == '\''; });
  return named;
}

CompilerBanner parse_compiler_banner(std::string_view text) {
  constexpr std::string_view k_clang = "clang version ";
  const std::string_view line = text.substr(0, text.find('\n'));
  const auto version_at = [](std::string_view rest) {
    return std::string(rest.substr(0, rest.find_first_not_of(k_digits_and_dots)));
  };
  if (const std::size_t at = line.find(k_clang); at != std::string_view::npos) {
    return {Kind::clang, version_at(line.substr(at + k_clang.size()))};
  }
  // "gcc (Debian 12.2.0-14) 12.2.0": the version stands behind the brackets.
  const std::size_t close = line.find(") ");
  const bool is_gcc = text.find("Free Software Foundation") != std::string_view::npos;
  if (!is_gcc || close == std::string_view::npos) {
    return {};
  }
  return {Kind::gcc, version_at(line.substr(close + 2))};
}

ObservedCompiler observe_host_compiler(const System& system, const Toolkit& toolkit,
                                       std::optional<std::chrono::milliseconds> deadline) {
  const Search search(system, toolkit);
  ObservedCompiler compiler = search.named();
  compiler.path = search.find(compiler.named);
  search.read_limits(compiler);
  if (compiler.path.empty()) {
    return compiler;
  }
  const bool may_ask = deadline && system.root().empty();
  if (!may_ask || !ask(compiler, *deadline)) {
    read_names(system, compiler);
  }
  return compiler;
}

}  // namespace ces
