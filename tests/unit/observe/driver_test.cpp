#include "observe/driver.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ces {
namespace {

using testing::machine;
using testing::system_at;
using testing::TempFolder;
using Detail = Request::Detail;
using Place = Driver::Place;

constexpr const char* k_proc = "proc/driver/nvidia/version";
constexpr const char* k_sys = "sys/module/nvidia/version";

std::string release_text(const Driver& driver) {
  return driver.release ? driver.release->text : "";
}

// ---- the text of /proc ------------------------------------------------------------------------

// Captures; sources in the project's notes on compatibility.
constexpr std::pair<const char*, const char*> k_captures[] = {
    {"NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.90.07  Fri May 31 09:35:42 UTC 2024",
     "550.90.07"},
    {"NVRM version: NVIDIA UNIX aarch64 Kernel Module  550.120  Fri Sep 13 11:01:10 UTC 2024",
     "550.120"},
    {"NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build  "
     "(dvs-builder@U22-I3-B17-02-5)  Tue Sep 23 09:55:41 UTC 2025",
     "580.95.05"},
    {"NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  580.126.09  Release Build  "
     "(dvs-builder@U22-I3-AF04-07-5)  Wed Jan  7 22:35:57 UTC 2026",
     "580.126.09"},
    {"NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  540.4.0  Release Build  "
     "(buildbrain@mobile-...)  Tue Jan  7 17:35:12 PST 2025",
     "540.4.0"},
};

TEST(ProcText, of_every_capture_has_its_release) {
  for (const auto& [line, release] : k_captures) {
    const std::string text = std::string(line) + "\nGCC version:  gcc version 12.3.0 (Ubuntu)\n";
    EXPECT_EQ(driver_release_in_proc_text(text), release) << text;
    EXPECT_EQ(driver_release_in_proc_text(line), release) << line;
  }
}

TEST(ProcText, is_read_from_its_own_line_wherever_that_stands) {
  const std::string line = k_captures[0].first;
  EXPECT_EQ(driver_release_in_proc_text("GCC version:  gcc version 12.3.0\n" + line + "\n"),
            "550.90.07");
  EXPECT_EQ(driver_release_in_proc_text("x NVRM version: no start of a line\n" + line),
            "550.90.07");
}

TEST(ProcText, of_the_compiler_alone_has_none) {
  EXPECT_EQ(driver_release_in_proc_text("GCC version:  gcc version 12.3.0 (Ubuntu 12.3.0-1)\n"),
            "");
  EXPECT_EQ(driver_release_in_proc_text("GCC version: NVIDIA UNIX Kernel Module  550.90.07\n"), "");
}

TEST(ProcText, does_not_take_the_release_from_the_line_below) {
  EXPECT_EQ(driver_release_in_proc_text("NVRM version: NVIDIA UNIX x86_64 Kernel Module\n"
                                        "GCC version: 12.3.0\n"),
            "");
  EXPECT_EQ(driver_release_in_proc_text("NVRM version: NVIDIA UNIX Open Kernel Module for x86_64\n"
                                        "580.95.05\n"),
            "");
  EXPECT_EQ(driver_release_in_proc_text("NVRM version:\nNVIDIA UNIX x86_64 Kernel Module  1.2\n"),
            "");
}

TEST(ProcText, that_is_broken_is_no_release) {
  for (const char* text :
       {"", "\n", "NVRM version:", "NVRM version: NVIDIA UNIX x86_64 Kernel Mod",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module", "NVRM version: Kernel Module  550.90.07",
        "NVRM version: NVIDIA UNIX Open Kernel Module for ",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64",
        "NVRM version: Kernel Module NVIDIA UNIX  550.90.07",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  garbage",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.90.07.1",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.90.x",
        "nvrm version: NVIDIA UNIX x86_64 Kernel Module  550.90.07"}) {
    EXPECT_FALSE(parse_driver_release(driver_release_in_proc_text(text))) << text;
  }
}

TEST(ProcText, that_was_cut_anywhere_has_a_release_that_could_have_been_cut_or_none) {
  for (const auto& [line, release] : k_captures) {
    const std::string text = line;
    for (std::size_t length = 0; length < text.size(); ++length) {
      const auto found = driver_release_in_proc_text(std::string_view(text).substr(0, length));
      EXPECT_TRUE(!parse_driver_release(found) || std::string_view(release).starts_with(found))
          << text.substr(0, length);
    }
  }
}

TEST(DriverRelease, has_two_or_three_fields) {
  EXPECT_EQ(parse_driver_release("550.120"), Version::parse("550.120"));
  EXPECT_EQ(parse_driver_release("450.80.02"), Version::parse("450.80.2"));
  for (const char* text : {"", "550", "1.2.3.4", "550.", "550.x", " 550.1", "550.1\n"}) {
    EXPECT_FALSE(parse_driver_release(text)) << text;
  }
}

// ---- the machines -----------------------------------------------------------------------------

TEST(Driver, of_a_server_is_read_from_sys) {
  for (const auto& [name, release] :
       {std::pair("h100-r470", "470.57.02"), std::pair("h100-r535", "535.104.05"),
        std::pair("h100-r580", "580.65.06")}) {
    for (const Detail detail : {Detail::activation, Detail::everything}) {
      const Driver driver = observe_driver(machine(name), detail);
      EXPECT_EQ(driver.place, Place::linux_) << name;
      EXPECT_EQ(release_text(driver), release) << name;
      EXPECT_EQ(driver.release->version, Version::parse(release)) << name;
      EXPECT_EQ(driver.release->evidence, "/sys/module/nvidia/version") << name;
      EXPECT_EQ(driver.evidence, "/sys/module/nvidia/version") << name;
      EXPECT_FALSE(driver.cuda) << name;
    }
  }
}

TEST(Driver, without_sys_is_read_from_proc) {
  for (const auto& [name, release] :
       {std::pair("laptop", "550.90.07"), std::pair("open-module", "580.95.05")}) {
    for (const Detail detail : {Detail::activation, Detail::everything}) {
      const Driver driver = observe_driver(machine(name), detail);
      EXPECT_EQ(driver.place, Place::linux_) << name;
      EXPECT_EQ(release_text(driver), release) << name;
      EXPECT_EQ(driver.evidence, "/proc/driver/nvidia/version") << name;
    }
  }
}

TEST(Driver, that_is_not_there_is_none) {
  for (const Detail detail : {Detail::activation, Detail::everything}) {
    const Driver driver = observe_driver(machine("container-no-driver"), detail);
    EXPECT_EQ(driver.place, Place::none);
    EXPECT_FALSE(driver.release);
    EXPECT_EQ(driver.evidence, "");
  }
}

TEST(Driver, whose_texts_are_broken_is_unreadable) {
  const Driver driver = observe_driver(machine("broken-proc"), Detail::activation);
  EXPECT_EQ(driver.place, Place::unreadable);
  EXPECT_FALSE(driver.release);
  EXPECT_EQ(driver.evidence, "/proc/driver/nvidia/version");
}

TEST(Driver, of_windows_is_named_where_people_ask) {
  const Driver shown = observe_driver(machine("wsl2"), Detail::everything);
  EXPECT_EQ(shown.place, Place::wsl);
  EXPECT_EQ(shown.evidence, "/usr/lib/wsl/lib");
  EXPECT_FALSE(shown.release);
  EXPECT_EQ(observe_driver(machine("wsl2"), Detail::activation).place, Place::none);
}

TEST(Driver, of_a_jetson_is_told_by_its_release_file) {
  for (const Detail detail : {Detail::activation, Detail::everything}) {
    const Driver driver = observe_driver(machine("jetson"), detail);
    EXPECT_EQ(driver.place, Place::tegra);
    EXPECT_EQ(driver.evidence, "/etc/nv_tegra_release");
    EXPECT_EQ(release_text(driver), "540.4.0");
  }
}

// ---- single signs -----------------------------------------------------------------------------

TEST(Driver, takes_proc_where_sys_is_garbage) {
  const TempFolder temp;
  temp.file(k_sys, "garbage\n");
  temp.file(k_proc, std::string(k_captures[0].first) + "\n");
  const Driver driver = observe_driver(system_at(temp.path()), Detail::activation);
  EXPECT_EQ(driver.place, Place::linux_);
  EXPECT_EQ(release_text(driver), "550.90.07");
  EXPECT_EQ(driver.evidence, "/proc/driver/nvidia/version");
}

TEST(Driver, is_unreadable_where_sys_is_garbage_and_proc_is_missing) {
  for (const char* text : {"", "\n", "550", "1.2.3.4", "550.90.07 x"}) {
    const TempFolder temp;
    temp.file(k_sys, text);
    const Driver driver = observe_driver(system_at(temp.path()), Detail::activation);
    EXPECT_EQ(driver.place, Place::unreadable) << text;
    EXPECT_EQ(driver.evidence, "/sys/module/nvidia/version") << text;
  }
}

TEST(Driver, is_unreadable_where_the_text_is_no_regular_file) {
  const TempFolder temp;
  temp.fifo(k_sys);
  temp.folder(k_proc);
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::everything).place, Place::unreadable);
}

TEST(Driver, with_blanks_around_its_release_is_read) {
  const TempFolder temp;
  temp.file(k_sys, " 535.104.05 \r\n");
  EXPECT_EQ(release_text(observe_driver(system_at(temp.path()), Detail::activation)), "535.104.05");
}

TEST(Tegra, is_told_by_the_soc_family_too) {
  const TempFolder temp;
  temp.file(k_sys, "540.4.0\n");
  temp.file("sys/devices/soc0/family", "tegra234\n");
  const Driver driver = observe_driver(system_at(temp.path()), Detail::activation);
  EXPECT_EQ(driver.place, Place::tegra);
  EXPECT_EQ(driver.evidence, "/sys/devices/soc0/family");
}

TEST(Tegra, is_not_another_soc) {
  const TempFolder temp;
  temp.file(k_sys, "580.65.06\n");
  temp.file("sys/devices/soc0/family", "Snapdragon, no Tegra\n");
  temp.folder("etc/nv_tegra_release");
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::everything).place, Place::linux_);
}

TEST(Tegra, without_the_module_is_named_where_people_ask) {
  const TempFolder temp;
  temp.file("etc/nv_tegra_release", "# R36\n");
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::everything).place, Place::tegra);
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::activation).place, Place::none);
}

TEST(Wsl, is_told_by_its_device_and_by_its_kernel) {
  {
    const TempFolder temp;
    temp.fifo("dev/dxg");
    const Driver driver = observe_driver(system_at(temp.path()), Detail::everything);
    EXPECT_EQ(driver.place, Place::wsl);
    EXPECT_EQ(driver.evidence, "/dev/dxg");
  }
  const TempFolder temp;
  temp.file("proc/sys/kernel/osrelease", "4.4.0-19041-Microsoft\n");
  const Driver driver = observe_driver(system_at(temp.path()), Detail::everything);
  EXPECT_EQ(driver.place, Place::wsl);
  EXPECT_EQ(driver.evidence, "/proc/sys/kernel/osrelease");
}

TEST(Wsl, is_told_by_the_kernels_version_too) {
  const TempFolder temp;
  temp.file("proc/version",
            "Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1)\n");
  const Driver driver = observe_driver(system_at(temp.path()), Detail::everything);
  EXPECT_EQ(driver.place, Place::wsl);
  EXPECT_EQ(driver.evidence, "/proc/version");
}

TEST(Wsl, is_not_another_kernel) {
  const TempFolder temp;
  temp.file("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::everything).place, Place::none);
}

TEST(Wsl, with_a_module_of_its_own_is_linux) {
  const TempFolder temp;
  temp.file(k_sys, "535.104.05\n");
  temp.folder("usr/lib/wsl/lib");
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::everything).place, Place::linux_);
}

// ---- the override -----------------------------------------------------------------------------

TEST(CondaOverrideCuda, speaks_for_the_driver) {
  for (const Detail detail : {Detail::activation, Detail::everything}) {
    const Driver driver =
        observe_driver(machine("h100-r535", {"CONDA_OVERRIDE_CUDA=11.8"}), detail);
    EXPECT_EQ(driver.place, Place::override);
    ASSERT_TRUE(driver.cuda);
    EXPECT_EQ(driver.cuda->version, Version(11, 8));
    EXPECT_EQ(driver.cuda->text, "11.8");
    EXPECT_EQ(driver.cuda->evidence, "CONDA_OVERRIDE_CUDA");
    EXPECT_EQ(driver.evidence, "CONDA_OVERRIDE_CUDA");
  }
}

TEST(CondaOverrideCuda, is_stripped_as_conda_does) {
  const Driver driver =
      observe_driver(machine("laptop", {"CONDA_OVERRIDE_CUDA= 12 \n"}), Detail::activation);
  ASSERT_TRUE(driver.cuda);
  EXPECT_EQ(driver.cuda->text, "12");
}

TEST(CondaOverrideCuda, that_is_empty_or_blank_means_that_there_is_no_driver) {
  for (const char* entry : {"CONDA_OVERRIDE_CUDA=", "CONDA_OVERRIDE_CUDA= \t"}) {
    for (const Detail detail : {Detail::activation, Detail::everything}) {
      const Driver driver = observe_driver(machine("h100-r535", {entry}), detail);
      EXPECT_EQ(driver.place, Place::none) << entry;
      EXPECT_FALSE(driver.cuda) << entry;
      EXPECT_EQ(driver.evidence, "CONDA_OVERRIDE_CUDA") << entry;
    }
  }
}

TEST(CondaOverrideCuda, that_is_no_version_gives_no_cuda) {
  for (const char* value : {"none", "12.x", "-1", "12,4", "\xff"}) {
    const Driver driver = observe_driver(
        machine("h100-r535", {std::string("CONDA_OVERRIDE_CUDA=") + value}), Detail::activation);
    EXPECT_EQ(driver.place, Place::override) << value;
    EXPECT_FALSE(driver.cuda) << value;
  }
}

TEST(CondaOverrideCuda, leaves_the_kernels_release_to_be_shown) {
  const System system = machine("h100-r535", {"CONDA_OVERRIDE_CUDA=11.8"});
  EXPECT_EQ(release_text(observe_driver(system, Detail::everything)), "535.104.05");
  EXPECT_EQ(release_text(observe_driver(system, Detail::activation)), "");
}

// ---- what only status and doctor ask -----------------------------------------------------------

TEST(TegraRelease, has_major_and_revision) {
  EXPECT_EQ(l4t_release_in("# R36 (release), REVISION: 4.7, GCID: 42132812, BOARD: generic\n"),
            "36.4.7");
  EXPECT_EQ(l4t_release_in("# R32 (release), REVISION: 7.1, GCID: 29689809"), "32.7.1");
  for (const char* text : {"", "R36", "# R36 (release)", "# Rx (release), REVISION: 4.7,",
                           "# R36 (release), REVISION: x,", "x # R36 (release), REVISION: 4.7,"}) {
    EXPECT_EQ(l4t_release_in(text), "") << text;
  }
}

TEST(Jetson, names_its_release_at_activation_too) {
  const Driver driver = observe_driver(machine("jetson"), Detail::activation);
  ASSERT_TRUE(driver.l4t);
  EXPECT_EQ(driver.l4t->text, "36.4.7");
  EXPECT_EQ(driver.l4t->evidence, "/etc/nv_tegra_release");
}

TEST(Libcuda, is_of_the_release_that_its_links_lead_to) {
  const TempFolder temp;
  temp.file("usr/lib/x86_64-linux-gnu/libcuda.so.535.129.03");
  temp.link("usr/lib/x86_64-linux-gnu/libcuda.so.1", "libcuda.so.535.129.03");
  const Driver driver = observe_driver(system_at(temp.path()), Detail::everything);
  ASSERT_TRUE(driver.library);
  EXPECT_EQ(driver.library->text, "535.129.03");
  EXPECT_EQ(driver.library->evidence, "/usr/lib/x86_64-linux-gnu/libcuda.so.1");
  EXPECT_FALSE(observe_driver(system_at(temp.path()), Detail::activation).library);
}

TEST(Libcuda, without_a_release_in_its_name_is_not_known) {
  const TempFolder temp;
  temp.file("usr/lib64/libcuda.so.1");
  EXPECT_FALSE(observe_driver(system_at(temp.path()), Detail::everything).library);
}

TEST(Container, is_told_by_its_files) {
  const TempFolder temp;
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::everything).container, "");
  temp.file(".dockerenv");
  EXPECT_EQ(observe_driver(system_at(temp.path()), Detail::everything).container, "/.dockerenv");
}

}  // namespace
}  // namespace ces
