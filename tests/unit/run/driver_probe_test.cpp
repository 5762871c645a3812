#include "run/driver_probe.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace ces {
namespace {

using namespace std::chrono_literals;
using testing::contains;
using testing::TempFolder;
using End = DriverProbe::End;

constexpr auto k_ample = 60s;

// Captures of the three forms of the head.
constexpr const char* k_396 =
    "+-----------------------------------------------------------------------------+\n"
    "| NVIDIA-SMI 396.26                 Driver Version: 396.26                    |\n";
constexpr const char* k_565 =
    "| NVIDIA-SMI 565.57.01              Driver Version: 565.57.01      CUDA Version: 12.7     |\n";
constexpr const char* k_610 =
    "| NVIDIA-SMI 610.57.04              KMD Version: 610.57.04     CUDA UMD Version: 13.3     |\n";
constexpr const char* k_version_flag =
    "NVIDIA-SMI version  : 590.48.01\nNVML version        : 590.48\n"
    "DRIVER version      : 590.48.01\nCUDA Version        : 13.1\n";

// A fake nvidia-smi: a script that does what `script` says.
DriverProbe probe(const std::string& script, std::chrono::milliseconds deadline = k_ample) {
  const TempFolder temp;
  temp.program("nvidia-smi", "#!/bin/sh\n" + script);
  return probe_driver(temp.path("nvidia-smi"), deadline);
}

std::string printing(const char* text) {
  return std::string("cat <<'END'\n") + text + "END\n";
}

TEST(NvidiaSmi, is_read_in_all_its_forms) {
  EXPECT_EQ(parse_nvidia_smi(k_396).driver_text, "396.26");
  EXPECT_EQ(parse_nvidia_smi(k_396).cuda_text, "");
  EXPECT_EQ(parse_nvidia_smi(k_565).driver_text, "565.57.01");
  EXPECT_EQ(parse_nvidia_smi(k_565).cuda, Version(12, 7));
  EXPECT_EQ(parse_nvidia_smi(k_610).driver_text, "610.57.04");
  EXPECT_EQ(parse_nvidia_smi(k_610).cuda, Version(13, 3));
  EXPECT_EQ(parse_nvidia_smi(k_version_flag).driver_text, "590.48.01");
  EXPECT_EQ(parse_nvidia_smi(k_version_flag).cuda, Version(13, 1));
}

TEST(NvidiaSmi, without_libcuda_says_so) {
  const NvidiaSmiAnswer none =
      parse_nvidia_smi("| NVIDIA-SMI 550.1  Driver Version: 550.1  CUDA Version: N/A  |\n");
  EXPECT_FALSE(none.cuda);
  EXPECT_EQ(none.cuda_text, "N/A");
  EXPECT_EQ(parse_nvidia_smi("| Driver Version: 550.1 CUDA Version: ERR! |").cuda_text, "ERR!");
}

TEST(NvidiaSmi, that_says_something_else_is_not_read) {
  for (const char* text : {"", "Driver Version", "Driver Version:", "Driver Version: x",
                           "CUDA Version 12.4", "\xff"}) {
    EXPECT_FALSE(parse_nvidia_smi(text).driver) << text;
    EXPECT_FALSE(parse_nvidia_smi(text).cuda) << text;
  }
}

TEST(DriverProbe, reads_old_and_new_heads) {
  const DriverProbe old_head = probe(printing(k_565));
  EXPECT_EQ(old_head.end, End::answered) << old_head.fault;
  EXPECT_EQ(old_head.answer.cuda, Version(12, 7));
  EXPECT_EQ(probe(printing(k_610)).answer.cuda, Version(13, 3));
}

TEST(DriverProbe, of_one_that_hangs_ends_at_the_deadline) {
  const DriverProbe hung = probe("echo '| NVIDIA-SMI'; sleep 600", 300ms);
  EXPECT_EQ(hung.end, End::timed_out);
  EXPECT_TRUE(contains(hung.fault, "did not answer within 300 ms")) << hung.fault;
}

TEST(DriverProbe, of_one_that_fails_says_what_it_said) {
  const DriverProbe failed = probe(
      "echo 'Failed to initialize NVML: Driver/library version mismatch'\n"
      "echo 'NVML library version: 580.173'\nexit 18\n");
  EXPECT_EQ(failed.end, End::failed);
  EXPECT_TRUE(failed.answer.libraries_differ);
  EXPECT_TRUE(contains(failed.fault, "status 18")) << failed.fault;
  EXPECT_TRUE(contains(failed.fault, "Driver/library version mismatch")) << failed.fault;
  EXPECT_TRUE(contains(probe("exit 9").fault, "said nothing"));
  EXPECT_EQ(probe("echo hello").end, End::failed);
  EXPECT_EQ(probe("kill -9 $$").end, End::failed);
}

TEST(DriverProbe, of_none_says_that_there_is_none) {
  EXPECT_EQ(probe_driver("/no/such/nvidia-smi", k_ample).end, End::missing);
}

}  // namespace
}  // namespace ces
