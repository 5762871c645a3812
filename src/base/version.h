// A dotted version number, as CUDA releases (13.0.88) and NVIDIA drivers (535.104.05) have it.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ces {

// Up to four numbers, compared as numbers, field by field; a missing field counts as zero. The text
// a version was read from is not kept: where it matters ("450.80.02"), the fact keeps it.
class Version {
 public:
  static constexpr std::size_t k_max_fields = 4;

  constexpr Version() = default;
  constexpr Version(std::uint32_t major, std::uint32_t minor)
      : m_fields{major, minor, 0, 0}, m_count(2) {}

  // Return the version that all of `text` spells ("12", "12.4", "535.104.05"), or nothing. At most
  // four fields of at most nine digits; no blanks, no suffix.
  static constexpr std::optional<Version> parse(std::string_view text);

  [[nodiscard]] constexpr std::uint32_t major() const { return m_fields[0]; }
  [[nodiscard]] constexpr std::uint32_t minor() const { return m_fields[1]; }
  // Return the field at `index`, below k_max_fields; zero if it was not given.
  [[nodiscard]] constexpr std::uint32_t field(std::size_t index) const { return m_fields[index]; }
  // Return how many fields were given, 1 to 4.
  [[nodiscard]] constexpr std::size_t count() const { return m_count; }
  // Return the release, which is what compatibility is judged by: major and minor alone.
  [[nodiscard]] constexpr Version release() const { return {major(), minor()}; }
  // Return the fields that were given, joined by dots, without leading zeros.
  [[nodiscard]] std::string str() const;

  friend constexpr std::strong_ordering operator<=>(const Version& a, const Version& b) {
    return a.m_fields <=> b.m_fields;
  }
  friend constexpr bool operator==(const Version& a, const Version& b) {
    return a.m_fields == b.m_fields;
  }

 private:
  std::array<std::uint32_t, k_max_fields> m_fields{};
  std::size_t m_count = 0;
};

constexpr std::optional<Version> Version::parse(std::string_view text) {
  constexpr std::uint32_t k_limit = 1'000'000'000;
  Version version;
  std::uint64_t field = 0;
  bool digit_seen = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] >= '0' && text[i] <= '9') {
      field = field * 10 + static_cast<std::uint64_t>(text[i] - '0');
      digit_seen = true;
      if (field >= k_limit) {
        return std::nullopt;
      }
      continue;
    }
    const bool field_ends = i == text.size() || text[i] == '.';
    if (!field_ends || !digit_seen || version.m_count == k_max_fields) {
      return std::nullopt;
    }
    version.m_fields[version.m_count++] = static_cast<std::uint32_t>(field);
    field = 0;
    digit_seen = false;
  }
  return version;
}

}  // namespace ces
