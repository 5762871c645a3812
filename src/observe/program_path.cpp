#include "observe/program_path.h"

#include "base/path.h"
#include "base/text.h"

#include <algorithm>
#include <optional>

namespace ces {

namespace {

using Kind = ProgramPathElement::Kind;

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

// Return whether `word` begins anywhere in `text` where a word does: "cuda" in "/opt/cuda-12.4",
// not in "/home/barracuda".
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (at == 0 || !is_letter(text[at - 1])) {
      return true;
    }
  }
  return false;
}

bool is_about_cuda(std::string_view element) {
  const std::string text = lower_case(element);
  return has_word(text, "cuda") || has_word(text, "hpc_sdk") || has_word(text, "nsight");
}

bool is_of_conda(const System& system, const std::string& folder) {
  return system.kind(normalise_path(folder + "/../conda-meta")) == FileKind::directory;
}

// Return what is the matter with an element, nothing if it is in its place. `before` are those in
// front of it.
std::optional<Kind> fault_of(const System& system, const std::string& element,
                             const std::vector<std::string_view>& before) {
  const std::string folder = normalise_path(element);
  const FileKind kind = system.kind(folder);
  if (kind == FileKind::missing || kind == FileKind::regular) {
    return Kind::missing;
  }
  const bool is_repeated = std::any_of(before.begin(), before.end(), [&](std::string_view other) {
    return same_element(element, other);
  });
  return is_repeated && !is_of_conda(system, folder) ? std::optional(Kind::repeated) : std::nullopt;
}

}  // namespace

std::vector<ProgramPathElement> idle_cuda_elements(const System& system, std::string_view path) {
  std::vector<ProgramPathElement> idle;
  std::vector<std::string_view> before;
  for (const std::string_view element : split_list(path)) {
    const bool is_told = std::any_of(
        idle.begin(), idle.end(),
        [&](const ProgramPathElement& other) { return same_element(element, other.text); });
    if (is_absolute(element) && !is_told && is_about_cuda(element)) {
      if (const auto fault = fault_of(system, std::string(element), before)) {
        idle.push_back({std::string(element), *fault});
      }
    }
    before.push_back(element);
  }
  return idle;
}

}  // namespace ces
