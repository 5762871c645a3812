#include "edit/record.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ces {

void PrintTo(const Record& record, std::ostream* out) {
  *out << encode_record(record);
}

namespace {

using Before = RecordItem::Before;
using Kind = RecordItem::Kind;
using State = Record::State;

RecordItem set_item(const std::string& name, Before before, const std::string& before_value,
                    const std::string& value) {
  return {name, Kind::set, before, before_value, value, 0};
}

RecordItem add_item(const std::string& name, Before before, const std::string& element,
                    std::size_t user_count) {
  return {name, Kind::add, before, "", element, user_count};
}

Record full_record() {
  return {State::on,
          "/opt/envs/a b",
          {set_item("CUDA_HOME", Before::unset, "", "/opt/envs/a b/pkgs/cuda-toolkit"),
           set_item("CUDA_PATH", Before::empty, "", "/x"),
           set_item("CUDA_INC_PATH", Before::value, "/old:\n,", "/new"),
           add_item("PATH", Before::value, "/e/t/bin", 0),
           add_item("LD_LIBRARY_PATH", Before::unset, "/e/lib64", 12),
           add_item("CPATH", Before::empty, "/e/include", 0)}};
}

bool is_safe_in_every_shell(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("/._-+,:").find(c) != std::string_view::npos;
}

TEST(Record, reads_as_documented) {
  const Record record{State::on,
                      "/e",
                      {set_item("CUDA_HOME", Before::unset, "", "/e/t"),
                       add_item("PATH", Before::value, "/e/t/bin", 0)}};
  EXPECT_EQ(encode_record(record), "1:on:/e:CUDA_HOME,set,u,/e/t:PATH,add,v,/e/t/bin,0:.");
  EXPECT_EQ(encode_record({State::leaving, "/a b", {}}), "1:leaving:/a+20b:.");
}

TEST(Record, says_how_often_the_owners_bin_was_on_path_unless_once) {
  EXPECT_EQ(encode_record({State::on, "/e", {}, 2}), "1:on:/e,2:.");
  EXPECT_EQ(encode_record({State::leaving, "/e", {}, 0}), "1:leaving:/e,0:.");
  EXPECT_EQ(decode_record("1:on:/e,12:.")->owner_count, 12U);
  EXPECT_EQ(decode_record("1:on:/e:.")->owner_count, 1U);
  for (const char* text :
       {"1:on:/e,1:.", "1:on:/e,:.", "1:on:/e,x:.", "1:on:/e,2,3:.", "1:on:/e,02:."}) {
    EXPECT_FALSE(decode_record(text)) << text;
  }
  EXPECT_EQ(decode_record("2:on:/e,1,more:.")->owner, "/e");
  EXPECT_EQ(decode_record("2:on:/e,3,more:.")->owner_count, 3U);
}

TEST(Record, comes_back_as_it_was) {
  EXPECT_EQ(decode_record(encode_record(full_record())), full_record());
  EXPECT_EQ(decode_record(encode_record(Record{})), Record{});
}

TEST(Record, grows_by_an_item_to_what_it_would_be_with_it) {
  Record record = full_record();
  std::vector<RecordItem> items = std::exchange(record.items, {});
  std::string text = encode_record(record);
  for (RecordItem& item : items) {
    text = encode_record_with(text, item);
    record.items.push_back(std::move(item));
    EXPECT_EQ(text, encode_record(record));
  }
}

TEST(Record, tells_unset_from_empty_and_from_a_value) {
  for (const Before before : {Before::unset, Before::empty}) {
    const Record record{State::on, "/e", {set_item("CUDA_HOME", before, "", "v")}};
    EXPECT_EQ(decode_record(encode_record(record)), record);
  }
  RecordItem kept = set_item("CUDA_HOME", Before::unset, "", "v");
  kept.may_be_kept = true;
  EXPECT_EQ(encode_record({State::on, "/e", {kept}}), "1:on:/e:CUDA_HOME,set,k,v:.");
  EXPECT_EQ(decode_record("1:on:/e:CUDA_HOME,set,k,v:."), (Record{State::on, "/e", {kept}}));
  const Record value{State::on, "/e", {set_item("CUDA_HOME", Before::value, "u", "v")}};
  EXPECT_EQ(decode_record(encode_record(value)), value);
}

TEST(Record, is_made_of_characters_that_no_shell_treats_specially) {
  std::string bytes;
  for (int i = 1; i < 256; ++i) {
    bytes += static_cast<char>(i);
  }
  const std::string text =
      encode_record({State::on, bytes, {set_item("CUDA_HOME", Before::value, bytes, bytes)}});
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), is_safe_in_every_shell));
}

TEST(Record, of_random_bytes_comes_back_as_it_was) {
  constexpr unsigned k_seed = 20261102;
  std::mt19937 random(k_seed);
  const auto any_bytes = [&] {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) {
      c = static_cast<char>(1 + random() % 255);
    }
    return bytes;
  };
  for (int round = 0; round < 2000; ++round) {
    Record record;
    record.state = random() % 2 == 0 ? State::on : State::leaving;
    record.owner = any_bytes();
    for (auto items = random() % 5; items > 0; --items) {
      const auto before = static_cast<Before>(random() % 3);
      if (random() % 2 == 0) {
        record.items.push_back(
            set_item("CUDA_HOME", before, before == Before::value ? any_bytes() : "", any_bytes()));
      } else {
        std::string element = '/' + any_bytes();
        std::replace(element.begin(), element.end(), ':', ';');
        record.items.push_back(add_item("PATH", before, element, random() % 3));
      }
    }
    const std::string text = encode_record(record);
    ASSERT_TRUE(std::all_of(text.begin(), text.end(), is_safe_in_every_shell));
    ASSERT_EQ(decode_record(text), record) << "seed " << k_seed << ", round " << round;
  }
}

TEST(Record, that_was_cut_at_its_end_is_none) {
  const std::string text = encode_record(full_record());
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(decode_record(text.substr(0, length))) << text.substr(0, length);
  }
}

TEST(Record, that_was_cut_at_its_start_or_in_the_middle_is_none_or_whole) {
  const std::string text = encode_record(full_record());
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    for (std::size_t count = 1; begin + count <= text.size(); ++count) {
      std::string cut = text;
      cut.erase(begin, count);
      const auto record = decode_record(cut);
      // Another number in front makes it a record of another version, of which less is kept.
      if (record && cut.starts_with("1:")) {
        EXPECT_EQ(encode_record(*record), cut);
      }
    }
  }
}

TEST(Record, with_another_byte_somewhere_is_none_or_says_what_it_says) {
  using namespace std::string_view_literals;
  constexpr std::string_view k_bytes = "\0\n :,.+-_/019aAfFgneouvlsd$'\x7f\x80\xff"sv;
  const std::string text = encode_record(full_record());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : k_bytes) {
      std::string forged = text;
      forged[i] = c;
      const auto record = decode_record(forged);
      if (record && forged.starts_with("1:")) {
        EXPECT_EQ(encode_record(*record), forged);
      }
    }
  }
}

TEST(Record, of_random_text_is_read_without_harm) {
  constexpr unsigned k_seed = 20261103;
  constexpr std::string_view k_alphabet = "1:on:leaving,set,add,uevnPATH+0afF./ \n";
  std::mt19937 random(k_seed);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto length = random() % 60; length > 0; --length) {
      text += random() % 20 == 0 ? static_cast<char>(random())
                                 : k_alphabet[random() % k_alphabet.size()];
    }
    text = (round % 2 == 0 ? "1:on:" : "") + text + (round % 3 == 0 ? ":." : "");
    if (const auto record = decode_record(text)) {
      EXPECT_EQ(decode_record(encode_record(*record)), record) << text;
    }
  }
}

TEST(ForgedRecord, is_none) {
  const char* const forged[] = {
      "",
      ".",
      ":",
      ":::",
      ":::.",
      "1",
      "1:on:/e",
      "1:on:.",
      ":on:/e:.",
      "x:on:/e:.",
      "-1:on:/e:.",
      "1:off:/e:.",
      "1:On:/e:.",
      "1::/e:.",
      "1:on:/e b:.",                // a blank stands for itself nowhere
      "1:on:/e$x:.",                // nor does a dollar
      "1:on:/e+2:.",                // half an escape
      "1:on:/e+:.",                 //
      "1:on:/e+2G:.",               //
      "1:on:/e+0A:.",               // upper case is not ours
      "1:on:/e+00:.",               // an environment holds no NUL
      "1:on:/e:.:",                 // more behind the end
      "1:on:/e:. ",                 //
      "1:on:/e::.",                 // an empty item
      "1:on:/e:CUDA_HOME:.",        //
      "1:on:/e:CUDA_HOME,set:.",    //
      "1:on:/e:CUDA_HOME,set,u:.",  //
      "1:on:/e:CUDA_HOME,set,u,v,w:.",
      "1:on:/e:CUDA_HOME,set,x,v:.",
      "1:on:/e:CUDA_HOME,set,ux,v:.",
      "1:on:/e:CUDA_HOME,set,ex,v:.",
      "1:on:/e:CUDA_HOME,set,,v:.",
      "1:on:/e:,set,u,v:.",
      "1:on:/e:1X,set,u,v:.",   // no name of a variable
      "1:on:/e:X-Y,set,u,v:.",  //
      "1:on:/e:X+41,set,u,v:.",
      "1:on:/e+41:.",  // each byte has one spelling
      "1:on:/e:PATH,add,u,/v:.",
      "1:on:/e:PATH,add,u,/v,x:.",
      "1:on:/e:PATH,add,u,/v,:.",
      "1:on:/e:PATH,add,u,/v,0,0:.",
      "1:on:/e:PATH,add,u,/v,-1:.",  // nor is a number spelt in two ways
      "1:on:/e:PATH,add,u,/v,01:.",
      "1:on:/e:PATH,add,u,/v,1x:.",
      "1:on:/e:PATH,add,u,/v,+31:.",
      "1:on:/e:PATH,add,u,/v,99999999999999999999999:.",
      "1:on:/e:CUDA_HOME,new,u,v:.",
      "1:on:/e:CUDA_HOME,SET,u,v:.",
  };
  for (const char* text : forged) {
    EXPECT_FALSE(decode_record(text)) << text;
  }
}

// A record may name what activation exports and nothing else, each in its own way.
TEST(ForgedRecord, that_names_a_variable_which_is_not_ours_is_none) {
  for (const char* name : {"HOME", "LD_PRELOAD", "BASH_ENV", "PS1", "X", "CUDA_HOMES", "cuda_home",
                           "CUDA_ENV_SWITCH_STATE", "CONDA_PREFIX"}) {
    EXPECT_FALSE(decode_record("1:on:/e:" + std::string(name) + ",set,u,/v:.")) << name;
    EXPECT_FALSE(decode_record("1:on:/e:" + std::string(name) + ",add,u,/v,0:.")) << name;
  }
  for (const char* name : {"PATH", "LD_LIBRARY_PATH", "CPATH", "LIBRARY_PATH"}) {
    EXPECT_FALSE(decode_record("1:on:/e:" + std::string(name) + ",set,v,/v:.")) << name;
    EXPECT_TRUE(decode_record("1:on:/e:" + std::string(name) + ",add,u,/v,0:.")) << name;
  }
  for (const char* name : {"CUDA_HOME", "CUDA_PATH", "CUDA_INC_PATH", "NVCC_CCBIN"}) {
    EXPECT_FALSE(decode_record("1:on:/e:" + std::string(name) + ",add,u,/v,0:.")) << name;
    EXPECT_TRUE(decode_record("1:on:/e:" + std::string(name) + ",set,u,/v:.")) << name;
  }
}

TEST(ForgedRecord, that_names_an_element_which_cannot_be_ours_is_none) {
  const char* const elements[] = {"",       ".",       "bin",     "/a+3a/b",
                                  "/e/bin", "/e/bin/", "/e//bin", "/e/t/../bin"};
  for (const char* element : elements) {
    EXPECT_FALSE(decode_record("1:on:/e:PATH,add,u," + std::string(element) + ",0:.")) << element;
  }
}

TEST(ForgedRecord, with_a_nul_byte_is_none) {
  using namespace std::string_view_literals;
  EXPECT_FALSE(decode_record("1:on:/e\0:."sv));
  EXPECT_FALSE(decode_record("1:on:/e:.\0"sv));
}

TEST(RecordOfAnotherVersion, keeps_what_is_known_in_it) {
  const auto record =
      decode_record("2:on:/e:PATH,add,v,/e/t/bin,0:NEW,merge,x,y,z:CUDA_HOME,set,u,/e:.");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->owner, "/e");
  ASSERT_EQ(record->items.size(), 2U);
  EXPECT_EQ(record->items[0], add_item("PATH", Before::value, "/e/t/bin", 0));
  EXPECT_EQ(record->items[1], set_item("CUDA_HOME", Before::unset, "", "/e"));
}

TEST(RecordOfAnotherVersion, keeps_nothing_that_is_not_ours) {
  const auto record =
      decode_record("2:on:/e:HOME,set,u,/h:PATH,add,v,/e/bin,0:PATH,set,u,/p:CUDA_HOME,set,u,/e:.");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->items, (std::vector{set_item("CUDA_HOME", Before::unset, "", "/e")}));
}

TEST(RecordOfAnotherVersion, has_the_same_frame) {
  EXPECT_FALSE(decode_record("2:on:/e"));
  EXPECT_FALSE(decode_record("2:sleeping:/e:."));
  EXPECT_FALSE(decode_record("2:on:/e b:."));
  EXPECT_TRUE(decode_record("12345678901234567890:on:/e:."));
}

}  // namespace
}  // namespace ces
