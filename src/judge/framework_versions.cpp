#include "judge/framework_versions.h"

#include "base/text.h"

#include <algorithm>

namespace ces {

namespace {

using Kind = FrameworkBuild::Kind;

constexpr std::string_view k_digits = "0123456789";

std::string_view digits_at(std::string_view text) {
  return text.substr(0, text.find_first_not_of(k_digits));
}

// Return the version in digits without a dot, whose last is the minor: "129" is 12.9, "12" the
// major alone.
std::optional<Version> version_of_digits(std::string_view digits) {
  constexpr std::size_t k_major_digits = 2;
  if (digits.size() <= k_major_digits) {
    return Version::parse(digits);
  }
  const std::string dotted = std::string(digits.substr(0, digits.size() - 1)) + '.' + digits.back();
  return digits.size() == k_major_digits + 1 ? Version::parse(dotted) : std::nullopt;
}

// Return the version behind a name such as "cuda" or "cu": "11.8", "118" or "12".
std::optional<Version> version_behind(std::string_view text, std::string_view name) {
  const std::string_view digits = digits_at(text.substr(name.size()));
  const std::string_view rest = text.substr(name.size() + digits.size());
  const std::string_view minor = rest.starts_with('.') ? digits_at(rest.substr(1)) : "";
  if (digits.empty()) {
    return std::nullopt;
  }
  return minor.empty() ? version_of_digits(digits)
                       : Version::parse(std::string(digits) + '.' + std::string(minor));
}

// Return the value in quotes of the line `name = "…"`, with an annotation or without; an empty view
// for None; nothing if there is no such line.
std::optional<std::string_view> assigned_text(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = line.find('=');
    if (!line.starts_with(name) || equals == std::string_view::npos) {
      continue;
    }
    const std::string_view between = trim(line.substr(name.size(), equals - name.size()));
    if (!between.empty() && !between.starts_with(':')) {
      continue;
    }
    const std::string_view value = trim(line.substr(equals + 1));
    const char quote = value.empty() ? ' ' : value.front();
    const std::size_t close = value.find(quote, 1);
    const bool is_quoted = (quote == '\'' || quote == '"') && close != std::string_view::npos;
    return is_quoted ? value.substr(1, close - 1) : std::string_view();
  }
  return std::nullopt;
}

FrameworkBuild built_for(std::optional<Version> cuda) {
  return {cuda ? Kind::cuda : Kind::not_known, cuda, {}};
}

}  // namespace

FrameworkBuild parse_torch_version(std::string_view text) {
  FrameworkBuild build;
  build.version = assigned_text(text, "__version__").value_or("");
  const auto cuda = assigned_text(text, "cuda");
  if (!cuda) {
    return build;
  }
  build.cuda = Version::parse(*cuda);
  build.kind = build.cuda ? Kind::cuda : cuda->empty() ? Kind::other : Kind::not_known;
  return build;
}

FrameworkBuild parse_tensorflow_build_info(std::string_view text) {
  constexpr std::string_view k_key = "\"cuda_version\"";
  std::string unified(text);
  std::replace(unified.begin(), unified.end(), '\'', '"');
  const std::size_t at = unified.find(k_key);
  if (at == std::string::npos) {
    const bool is_without = unified.find("\"is_cuda_build\": False") != std::string::npos ||
                            unified.find("\"is_cuda_build\":False") != std::string::npos;
    return {is_without ? Kind::other : Kind::not_known, std::nullopt, {}};
  }
  const std::size_t open = unified.find('"', at + k_key.size());
  const std::size_t close = open == std::string::npos ? open : unified.find('"', open + 1);
  if (close == std::string::npos) {
    return {};
  }
  return built_for(Version::parse(std::string_view(unified).substr(open + 1, close - open - 1)));
}

std::optional<DistInfo> parse_dist_info_name(std::string_view folder) {
  constexpr std::string_view k_end = ".dist-info";
  const std::size_t dash = folder.find('-');
  if (!folder.ends_with(k_end) || dash == 0 || dash >= folder.size() - k_end.size()) {
    return std::nullopt;
  }
  DistInfo package;
  package.name = lower_case(folder.substr(0, dash));
  for (char& c : package.name) {
    c = c == '_' || c == '.' ? '-' : c;
  }
  package.version = folder.substr(dash + 1, folder.size() - k_end.size() - dash - 1);
  return package;
}

FrameworkBuild build_of_dist_info(const DistInfo& package) {
  FrameworkBuild build;
  const std::size_t plus = package.version.find('+');
  const std::string local = plus == std::string::npos ? "" : package.version.substr(plus + 1);
  for (const std::string_view name : {"cuda", "cu"}) {
    if (local.starts_with(name)) {
      build = built_for(version_behind(local, name));
      break;
    }
  }
  if (local.starts_with("cpu") || local.starts_with("rocm") || local.starts_with("xpu")) {
    build.kind = Kind::other;
  }
  const std::size_t cuda = package.name.find("-cuda");
  if (build.kind == Kind::not_known && cuda != std::string::npos) {
    build = built_for(version_behind(package.name.substr(cuda + 1), "cuda"));
  }
  if (package.name.find("-rocm") != std::string::npos) {
    build.kind = Kind::other;
  }
  build.version = package.version;
  return build;
}

FrameworkBuild build_of_conda_depends(std::string_view spec) {
  const std::size_t at = spec.find_first_of(k_digits);
  return built_for(at == std::string_view::npos ? std::nullopt
                                                : Version::parse(digits_at(spec.substr(at))));
}

FrameworkBuild build_of_conda_string(std::string_view build) {
  while (!build.empty()) {
    const std::size_t end = std::min(build.find('_'), build.size());
    const std::string_view part = build.substr(0, end);
    if (part.starts_with("cuda")) {
      // conda-forge appends more to it: "cuda126py312h…".
      return built_for(version_behind(part, "cuda"));
    }
    if (part.starts_with("cpu") || part.starts_with("rocm")) {
      return {Kind::other, std::nullopt, {}};
    }
    build.remove_prefix(std::min(end + 1, build.size()));
  }
  return {};
}

}  // namespace ces
