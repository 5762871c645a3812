#include "base/system.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ces {
namespace {

using testing::as_ordinary_user;
using testing::system_at;
using testing::TempFolder;

// ---- what a path is ---------------------------------------------------------------------------

TEST(System, tells_the_kinds_of_files_apart) {
  const TempFolder temp;
  temp.file("file");
  temp.folder("folder");
  temp.fifo("fifo");
  temp.link("to-file", "file");
  temp.link("to-folder", "folder");
  temp.link("dangling", "nothing");
  const System system = system_at(temp.path());
  EXPECT_EQ(system.kind("/file"), FileKind::regular);
  EXPECT_EQ(system.kind("/folder"), FileKind::directory);
  EXPECT_EQ(system.kind("/fifo"), FileKind::other);
  EXPECT_EQ(system.kind("/to-file"), FileKind::regular);
  EXPECT_EQ(system.kind("/to-folder"), FileKind::directory);
  EXPECT_EQ(system.kind("/dangling"), FileKind::missing);
  EXPECT_EQ(system.kind("/nothing"), FileKind::missing);
  EXPECT_EQ(system.kind("/file/below"), FileKind::missing);
  EXPECT_EQ(system.kind("/"), FileKind::directory);
}

TEST(System, knows_a_link_whatever_it_points_to) {
  const TempFolder temp;
  temp.file("file");
  temp.folder("folder");
  temp.link("to-file", "file");
  temp.link("dangling", "/nothing");
  temp.link("loop", "loop");
  temp.link("to-folder", "/folder");
  temp.link("folder/inner", "x");
  const System system = system_at(temp.path());
  EXPECT_TRUE(system.is_link("/to-file"));
  EXPECT_TRUE(system.is_link("/dangling"));
  EXPECT_TRUE(system.is_link("/loop"));
  EXPECT_TRUE(system.is_link("/to-folder/inner"));
  EXPECT_FALSE(system.is_link("/file"));
  EXPECT_FALSE(system.is_link("/folder"));
  EXPECT_FALSE(system.is_link("/nothing"));
}

// ---- the root ---------------------------------------------------------------------------------

TEST(Root, is_kept_without_slashes_at_its_end) {
  EXPECT_EQ(system_at("/mnt/image//").root(), "/mnt/image");
  EXPECT_EQ(system_at("/mnt/image").root(), "/mnt/image");
  EXPECT_EQ(system_at("/").root(), "");
}

TEST(Root, takes_absolute_links_to_be_inside_it) {
  const TempFolder temp;
  temp.file("usr/local/cuda-12.4/version.json", "inside");
  temp.link("etc/alternatives/cuda", "/usr/local/cuda-12.4");
  temp.link("usr/local/cuda", "/etc/alternatives/cuda");
  const System system = system_at(temp.path());
  EXPECT_EQ(system.read("/usr/local/cuda/version.json", 100).text, "inside");
  EXPECT_EQ(system.kind("/usr/local/cuda"), FileKind::directory);
}

TEST(Root, is_not_left_by_an_absolute_link) {
  const TempFolder temp;
  temp.link("passwd", "/etc/passwd");
  temp.link("shell", "/bin/sh");
  const System system = system_at(temp.path());
  EXPECT_EQ(system.read("/passwd", 100).status, ReadStatus::missing);
  EXPECT_FALSE(system.is_program("/shell"));
}

TEST(Root, is_not_left_by_dots) {
  const TempFolder temp;
  temp.file("outside", "outside");
  temp.file("root/etc/inside", "inside");
  temp.link("root/a/b/up", "../../../../../../etc/inside");
  temp.link("root/a/b/out", "../../../outside");
  const System system = system_at(temp.path("root"));
  EXPECT_EQ(system.read("/a/b/up", 100).text, "inside");
  EXPECT_EQ(system.read("/a/b/out", 100).status, ReadStatus::missing);
  EXPECT_EQ(system.read("/../outside", 100).status, ReadStatus::missing);
  EXPECT_EQ(system.read("/a/../../etc/./inside", 100).text, "inside");
  EXPECT_EQ(system.kind("/.."), FileKind::directory);
  EXPECT_EQ(system.names_in("/..", 10), (std::vector<std::string>{"a", "etc"}));
}

TEST(Root, goes_up_from_where_a_link_leads) {
  const TempFolder temp;
  temp.file("opt/cuda/version.txt", "right");
  temp.file("version.txt", "wrong");
  temp.folder("opt/cuda/bin");
  temp.link("bin", "/opt/cuda/bin");
  EXPECT_EQ(system_at(temp.path()).read("/bin/../version.txt", 100).text, "right");
}

TEST(Root, has_no_way_up_from_what_is_missing) {
  const TempFolder temp;
  temp.file("file", "x");
  for (const std::string& root : {std::string("/"), temp.path()}) {
    const System system = system_at(root);
    const std::string top = root == "/" ? temp.path() : "";
    EXPECT_EQ(system.kind(top + "/nothing/../file"), FileKind::missing) << "root " << root;
    EXPECT_EQ(system.kind(top + "/file/../file"), FileKind::missing) << "root " << root;
  }
}

TEST(Root, resolves_links_in_the_middle_of_a_path) {
  const TempFolder temp;
  temp.file("a/real/x", "1");
  temp.link("a/alias", "real");
  temp.link("b", "/a/alias");
  EXPECT_EQ(system_at(temp.path()).read("/b/x", 10).text, "1");
}

TEST(Root, slash_is_this_machine) {
  const TempFolder temp;
  temp.file("x", "here");
  EXPECT_EQ(system_at("/").read(temp.path("x"), 10).text, "here");
}

// ---- loops ------------------------------------------------------------------------------------

TEST(LinkLoop, ends_in_missing) {
  const TempFolder temp;
  temp.link("a", "b");
  temp.link("b", "a");
  temp.link("self", "self");
  temp.link("absolute", "/absolute");
  temp.link("growing", "growing/x");
  for (const char* name : {"/a", "/self", "/self/x", "/absolute", "/growing"}) {
    for (const std::string& root : {std::string("/"), temp.path()}) {
      const System system = system_at(root);
      const std::string path = (root == "/" ? temp.path() : "") + name;
      EXPECT_EQ(system.kind(path), FileKind::missing) << path;
      EXPECT_EQ(system.read(path, 10).status, ReadStatus::missing) << path;
      EXPECT_FALSE(system.open(path)) << path;
      EXPECT_FALSE(system.is_program(path)) << path;
      EXPECT_TRUE(system.names_in(path, 10).empty()) << path;
    }
  }
}

TEST(LinkLoop, through_a_folder_is_walked_as_far_as_it_is_asked_for) {
  const TempFolder temp;
  temp.file("lib/libcudart.so", "x");
  temp.link("lib/again", "../lib");
  const System system = system_at(temp.path());
  EXPECT_EQ(system.read("/lib/again/again/again/libcudart.so", 10).text, "x");
}

TEST(LinkChain, of_forty_is_followed_and_of_forty_one_is_not) {
  const TempFolder temp;
  temp.file("0", "end");
  for (int i = 1; i <= 41; ++i) {
    temp.link(std::to_string(i), std::to_string(i - 1));
  }
  for (const std::string& root : {std::string("/"), temp.path()}) {
    const System system = system_at(root);
    const std::string top = root == "/" ? temp.path() : "";
    EXPECT_EQ(system.read(top + "/40", 10).text, "end") << "root " << root;
    EXPECT_EQ(system.read(top + "/41", 10).status, ReadStatus::missing) << "root " << root;
  }
}

// ---- reading ----------------------------------------------------------------------------------

TEST(Read, takes_no_more_memory_than_the_file_needs) {
  const TempFolder temp;
  temp.file("small", "text");
  const FileText small = system_at(temp.path()).read("/small", std::size_t{64} * 1024 * 1024);
  EXPECT_EQ(small.text, "text");
  EXPECT_LT(small.text.capacity(), std::size_t{64} * 1024);
  std::string content(100'001, 'x');
  content.front() = 'a';
  content.back() = 'z';
  temp.file("large", content);
  EXPECT_EQ(system_at(temp.path()).read("/large", std::size_t{8} * 1024 * 1024).text, content);
  EXPECT_EQ(system_at(temp.path()).read("/large", 50'000).text, content.substr(0, 50'000));
}

TEST(Read, stops_at_its_limit) {
  const TempFolder temp;
  temp.file("ten", "0123456789");
  const System system = system_at(temp.path());
  EXPECT_EQ(system.read("/ten", 4).text, "0123");
  EXPECT_EQ(system.read("/ten", 10).text, "0123456789");
  EXPECT_EQ(system.read("/ten", 11).text, "0123456789");
  EXPECT_EQ(system.read("/ten", 0).text, "");
  EXPECT_TRUE(system.read("/ten", 0).ok());
}

TEST(Read, keeps_every_byte) {
  const TempFolder temp;
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
  }
  temp.file("bytes", bytes);
  EXPECT_EQ(system_at(temp.path()).read("/bytes", 1000).text, bytes);
}

TEST(Read, opens_regular_files_only) {
  const TempFolder temp;
  temp.fifo("fifo");
  temp.folder("folder");
  temp.link("to-fifo", "fifo");
  const System system = system_at(temp.path());
  for (const char* path : {"/fifo", "/folder", "/to-fifo", "/"}) {
    EXPECT_EQ(system.read(path, 10).status, ReadStatus::not_regular) << path;
    EXPECT_EQ(system.read(path, 10).text, "") << path;
    EXPECT_FALSE(system.open(path)) << path;
  }
  EXPECT_EQ(system_at("/").read("/dev/zero", 10).status, ReadStatus::not_regular);
  EXPECT_FALSE(system_at("/").open("/dev/zero"));
}

TEST(Read, reads_the_kernels_texts_which_have_no_size) {
  EXPECT_TRUE(system_at("/")
                  .read("/proc/self/stat", 4096)
                  .text.starts_with(std::to_string(::getpid()) + " "));
}

TEST(Read, says_why_there_is_no_text) {
  const TempFolder temp;
  temp.file("file");
  const System system = system_at(temp.path());
  EXPECT_EQ(system.read("/nothing", 10).status, ReadStatus::missing);
  EXPECT_EQ(system.read("/file/below", 10).status, ReadStatus::missing);
  EXPECT_EQ(system.read("/" + std::string(300, 'x'), 10).status, ReadStatus::missing);
  EXPECT_EQ(system.read("/" + std::string(5000, 'x'), 10).status, ReadStatus::missing);
  EXPECT_FALSE(system.read("/nothing", 10).ok());
}

TEST(Read, says_if_it_is_denied) {
  const TempFolder temp;
  temp.mode("", 0755);
  temp.file("secret", "x");
  temp.mode("secret", 0);
  for (const std::string& root : {std::string("/"), temp.path()}) {
    const std::string path = root == "/" ? temp.path("secret") : "/secret";
    EXPECT_TRUE(as_ordinary_user(
        [&] { return system_at(root).read(path, 10).status == ReadStatus::denied; }));
  }
}

TEST(Kind, tells_what_is_denied_from_what_is_missing) {
  const TempFolder temp;
  temp.mode("", 0755);
  temp.file("closed/file");
  temp.file("open/file");
  temp.link("way", "closed/file");
  temp.mode("closed", 0);
  for (const std::string& root : {std::string("/"), temp.path()}) {
    const System system = system_at(root);
    const auto kind = [&](const std::string& name) {
      return system.kind(root == "/" ? temp.path(name) : "/" + name);
    };
    EXPECT_TRUE(as_ordinary_user([&] { return kind("closed/file") == FileKind::denied; })) << root;
    EXPECT_TRUE(as_ordinary_user([&] { return kind("closed/none") == FileKind::denied; })) << root;
    EXPECT_TRUE(as_ordinary_user([&] { return kind("way") == FileKind::denied; })) << root;
    EXPECT_TRUE(as_ordinary_user([&] { return kind("closed") == FileKind::directory; })) << root;
    EXPECT_TRUE(as_ordinary_user([&] { return kind("open/file") == FileKind::regular; })) << root;
    EXPECT_TRUE(as_ordinary_user([&] { return kind("open/none") == FileKind::missing; })) << root;
  }
  temp.mode("closed", 0755);
}

TEST(OpenToOthers, is_what_anybody_may_change_and_is_not_ours) {
  const TempFolder temp;
  temp.mode("", 0755);
  temp.file("file");
  temp.folder("folder");
  temp.folder("shared");
  temp.link("link", "file");
  const System system = system_at("/");
  const auto others_see = [&](const std::string& name) {
    return as_ordinary_user([&] { return system.is_open_to_others(temp.path(name)); });
  };
  for (const char* name : {"file", "folder", "shared", "link"}) {
    EXPECT_FALSE(others_see(name)) << name;
  }
  temp.mode("file", 0666);
  temp.mode("folder", 0777);
  temp.mode("shared", 01777);
  EXPECT_FALSE(system.is_open_to_others(temp.path("file"))) << "it is this user's own";
  if (::geteuid() == 0) {
    EXPECT_TRUE(others_see("file"));
    EXPECT_TRUE(others_see("folder"));
    EXPECT_TRUE(others_see("link"));
  }
  EXPECT_FALSE(others_see("shared")) << "the sticky bit keeps others from replacing what is there";
  EXPECT_FALSE(others_see("none"));
  // Inside another root every user is another one.
  EXPECT_TRUE(system_at(temp.path()).is_open_to_others("/file"));
}

TEST(OpenFile, reads_pieces_from_anywhere) {
  const TempFolder temp;
  temp.file("ten", "0123456789");
  const System system = system_at(temp.path());
  const auto file = system.open("/ten");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->read(3, 4), "3456");
  EXPECT_EQ(file->read(8, 10), "89");
  EXPECT_EQ(file->read(10, 1), "");
  EXPECT_EQ(file->read(1'000'000, 1), "");
  EXPECT_EQ(file->read(std::numeric_limits<std::uint64_t>::max(), 5), "");
  EXPECT_EQ(file->read(0, 0), "");
}

TEST(OpenFile, is_closed_at_the_end_of_its_life) {
  const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(next);
  const TempFolder temp;
  temp.file("x");
  {
    auto first = system_at(temp.path()).open("/x");
    ASSERT_TRUE(first);
    const OpenFile second = std::move(*first);
    EXPECT_EQ(second.read(0, 1), "");
  }
  const int again = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(again);
  EXPECT_EQ(again, next);
}

// ---- programs ---------------------------------------------------------------------------------

TEST(IsProgram, means_a_regular_file_with_the_mode_of_one) {
  const TempFolder temp;
  temp.program("program");
  temp.file("text");
  temp.folder("folder");
  temp.fifo("fifo");
  temp.mode("fifo", 0777);
  temp.link("to-program", "/program");
  temp.link("to-folder", "folder");
  temp.link("dangling", "/nothing");
  const System system = system_at(temp.path());
  EXPECT_TRUE(system.is_program("/program"));
  EXPECT_TRUE(system.is_program("/to-program"));
  for (const char* path :
       {"/text", "/folder", "/fifo", "/to-folder", "/dangling", "/nothing", "/program/x"}) {
    EXPECT_FALSE(system.is_program(path)) << path;
  }
}

TEST(IsProgram, asks_the_mode_alone_on_another_machine) {
  const TempFolder temp;
  temp.file("theirs");
  temp.mode("theirs", 0010);
  EXPECT_TRUE(system_at(temp.path()).is_program("/theirs"));
  temp.mode("theirs", 0666);
  EXPECT_FALSE(system_at(temp.path()).is_program("/theirs"));
}

TEST(IsProgram, asks_the_kernel_on_this_machine) {
  const TempFolder temp;
  temp.program("program");
  temp.file("text");
  const System system = system_at("/");
  EXPECT_TRUE(system.is_program(temp.path("program")));
  EXPECT_FALSE(system.is_program(temp.path("text")));
  EXPECT_FALSE(system.is_program(temp.path()));
}

// ---- folders ----------------------------------------------------------------------------------

TEST(NamesIn, come_in_byte_order_without_dots) {
  const TempFolder temp;
  for (const char* name : {"d/~~z", "d/a", "d/B", "d/_", "d/1", "d/.hidden"}) {
    temp.file(name);
  }
  temp.folder("d/sub");
  EXPECT_EQ(system_at(temp.path()).names_in("/d", 100),
            (std::vector<std::string>{".hidden", "1", "B", "_", "a", "sub", "~~z"}));
}

TEST(NamesIn, are_no_more_than_the_limit) {
  const TempFolder temp;
  for (int i = 0; i < 20; ++i) {
    temp.file("d/" + std::to_string(i));
  }
  const System system = system_at(temp.path());
  EXPECT_EQ(system.names_in("/d", 5).size(), 5U);
  EXPECT_EQ(system.names_in("/d", 20).size(), 20U);
  EXPECT_TRUE(system.names_in("/d", 0).empty());
}

TEST(NamesIn, are_none_of_what_is_no_folder) {
  const TempFolder temp;
  temp.file("file");
  temp.fifo("fifo");
  temp.folder("empty");
  temp.link("to", "/full");
  temp.file("full/x");
  const System system = system_at(temp.path());
  for (const char* path : {"/file", "/fifo", "/empty", "/nothing"}) {
    EXPECT_TRUE(system.names_in(path, 10).empty()) << path;
  }
  EXPECT_EQ(system.names_in("/to", 10), std::vector<std::string>{"x"});
}

}  // namespace
}  // namespace ces
