#include "observe/host_compiler.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using namespace std::chrono_literals;
using testing::system_at;
using testing::TempFolder;
using Kind = ObservedCompiler::Kind;

VersionFact fact(const std::string& text) {
  return {Version::parse(text).value(), text, "/t/bin/nvcc"};
}

Toolkit toolkit_of(const std::string& version) {
  Toolkit toolkit;
  toolkit.root = "/t";
  toolkit.bin = "/t/bin";
  toolkit.nvcc = "/t/bin/nvcc";
  toolkit.nvcc_version = fact(version);
  return toolkit;
}

ObservedCompiler compiler_in(const TempFolder& temp, std::vector<std::string> entries,
                             const std::string& version = "12.4.131") {
  return observe_host_compiler(system_at(temp.path(), std::move(entries)), toolkit_of(version), {});
}

// ---- which one ----------------------------------------------------------------------------------

TEST(CcbinInFlags, is_the_last_one_in_each_spelling) {
  const std::pair<const char*, const char*> spellings[] = {
      {"", ""},
      {"-O2 -g", ""},
      {"-ccbin g++-12", "g++-12"},
      {"-ccbin=/opt/gcc/bin/g++", "/opt/gcc/bin/g++"},
      {"--compiler-bindir /opt/gcc/bin", "/opt/gcc/bin"},
      {"--compiler-bindir=clang++", "clang++"},
      {"-ccbin a -O3 -ccbin=b", "b"},
      {"\t-ccbin  'x'  ", "x"},
      {"-ccbin", ""},
      {"-ccbinx y", ""}};
  for (const auto& [flags, named] : spellings) {
    EXPECT_EQ(ccbin_in_flags(flags), named) << flags;
  }
}

TEST(HostCompilerOfNvcc, goes_by_flags_then_by_its_variable_then_by_path) {
  const TempFolder temp;
  for (const char* name : {"a/g++-11", "a/g++-12", "a/g++-13", "a/gcc"}) {
    temp.program(name);
  }
  std::vector<std::string> entries = {"PATH=/b:relative::/a"};
  EXPECT_EQ(compiler_in(temp, entries).path, "/a/gcc");
  EXPECT_EQ(compiler_in(temp, entries).by, "gcc on PATH");
  entries.emplace_back("NVCC_CCBIN=g++-11");
  EXPECT_EQ(compiler_in(temp, entries).path, "/a/g++-11");
  EXPECT_EQ(compiler_in(temp, entries).by, "NVCC_CCBIN");
  entries.emplace_back("NVCC_PREPEND_FLAGS=-ccbin=/a/g++-12");
  EXPECT_EQ(compiler_in(temp, entries).path, "/a/g++-12");
  entries.emplace_back("NVCC_APPEND_FLAGS=-ccbin /a/g++-13");
  EXPECT_EQ(compiler_in(temp, entries).path, "/a/g++-13");
  EXPECT_EQ(compiler_in(temp, entries).by, "-ccbin in NVCC_APPEND_FLAGS");
}

TEST(HostCompilerOfNvcc, does_not_go_by_its_variable_before_cuda_12_nor_ever_by_cc) {
  const TempFolder temp;
  temp.program("a/gcc");
  temp.program("a/g++-11");
  const ObservedCompiler compiler =
      compiler_in(temp, {"PATH=/a", "NVCC_CCBIN=g++-11", "CC=g++-11", "CXX=g++-11"}, "11.8.89");
  EXPECT_EQ(compiler.path, "/a/gcc");
}

TEST(HostCompilerOfNvcc, lies_beside_nvcc_before_it_lies_on_path) {
  const TempFolder temp;
  temp.program("t/bin/gcc");
  temp.program("a/gcc");
  EXPECT_EQ(compiler_in(temp, {"PATH=/a"}).path, "/t/bin/gcc");
}

TEST(HostCompilerOfNvcc, may_be_named_by_its_folder_or_be_missing) {
  const TempFolder temp;
  temp.program("a/gcc");
  EXPECT_EQ(compiler_in(temp, {"NVCC_CCBIN=/a"}).path, "/a/gcc");
  EXPECT_EQ(compiler_in(temp, {"NVCC_CCBIN=/a/clang"}).path, "");
  EXPECT_EQ(compiler_in(temp, {"PATH=/usr/bin"}).path, "");
  EXPECT_EQ(compiler_in(temp, {}).path, "");
}

// ---- its version --------------------------------------------------------------------------------

TEST(CompilerBanner, has_kind_and_version) {
  struct Case {
    const char* text;
    Kind kind;
    const char* version;
  };
  const char* const k_gnu = "\nCopyright (C) 2022 Free Software Foundation, Inc.\n";
  const Case cases[] = {
      {"gcc (Debian 12.2.0-14+deb12u1) 12.2.0", Kind::gcc, "12.2.0"},
      {"x86_64-conda-linux-gnu-c++ (conda-forge gcc 13.3.0-1) 13.3.0", Kind::gcc, "13.3.0"},
      {"gcc (GCC) 13.2.1 20230728 (Red Hat 13.2.1-1)", Kind::gcc, "13.2.1"},
      {"gcc (SUSE Linux) 7.5.0", Kind::gcc, "7.5.0"},
      {"Debian clang version 14.0.6", Kind::clang, "14.0.6"},
      {"clang version 20.1.0 (https://example.org/llvm 1234)", Kind::clang, "20.1.0"},
      {"icpc (ICC) 2021.1", Kind::not_known, ""},
      {"", Kind::not_known, ""}};
  for (const Case& one : cases) {
    const bool is_gnu = one.kind == Kind::gcc;
    const CompilerBanner banner =
        parse_compiler_banner(one.text + std::string(is_gnu ? k_gnu : ""));
    EXPECT_EQ(banner.kind, one.kind) << one.text;
    EXPECT_EQ(banner.version, one.version) << one.text;
  }
}

TEST(CompilersNames, tell_kind_and_version_below_another_root) {
  const TempFolder temp;
  temp.program("usr/bin/x86_64-linux-gnu-gcc-12");
  temp.link("usr/bin/gcc", "x86_64-linux-gnu-gcc-12");
  temp.program("usr/lib/llvm-14/bin/clang");
  temp.folder("usr/lib/llvm-14/lib/clang/14.0.6");
  temp.link("usr/bin/clang", "../lib/llvm-14/bin/clang");
  temp.program("e/bin/x86_64-conda-linux-gnu-c++");
  temp.folder("e/lib/gcc/x86_64-conda-linux-gnu/13.3.0");
  temp.program("two/bin/gcc");
  temp.folder("two/lib/gcc/x86_64-linux-gnu/11");
  temp.folder("two/lib/gcc/x86_64-linux-gnu/12");
  temp.program("usr/bin/ccache");
  struct Case {
    const char* named;
    Kind kind;
    const char* version;
  };
  for (const Case& one :
       {Case{"/usr/bin/gcc", Kind::gcc, "12"}, Case{"/usr/bin/clang", Kind::clang, "14.0.6"},
        Case{"/e/bin/x86_64-conda-linux-gnu-c++", Kind::gcc, "13.3.0"},
        Case{"/two/bin/gcc", Kind::gcc, ""}, Case{"/usr/bin/ccache", Kind::not_known, ""}}) {
    const ObservedCompiler compiler = compiler_in(temp, {std::string("NVCC_CCBIN=") + one.named});
    EXPECT_EQ(compiler.kind, one.kind) << one.named;
    EXPECT_EQ(compiler.version, one.version) << one.named;
    EXPECT_EQ(compiler.evidence.empty(), compiler.version.empty()) << one.named;
  }
}

TEST(Compiler, is_asked_itself_where_there_is_time) {
  const TempFolder temp;
  temp.program("gcc",
               "#!/bin/sh\necho 'gcc (Fake) 9.4.0'\necho 'Free Software Foundation, Inc.'\n");
  const ObservedCompiler compiler =
      observe_host_compiler(system_at("/", {"PATH=" + temp.path()}), toolkit_of("12.4.131"), 60s);
  EXPECT_EQ(compiler.version, "9.4.0");
  EXPECT_EQ(compiler.evidence, temp.path("gcc") + " --version");
  temp.program("gcc", "#!/bin/sh\nexit 1\n");
  EXPECT_EQ(
      observe_host_compiler(system_at("/", {"PATH=" + temp.path()}), toolkit_of("12.4.131"), 60s)
          .version,
      "");
}

// ---- its limits ---------------------------------------------------------------------------------

TEST(CompilersLimits, are_in_the_toolkits_own_header) {
  const TempFolder temp;
  temp.file("t/include/crt/host_config.h", "#if __GNUC__ > 13\n");
  const ObservedCompiler compiler = compiler_in(temp, {});
  EXPECT_EQ(compiler.limits_path, "/t/include/crt/host_config.h");
  EXPECT_EQ(compiler.limits_text, "#if __GNUC__ > 13\n");
}

}  // namespace
}  // namespace ces
