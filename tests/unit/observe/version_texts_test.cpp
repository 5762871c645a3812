#include "observe/version_texts.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

namespace ces {
namespace {

std::optional<std::string> cuda_of(const std::string& version) {
  return parse_version_json(R"({"cuda": {"name": "CUDA SDK", "version": ")" + version + R"("}})")
      .cuda;
}

TEST(VersionJson, has_the_release_and_nvccs_own) {
  const VersionJson versions = parse_version_json(
      R"({"cuda": {"version": "11.6.1"}, "cuda_nvcc": {"version": "11.6.112"}})");
  EXPECT_EQ(versions.cuda, "11.6.1");
  EXPECT_EQ(versions.nvcc, "11.6.112");
}

TEST(VersionJson, of_a_daily_build_is_cut_before_the_date) {
  EXPECT_EQ(cuda_of("12.1.20230222"), "12.1");
  EXPECT_EQ(cuda_of("11.8.20220929"), "11.8");
  EXPECT_EQ(cuda_of("11.8.20220929.1"), "11.8");
  EXPECT_EQ(cuda_of("12.1.19999999"), "12.1.19999999");
  EXPECT_EQ(cuda_of("11.6.1"), "11.6.1");
  EXPECT_EQ(cuda_of("13.0"), "13.0");
}

TEST(VersionJson, leaves_out_what_is_no_version) {
  for (const char* version : {"", "latest", "12.1 ", "v12.1", "12.1.2.3.4"}) {
    EXPECT_EQ(cuda_of(version), std::nullopt) << version;
  }
}

TEST(VersionJson, leaves_out_what_has_another_shape) {
  for (const char* text :
       {"", "{", "[]", "null", "12", "\"cuda\"", "{}", R"({"cuda": "12.1"})",
        R"({"cuda": {"version": 12.1}})", R"({"cuda": {"name": "CUDA"}})", R"({"cuda": null})",
        R"({"cuda": {"version": null}})", R"({"cuda": {"version": "12.1"}} trailing)",
        "{\"cuda\": {\"version\": \"12.1\xff\"}}", "\xef\xbb\xbf"}) {
    const VersionJson versions = parse_version_json(text);
    EXPECT_EQ(versions.cuda, std::nullopt) << text;
    EXPECT_EQ(versions.nvcc, std::nullopt) << text;
  }
}

TEST(VersionJson, survives_brackets_in_brackets) {
  const std::string deep(60'000, '[');
  EXPECT_EQ(parse_version_json(deep).cuda, std::nullopt);
  EXPECT_EQ(parse_version_json(deep + std::string(60'000, ']')).cuda, std::nullopt);
}

TEST(VersionTxt, has_the_release_behind_its_words) {
  EXPECT_EQ(parse_version_txt("CUDA Version 10.1.243\n"), "10.1.243");
  EXPECT_EQ(parse_version_txt("CUDA Version 9.2"), "9.2");
  EXPECT_EQ(parse_version_txt("CUDA Version 9.0.176\nCUDA Patch Version 9.0.176.1\n"), "9.0.176");
}

TEST(VersionTxt, of_other_words_has_none) {
  for (const char* text :
       {"", "10.1.243", "CUDA Version", "CUDA Version ", "CUDA Version x", "CUDA Version 10.",
        "CUDA Version .1", "cuda version 10.1", "CUDA Version 1.2.3.4.5"}) {
    EXPECT_EQ(parse_version_txt(text), std::nullopt) << text;
  }
}

std::optional<Version> cuda_version(const std::string& header) {
  return parse_version_macro(header, "CUDA_VERSION");
}

TEST(VersionMacro, is_a_thousand_majors_and_ten_minors) {
  EXPECT_EQ(cuda_version("#define CUDA_VERSION 13000\n"), Version(13, 0));
  EXPECT_EQ(cuda_version("#define CUDA_VERSION 12040"), Version(12, 4));
  EXPECT_EQ(cuda_version("#define CUDA_VERSION 9020"), Version(9, 2));
  EXPECT_EQ(cuda_version("#define CUDA_VERSION 1000"), Version(1, 0));
  EXPECT_EQ(cuda_version("#define CUDA_VERSION 14110"), Version(14, 11));
}

TEST(VersionMacro, stands_anywhere_in_the_header) {
  EXPECT_EQ(cuda_version("/* x */\n#define A 1\n#define CUDA_VERSION\t\t 11070 /* y */\n"),
            Version(11, 7));
}

TEST(VersionMacro, is_not_one_whose_name_goes_on) {
  EXPECT_EQ(cuda_version("#define CUDA_VERSION_MAJOR 13000\n"), std::nullopt);
  EXPECT_EQ(cuda_version("#define CUDA_VERSION13000\n"), std::nullopt);
  EXPECT_EQ(cuda_version("#define CUDA_VERSION_X 1\n#define CUDA_VERSION 11080\n"), Version(11, 8));
}

TEST(VersionMacro, has_no_release_in_it_if_it_is_no_number_or_too_small) {
  for (const char* header :
       {"", "#define CUDA_VERSION", "#define CUDA_VERSION ", "#define CUDA_VERSION x",
        "#define CUDA_VERSION -13000", "#define CUDA_VERSION 999", "#define CUDA_VERSION 0",
        "#define CUDA_VERSION 99999999999999999999", "#define CUDA_VERSION\n13000",
        "#define CUDART_VERSION 13000", "CUDA_VERSION 13000"}) {
    EXPECT_EQ(cuda_version(header), std::nullopt) << header;
  }
}

TEST(NvccBanner, has_nvccs_own_version) {
  EXPECT_EQ(parse_nvcc_banner("x\0Cuda compilation tools, release 13.0, V13.0.88\0y"
                              ""),
            std::nullopt)
      << "a C string ends at its NUL";
  EXPECT_EQ(parse_nvcc_banner("Cuda compilation tools, release 13.0, V13.0.88\n"), "13.0.88");
  EXPECT_EQ(parse_nvcc_banner("noise Cuda compilation tools, release 9.2, V9.2.148"), "9.2.148");
}

TEST(NvccBanner, is_found_between_other_strings) {
  using namespace std::string_view_literals;
  EXPECT_EQ(parse_nvcc_banner("x\0Cuda compilation tools, release 11.8, V11.8.89\0y"sv), "11.8.89");
}

TEST(NvccBanner, without_its_own_part_has_the_release) {
  EXPECT_EQ(parse_nvcc_banner("Cuda compilation tools, release 13.0"), "13.0");
  EXPECT_EQ(parse_nvcc_banner("Cuda compilation tools, release 13.0, build 5"), "13.0");
  EXPECT_EQ(parse_nvcc_banner("Cuda compilation tools, release 13.0, V"), "13.0");
  EXPECT_EQ(parse_nvcc_banner("Cuda compilation tools, release 13.0, V13."), "13.0");
}

TEST(NvccBanner, that_says_no_number_has_none) {
  for (const char* text :
       {"", "Cuda compilation tools, release ", "Cuda compilation tools, release %s, V%s",
        "Cuda compilation tools, release 13., V", "release 13.0, V13.0.88"}) {
    EXPECT_EQ(parse_nvcc_banner(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace ces
