#include "judge/host_compiler.h"

#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>

namespace ces {
namespace {

using testing::contains;
using Kind = HostCompiler::Kind;

// The shape of crt/host_config.h of CUDA 13.0; other compilers' conditions stand around ours.
constexpr const char* k_header_13_0 = R"(
#if (__GRCO_CLANG_COMPILER__ == 1) && ((__clang_major__ < 16) || (__clang_major__ > 20))
#error -- unsupported Grace clang version! The version must be 16.x to 20.x.
#endif
#if defined(__GNUC__)

#if __GNUC__ > 15

#error -- unsupported GNU version! gcc versions later than 15 are not supported!

#endif /* __GNUC__ > 15 */

#if defined(__HORIZON__)
#if (__clang_major__ >= 22) || (__clang_major__ < 3)
#error -- unsupported HOS clang version! The version must be must be less than 22
#endif
#endif

#if defined(__clang__) && !defined(__QNX__)
#if (__clang_major__ >= 21) || (__clang_major__ < 3) || ((__clang_major__ == 3) &&  (__clang_minor__ < 3))
#error -- unsupported clang version! clang version must be less than 21 and greater than 3.2 .

#endif
#endif
#endif
#elif defined(__GNUC__)
)";

HostCompiler gcc(std::uint32_t major, const std::string& path = "") {
  return {Kind::gcc, major, "", path};
}

HostCompiler clang(std::uint32_t major) {
  return {Kind::clang, major, "", ""};
}

CompilerLimits limits(const char* toolkit) {
  return table_limits(*Version::parse(toolkit), compat::builtin_tables());
}

TEST(HostConfig, tells_the_limits_of_gcc_and_clang) {
  const CompilerLimits found = parse_host_config(k_header_13_0);
  EXPECT_EQ(found.gcc_max, 15U);
  EXPECT_EQ(found.gcc_min, 0U);
  EXPECT_EQ(found.clang_max, 20U);
  EXPECT_EQ(found.clang_min, 3U);
  EXPECT_TRUE(found.known());
}

TEST(HostConfig, reads_the_forms_of_older_toolkits) {
  EXPECT_EQ(parse_host_config("#if __GNUC__ > 5\n#error -- unsupported GNU version! x").gcc_max,
            5U);
  EXPECT_EQ(parse_host_config("#if __GNUC__ > 4 || (__GNUC__ == 4 && __GNUC_MINOR__ > 9)\n\n"
                              "#error -- unsupported GNU version! x")
                .gcc_max,
            4U);
  EXPECT_EQ(parse_host_config("#if (__clang_major__ > 14) || (__clang_major__ < 7)\n"
                              "#error -- unsupported clang version! x")
                .clang_max,
            14U);
  EXPECT_EQ(parse_host_config("#if (__clang_major__>=15)\n#error -- unsupported clang version!")
                .clang_max,
            14U);
  EXPECT_EQ(parse_host_config("#if __GNUC__ < 6 || __GNUC__ > 16\r\n"
                              "#error -- unsupported GNU version!\r\n")
                .gcc_min,
            6U);
}

TEST(HostConfig, takes_no_condition_of_another_error) {
  EXPECT_FALSE(parse_host_config("").known());
  EXPECT_FALSE(parse_host_config("#if __GNUC__ > 7\n#define x\n#endif\n").known());
  EXPECT_FALSE(parse_host_config("#if __GNUC__ > 7\n#error something else\n").known());
  EXPECT_FALSE(parse_host_config("#error -- unsupported GNU version!\n").known());
  EXPECT_FALSE(parse_host_config("#if __GNUC__ > x\n#error -- unsupported GNU version!").known());
}

TEST(TableLimits, are_those_of_the_release) {
  EXPECT_EQ(limits("11.4.0").gcc_max, 10U);
  EXPECT_EQ(limits("11.4.1").gcc_max, 11U);
  EXPECT_EQ(limits("12.4").clang_max, 17U);
  EXPECT_FALSE(limits("7.5").known());
}

TEST(Fit, is_by_the_major_alone) {
  EXPECT_EQ(fit_of(gcc(13), limits("12.4")), CompilerFit::fits);
  EXPECT_EQ(fit_of(gcc(14), limits("12.4")), CompilerFit::too_new);
  EXPECT_EQ(fit_of(gcc(5), limits("13.4")), CompilerFit::too_old);
  EXPECT_EQ(fit_of(clang(17), limits("12.4")), CompilerFit::fits);
  EXPECT_EQ(fit_of(clang(18), limits("12.4")), CompilerFit::too_new);
  EXPECT_EQ(fit_of(clang(6), limits("13.4")), CompilerFit::too_old);
  EXPECT_EQ(fit_of(gcc(13), CompilerLimits()), CompilerFit::not_known);
}

TEST(CompilerFinding, names_both_versions_and_what_to_do) {
  const auto finding = host_compiler_finding(
      Version(12, 4), {Kind::gcc, 14, "14.2.0", "/usr/bin/gcc"}, limits("12.4"));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES501");
  EXPECT_EQ(finding->what,
            "gcc 14.2.0 (/usr/bin/gcc) is too new for nvcc of CUDA 12.4, which takes gcc up to 13");
  EXPECT_TRUE(contains(finding->remedy, "gxx=13"));
  EXPECT_TRUE(contains(finding->impact, "unsupported GNU version"));
  EXPECT_EQ(finding->evidence, "/usr/bin/gcc, the table of host compilers");
}

TEST(CompilerFinding, is_of_clang_where_it_is_clang) {
  const auto finding = host_compiler_finding(Version(13, 4), clang(23), limits("13.4"));
  ASSERT_TRUE(finding);
  EXPECT_TRUE(contains(finding->impact, "unsupported clang version"));
  EXPECT_TRUE(contains(finding->remedy, "clang++-22"));
}

TEST(CompilerFinding, of_one_too_old_names_the_oldest) {
  const auto finding = host_compiler_finding(Version(13, 4), gcc(5), limits("13.4"));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES502");
  EXPECT_TRUE(contains(finding->what, "needs gcc 6 or newer"));
}

TEST(CompilerFinding, is_nothing_where_it_fits_or_nothing_is_known) {
  EXPECT_FALSE(host_compiler_finding(Version(12, 4), gcc(13), limits("12.4")));
  EXPECT_FALSE(host_compiler_finding(Version(7, 5), gcc(13), limits("7.5")));
}

TEST(CompilerFinding, tells_of_known_trouble) {
  const auto finding = host_compiler_finding(Version(11, 4), gcc(11), limits("11.4.1"));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind->code, "CES504");
  EXPECT_TRUE(contains(finding->remedy, "gxx=10"));
  EXPECT_FALSE(host_compiler_finding(Version(11, 4), gcc(9), limits("11.4.1")));
}

TEST(CompilerMissing, says_where_it_was_looked_for) {
  const Finding finding = host_compiler_missing(Version(12, 4), limits("12.4"), "no gcc on PATH");
  EXPECT_EQ(finding.kind->code, "CES503");
  EXPECT_TRUE(contains(finding.what, "no gcc on PATH"));
  EXPECT_TRUE(contains(finding.remedy, "gxx=13"));
}

}  // namespace
}  // namespace ces
