#include "config/wish.h"

#include "base/path.h"
#include "base/text.h"

#include <array>
#include <utility>

namespace ces {

namespace {

std::optional<Wish> wish_of_word(std::string_view word) {
  using Kind = Wish::Kind;
  constexpr std::array<std::pair<std::string_view, Kind>, 5> k_words = {{{"auto", Kind::automatic},
                                                                         {"none", Kind::none},
                                                                         {"off", Kind::none},
                                                                         {"wheels", Kind::wheels},
                                                                         {"system", Kind::system}}};
  for (const auto& [spelling, kind] : k_words) {
    if (word == spelling) {
      return Wish{kind, std::string(kind == Kind::none ? "none" : word), {}, {}};
    }
  }
  return std::nullopt;
}

}  // namespace

std::string with_home(std::string_view path, std::string_view home) {
  const bool is_below_home = path.starts_with("~/") && home.starts_with('/');
  return is_below_home ? join_path(home, path.substr(2)) : std::string(path);
}

std::optional<Wish> parse_wish(std::string_view text, std::string_view home) {
  text = trim(text);
  // A pin is one line.
  if (has_control_characters(text)) {
    return std::nullopt;
  }
  if (auto wish = wish_of_word(text)) {
    return wish;
  }
  const std::string path = with_home(text, home);
  if (path.starts_with('/')) {
    const std::string normal = normalise_path(path);
    return Wish{Wish::Kind::path, normal, {}, normal};
  }
  auto spec = VersionSpec::parse(text);
  if (!spec) {
    return std::nullopt;
  }
  return Wish{Wish::Kind::version, std::string(text), *std::move(spec), {}};
}

}  // namespace ces
