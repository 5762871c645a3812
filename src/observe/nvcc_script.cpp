#include "observe/nvcc_script.h"

#include "base/path.h"
#include "base/text.h"
#include "observe/nvcc_file.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ces {

namespace {

constexpr std::string_view k_name = "/nvcc";
constexpr std::array<std::string_view, 2> k_variables = {"CUDA_HOME", "CUDA_PATH"};

// Return the words of a line of a script with their quotes taken off. What is more than words (here
// documents, substitutions) stays as it stands and names no nvcc.
std::vector<std::string> words_of(std::string_view line) {
  constexpr std::string_view k_between = " \t;&|()";
  std::vector<std::string> words(1);
  char quote = '\0';
  for (const char c : line) {
    const bool is_quote = c == '"' || c == '\'';
    if (is_quote && (quote == '\0' || quote == c)) {
      quote = quote == '\0' ? c : '\0';
    } else if (quote == '\0' && k_between.find(c) != std::string_view::npos) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

// Return `word` without the "NAME=" of an assignment.
std::string_view without_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  const bool is_assignment = equals != std::string_view::npos &&
                             word.substr(0, equals).find_first_of("/$") == std::string_view::npos;
  return is_assignment ? word.substr(equals + 1) : word;
}

// Return the nvcc that a word names, as "/opt/cuda/bin/nvcc" and "$CUDA_HOME/bin/nvcc" do.
NvccScript nvcc_in_word(std::string_view word) {
  word = without_assignment(word);
  if (!word.ends_with(k_name)) {
    return {};
  }
  if (word.starts_with('/')) {
    return {std::string(word), ""};
  }
  for (const std::string_view variable : k_variables) {
    const std::string plain = "$" + std::string(variable) + "/";
    const std::string braced = "${" + std::string(variable);
    if (word.starts_with(plain) || word.starts_with(braced + "}/")) {
      return {"", std::string(variable)};
    }
    const std::size_t end = word.find('}');
    if (word.starts_with(braced + ":-/") && end != std::string_view::npos) {
      const std::string_view fallback = word.substr(braced.size() + 2, end - braced.size() - 2);
      return {std::string(fallback) + std::string(word.substr(end + 1)), std::string(variable)};
    }
  }
  return {};
}

NvccScript nvcc_in_line(std::string_view line) {
  for (const std::string& word : words_of(line)) {
    if (NvccScript script = nvcc_in_word(word); script.hands_over()) {
      return script;
    }
  }
  return {};
}

}  // namespace

NvccScript parse_nvcc_script(std::string_view text) {
  NvccScript last;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trim(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.starts_with('#')) {
      continue;
    }
    NvccScript script = nvcc_in_line(line);
    if (script.hands_over() && line.starts_with("exec")) {
      return script;
    }
    last = script.hands_over() ? script : last;
  }
  for (const std::string_view variable : k_variables) {
    if (!last.hands_over() && text.find(variable) != std::string_view::npos) {
      last.variable = variable;
    }
  }
  return last;
}

std::string nvcc_of_script(const Search& search, const NvccScript& script) {
  const std::string home = script.variable.empty() ? "" : search.variable(script.variable);
  return home.starts_with('/') ? join_path(normalise_path(home), "bin/nvcc") : script.path;
}

std::optional<std::string> program_behind(const Search& search, const std::string& nvcc) {
  constexpr int k_most_scripts = 4;
  std::string path = nvcc;
  for (int i = 0; i <= k_most_scripts && search.system.is_program(path); ++i) {
    const NvccFile file = look_at_nvcc(search.system, path);
    const NvccScript script = file.is_script() ? parse_nvcc_script(file.start) : NvccScript();
    if (!script.hands_over()) {
      return path;
    }
    path = nvcc_of_script(search, script);
  }
  return std::nullopt;
}

}  // namespace ces
