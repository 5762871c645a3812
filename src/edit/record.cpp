#include "edit/record.h"

#include "base/path.h"
#include "base/text.h"
#include "edit/exports.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace ces {

namespace {

constexpr std::string_view k_version = "1";
constexpr std::string_view k_on_record = "1:on:";
constexpr std::string_view k_end = ".";
constexpr std::string_view k_end_of_text = ":.";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr auto k_standing_for_themselves = [] {
  std::array<bool, 256> stands{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789/._-")) {
    stands[static_cast<unsigned char>(c)] = true;
  }
  return stands;
}();

bool stands_for_itself(char c) {
  return k_standing_for_themselves[static_cast<unsigned char>(c)];
}

// Append what stands for `bytes`: a path is copied in one piece, as a rule.
void encode(std::string_view bytes, std::string& text) {
  while (!bytes.empty()) {
    std::size_t count = 0;
    while (count < bytes.size() && stands_for_itself(bytes[count])) {
      ++count;
    }
    text += bytes.substr(0, count);
    if (count < bytes.size()) {
      text += '+';
      text += hex_digits(bytes[count]);
    }
    bytes.remove_prefix(std::min(count + 1, bytes.size()));
  }
}

int digit_value(char c) {
  if (is_digit(c)) {
    return c - '0';
  }
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::optional<std::string> decode(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (stands_for_itself(text[i])) {
      bytes += text[i];
      continue;
    }
    const bool has_digits = text[i] == '+' && i + 2 < text.size();
    const int high = has_digits ? digit_value(text[i + 1]) : -1;
    const int low = has_digits ? digit_value(text[i + 2]) : -1;
    const auto byte = static_cast<char>(high * 16 + low);
    // An environment holds no NUL, so no honest record does; and each has one spelling only.
    if (high < 0 || low < 0 || byte == '\0' || stands_for_itself(byte)) {
      return std::nullopt;
    }
    bytes += byte;
    i += 2;
  }
  return bytes;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    fields.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

std::string_view kind_word(RecordItem::Kind kind) {
  switch (kind) {
    case RecordItem::Kind::set:
      return "set";
    case RecordItem::Kind::add:
      return "add";
    case RecordItem::Kind::append:
      return "app";
  }
  return {};
}

std::optional<RecordItem::Kind> kind_of_word(std::string_view word) {
  using Kind = RecordItem::Kind;
  for (const Kind kind : {Kind::set, Kind::add, Kind::append}) {
    if (word == kind_word(kind)) {
      return kind;
    }
  }
  return std::nullopt;
}

void encode_item(const RecordItem& item, std::string& text) {
  using Before = RecordItem::Before;
  text += item.name;
  text += ',';
  text += kind_word(item.kind);
  text += ',';
  switch (item.before) {
    case Before::unset:
      text += item.may_be_kept ? 'k' : 'u';
      break;
    case Before::empty:
      text += 'e';
      break;
    case Before::value:
      text += 'v';
      encode(item.before_value, text);
      break;
  }
  text += ',';
  encode(item.value, text);
  if (item.kind == RecordItem::Kind::add) {
    text += ',' + std::to_string(item.user_count);
  }
}

std::optional<std::size_t> decode_count(std::string_view text) {
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number && std::to_string(count) == text ? std::optional(count) : std::nullopt;
}

bool decode_before(std::string_view text, RecordItem& item) {
  using Before = RecordItem::Before;
  if (text == "u" || text == "k" || text == "e") {
    item.before = text == "e" ? Before::empty : Before::unset;
    item.may_be_kept = text == "k";
    return true;
  }
  const auto value = text.starts_with('v') ? decode(text.substr(1)) : std::nullopt;
  item.before = Before::value;
  item.before_value = value.value_or("");
  return value.has_value();
}

// Of another version's record the first field is enough.
bool decode_owner(std::string_view text, bool is_own_version, Record& record) {
  const std::vector<std::string_view> fields = split(text, ',');
  const auto owner = decode(fields[0]);
  const std::size_t count = fields.size() > 1 ? decode_count(fields[1]).value_or(1) : 1;
  const bool is_spelled_so = fields.size() == 1 || (fields.size() == 2 && count != 1);
  record.owner = owner.value_or("");
  record.owner_count = count;
  return owner && (is_spelled_so || !is_own_version);
}

// Return whether an honest record holds such an item: we change no other variables.
bool may_be_recorded(RecordItem::Kind kind, std::string_view name) {
  switch (kind) {
    case RecordItem::Kind::set:
      return may_be_exported_whole(name);
    case RecordItem::Kind::add:
      return may_be_exported_as_list(name);
    case RecordItem::Kind::append:
      return may_be_exported_as_flags(name);
  }
  return false;
}

bool decode_item(std::string_view text, const std::string& owner, RecordItem& item) {
  const std::vector<std::string_view> fields = split(text, ',');
  const auto kind = fields.size() < 2 ? std::nullopt : kind_of_word(fields[1]);
  if (!kind || !may_be_recorded(*kind, fields[0])) {
    return false;
  }
  const bool has_count = *kind == RecordItem::Kind::add;
  item.name = fields[0];
  item.kind = *kind;
  if (fields.size() != (has_count ? 5U : 4U) || !decode_before(fields[2], item)) {
    return false;
  }
  const auto value = decode(fields[3]);
  const auto count = has_count ? decode_count(fields[4]) : std::optional<std::size_t>(0);
  if (!value || !count || (has_count && !may_be_added(*value, owner))) {
    return false;
  }
  item.value = *value;
  item.user_count = *count;
  return true;
}

}  // namespace

std::string encode_record(const Record& record) {
  std::string text(record.state == Record::State::on ? k_on_record : k_leaving_record);
  encode(record.owner, text);
  if (record.owner_count != 1) {
    text += ',' + std::to_string(record.owner_count);
  }
  for (const RecordItem& item : record.items) {
    text += ':';
    encode_item(item, text);
  }
  text += k_end_of_text;
  return text;
}

std::string encode_record_with(std::string_view text, const RecordItem& item) {
  std::string longer(text.substr(0, text.size() - k_end_of_text.size()));
  longer += ':';
  encode_item(item, longer);
  longer += k_end_of_text;
  return longer;
}

std::optional<Record> decode_record(std::string_view text) {
  const std::vector<std::string_view> fields = split(text, ':');
  constexpr std::size_t k_fixed = 4;  // version, state, owner, end
  if (fields.size() < k_fixed || fields.back() != k_end || fields[0].empty() ||
      fields[0].find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  Record record;
  record.state = fields[1] == "on" ? Record::State::on : Record::State::leaving;
  const bool is_own_version = fields[0] == k_version;
  if (!decode_owner(fields[2], is_own_version, record) ||
      (fields[1] != "on" && fields[1] != "leaving")) {
    return std::nullopt;
  }
  for (std::size_t i = 3; i + 1 < fields.size(); ++i) {
    RecordItem item;
    if (decode_item(fields[i], record.owner, item)) {
      record.items.push_back(std::move(item));
    } else if (is_own_version) {
      return std::nullopt;
    }
  }
  return record;
}

bool may_be_added(std::string_view element, std::string_view owner) {
  return is_absolute(element) && element.find(k_list_separator) == std::string_view::npos &&
         !same_element(element, join_path(owner, "bin"));
}

}  // namespace ces
