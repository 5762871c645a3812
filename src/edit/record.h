// The record: the edits in force in this shell, in one variable, so that they can be undone
// exactly.
//
// Its text is made of characters that no shell treats specially (letters, digits and "/._-+,:"):
//
//     1:on:<owner>:<item>:…:<item>:.
//
// with "<owner>,<count>" where the owner's bin was on PATH otherwise than once, and with items
// `NAME,set,<before>,<value>` for a plain variable, `NAME,add,<before>,<element>,<own>` for an
// element of a list and `NAME,app,<before>,<flags>` for flags appended to others. <before> is "u"
// if the variable was unset, "k" if the shell may keep a value aside that it did not export, "e" if
// it was set and empty, else "v", followed by the value of a plain variable. <own> is how often the
// user had the same element before us. Every other byte is
// "+" and two hexadecimal digits. The "." at the end tells a whole record from one that was cut.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

inline constexpr std::string_view k_record_variable = "CUDA_ENV_SWITCH_STATE";
// How the text of a record in the state "leaving" begins.
inline constexpr std::string_view k_leaving_record = "1:leaving:";

struct RecordItem {
  enum class Kind { set, add, append };
  enum class Before { unset, empty, value };
  std::string name;
  Kind kind = Kind::set;
  Before before = Before::unset;
  std::string before_value;    // of a plain variable that had one
  std::string value;           // what was set, or the element or the flags that were added
  std::size_t user_count = 0;  // how often the user had the same element himself
  bool may_be_kept = false;    // unset for programs; the shell may keep a value of its own aside

  friend bool operator==(const RecordItem&, const RecordItem&) = default;
};

struct Record {
  enum class State {
    on,       // the items are in force
    leaving,  // undone, but conda may put the elements of PATH back that the items name
  };
  State state = State::on;
  std::string owner;  // the environment that was active when it was made, else the toolkit's own
  std::vector<RecordItem> items;
  // How often the owner's bin was on PATH then; 0 if no environment was active.
  std::size_t owner_count = 1;

  friend bool operator==(const Record&, const Record&) = default;
};

std::string encode_record(const Record& record);

// Return the text of the record that `text` is of with `item` behind its others.
std::string encode_record_with(std::string_view text, const RecordItem& item);

// Return the record that `text` holds. Any byte string is either a whole record or none. An item
// that activation would not have written makes it none: a variable that is not exported, or an
// element that could not be added. Of a record with another version number, such items and those of
// unknown kinds are passed over.
std::optional<Record> decode_record(std::string_view text);

// Return whether `element` may be put into a list, and so be taken out of one, on behalf of the
// environment `owner`: an absolute path, since another would mean something else in another folder,
// and not the owner's own bin, which is conda's.
bool may_be_added(std::string_view element, std::string_view owner);

}  // namespace ces
