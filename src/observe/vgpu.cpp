#include "observe/vgpu.h"

#include <algorithm>
#include <cstdint>

namespace ces {

namespace {

// Places in the configuration, by the PCI specification.
constexpr std::size_t k_status = 0x06;
constexpr std::size_t k_first_capability = 0x34;
constexpr std::uint8_t k_has_capabilities = 0x10;
constexpr std::uint8_t k_vendor_specific = 0x09;

// Return the byte there, 0 behind the end.
std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0};
}

// Return the maker's own capability, with its head of three bytes; empty if there is none.
std::string_view vendor_capability(std::string_view config) {
  constexpr int k_most = 48;  // as many as there is room for: a list may lead back to itself
  if ((byte_at(config, k_status) & k_has_capabilities) == 0) {
    return {};
  }
  std::size_t at = byte_at(config, k_first_capability);
  for (int i = 0; i < k_most && at != 0 && at < config.size(); ++i) {
    if (byte_at(config, at) == k_vendor_specific) {
      return config.substr(at, byte_at(config, at + 2));
    }
    at = byte_at(config, at + 1);
  }
  return {};
}

// Return the release in a record of the capability: digits and dots, padded with NUL.
std::string release_in(std::string_view data) {
  const std::string_view text = data.substr(0, data.find('\0'));
  const bool is_release = text.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_release ? std::string(text) : "";
}

}  // namespace

std::optional<std::string> vgpu_host_in_config(std::string_view config) {
  constexpr std::string_view k_signature = "VF";
  constexpr std::size_t k_head = 3;
  constexpr std::size_t k_record_head = 2;  // its kind and its length, which counts these two
  constexpr std::size_t k_release_length = 10;
  constexpr std::uint8_t k_host_driver = 0;
  const std::string_view capability = vendor_capability(config);
  if (capability.size() < k_head + k_signature.size() ||
      !capability.substr(k_head).starts_with(k_signature)) {
    return std::nullopt;
  }
  std::string_view records = capability.substr(k_head + k_signature.size());
  while (records.size() > k_record_head) {
    if (byte_at(records, 0) == k_host_driver) {
      return release_in(records.substr(k_record_head, k_release_length));
    }
    const std::size_t length = std::max<std::size_t>(byte_at(records, 1), k_record_head);
    records.remove_prefix(std::min(length, records.size()));
  }
  return "";
}

}  // namespace ces
