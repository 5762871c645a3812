// The toolkit that is recommended: landmarks, and what holds for any demands.
#include "judge/recommendation.h"

#include "compat/lookup.h"
#include "judge/driver_gpu.h"
#include "judge/toolkit_gpu.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace ces {
namespace {

using testing::contains;
using Kind = Constraint::Kind;

const Gpu k_h100{"H100", Version(9, 0), compat::GpuKind::data_center};
const Gpu k_v100{"V100", Version(7, 0), compat::GpuKind::data_center};
const Gpu k_k80{"K80", Version(3, 7), compat::GpuKind::data_center};

Demands anywhere(std::string platform = "linux-64") {
  Demands demands;
  demands.platform = std::move(platform);
  return demands;
}

void set_driver(Demands& demands, const std::string& release) {
  demands.driver.driver = Version::parse(release);
  demands.driver.driver_text = release;
  demands.driver_name = "driver " + release;
  demands.driver_evidence = "/sys/module/nvidia/version";
}

Framework framework(const std::string& name, const char* cuda) {
  return {name, {FrameworkBuild::Kind::cuda, Version::parse(cuda), "2.4.0"}, "/e/" + name};
}

HostCompiler gcc(std::uint32_t major) {
  return {HostCompiler::Kind::gcc, major, std::to_string(major) + ".2.0", "/usr/bin/gcc"};
}

Recommendation ask(const Demands& demands) {
  return recommend(demands, compat::builtin_tables());
}

std::string cuda_of(const Recommendation& recommendation) {
  return recommendation.cuda ? recommendation.cuda->str() : "none";
}

std::string text_of(const Recommendation& recommendation, std::string_view name) {
  for (const Reason& reason : recommendation.reasons) {
    if (contains(reason.name, name)) {
      return reason.text;
    }
  }
  return {};
}

std::vector<Kind> kinds_of(const Recommendation& recommendation) {
  std::vector<Kind> kinds;
  for (const Constraint& constraint : recommendation.in_the_way) {
    kinds.push_back(constraint.kind);
  }
  return kinds;
}

// ---- which toolkit ------------------------------------------------------------------------------

TEST(Recommendation, is_the_newest_that_the_driver_supports_by_itself) {
  Demands demands = anywhere();
  set_driver(demands, "535.104.05");
  const Recommendation recommendation = ask(demands);
  EXPECT_EQ(cuda_of(recommendation), "12.2");
  EXPECT_EQ(recommendation.command,
            "conda install -c conda-forge cuda-nvcc cuda-version=12.2 gxx_linux-64=12");
  EXPECT_EQ(recommendation.judgement->verdict, Verdict::native);
  EXPECT_TRUE(recommendation.findings.empty());
}

TEST(Recommendation, of_torchs_own_release_outranks_the_drivers) {
  Demands demands = anywhere();
  set_driver(demands, "535.104.05");
  demands.frameworks = {framework("torch", "12.4")};
  const Recommendation recommendation = ask(demands);
  EXPECT_EQ(cuda_of(recommendation), "12.4");
  EXPECT_EQ(recommendation.command,
            "conda install -c conda-forge cuda-nvcc cuda-version=12.4 cuda-libraries-dev "
            "gxx_linux-64=12");
  EXPECT_EQ(recommendation.judgement->verdict, Verdict::minor_version);
  ASSERT_EQ(recommendation.findings.size(), 1U);
  EXPECT_EQ(recommendation.findings[0].kind->code, "CES102");
}

TEST(Recommendation, takes_the_major_of_a_framework_that_tells_no_more) {
  Demands demands = anywhere();
  set_driver(demands, "580.65.06");
  demands.frameworks = {framework("jax", "12")};
  EXPECT_EQ(cuda_of(ask(demands)), "12.9");
}

TEST(Recommendation, of_another_minor_than_the_frameworks_says_so) {
  Demands demands = anywhere();
  set_driver(demands, "580.65.06");
  demands.frameworks = {framework("torch", "10.2")};
  const Recommendation recommendation = ask(demands);
  EXPECT_EQ(cuda_of(recommendation), "10.1");
  ASSERT_EQ(recommendation.findings.size(), 1U);
  EXPECT_EQ(recommendation.findings[0].kind->code, "CES511");
}

TEST(Recommendation, has_code_for_every_gpu) {
  Demands demands = anywhere();
  set_driver(demands, "580.65.06");
  demands.gpus = {{k_v100, "/a"}, {k_h100, "/b"}};
  const Recommendation recommendation = ask(demands);
  EXPECT_EQ(cuda_of(recommendation), "12.9");
  EXPECT_EQ(text_of(recommendation, "V100"), "gets machine code from CUDA 9.0 to 12.9");
  EXPECT_EQ(text_of(recommendation, "H100"), "gets machine code from CUDA 11.8 to 13.4");
}

TEST(Recommendation, without_a_driver_says_that_it_is_not_known) {
  const Recommendation recommendation = ask(anywhere());
  EXPECT_EQ(cuda_of(recommendation), "13.3");
  EXPECT_TRUE(contains(text_of(recommendation, "driver not known"), "--driver"));
  Demands demands = anywhere();
  demands.gpus = {{k_k80, "/a"}};
  EXPECT_EQ(cuda_of(ask(demands)), "11.8");
}

TEST(Recommendation, without_a_driver_keeps_the_toolkit_that_is_there) {
  Demands demands = anywhere();
  demands.own_toolkit = Version(12, 4);
  EXPECT_EQ(cuda_of(ask(demands)), "12.4");
  demands.frameworks = {framework("torch", "12.6")};
  EXPECT_EQ(cuda_of(ask(demands)), "12.6");
  demands.frameworks.clear();
  set_driver(demands, "580.65.06");
  EXPECT_EQ(cuda_of(ask(demands)), "13.0");
}

TEST(Recommendation, is_of_packages_that_are_known_to_be_there_before_newer_ones) {
  Demands demands = anywhere();
  set_driver(demands, "615.31");
  const Recommendation known = ask(demands);
  EXPECT_EQ(cuda_of(known), "13.3");
  EXPECT_FALSE(contains(text_of(known, "packages"), "assumed"));
  demands.frameworks = {framework("torch", "13.4")};
  const Recommendation assumed = ask(demands);
  EXPECT_EQ(cuda_of(assumed), "13.4");
  EXPECT_TRUE(contains(text_of(assumed, "packages"), "is assumed"));
  EXPECT_TRUE(contains(text_of(assumed, "packages"), "conda search"));
}

TEST(Recommendation, for_power_ends_where_nvidias_toolkits_do) {
  Demands demands = anywhere();
  demands.platform = "linux-ppc64le";
  EXPECT_EQ(ask(demands).command,
            "conda install -c conda-forge cuda-nvcc cuda-version=12.4 gxx_linux-ppc64le=12");
  demands.frameworks = {framework("torch", "12.6")};
  EXPECT_EQ(cuda_of(ask(demands)), "12.4");
  demands.frameworks = {framework("torch", "13.0")};
  const Recommendation none = ask(demands);
  EXPECT_EQ(cuda_of(none), "none");
  EXPECT_EQ(none.in_the_way[0].kind, Kind::packages);
  EXPECT_TRUE(contains(none.in_the_way[0].rule, "CUDA 12.0 to 12.4 for linux-ppc64le"))
      << none.in_the_way[0].rule;
}

// ---- which packages -----------------------------------------------------------------------------

TEST(Recommendation, below_12_is_cudatoolkit_dev_for_x86_64_alone) {
  Demands demands = anywhere();
  set_driver(demands, "470.57.02");
  demands.frameworks = {framework("jax", "11.3")};
  EXPECT_EQ(ask(demands).command, "conda install -c conda-forge cudatoolkit-dev=11.3 gxx=9");
  demands.platform = "linux-aarch64";
  const Recommendation none = ask(demands);
  EXPECT_EQ(cuda_of(none), "none");
  EXPECT_EQ(none.command, "");
  EXPECT_EQ(kinds_of(none), (std::vector{Kind::packages, Kind::driver}));
  EXPECT_TRUE(contains(none.in_the_way[0].rule, "CUDA 12.0 to 12.6, 12.8 to 13.4") ||
              contains(none.in_the_way[0].rule, "CUDA 12.0 to 13.4"))
      << none.in_the_way[0].rule;
}

TEST(Recommendation, of_11_8_is_in_nvidias_channel) {
  Demands demands = anywhere();
  set_driver(demands, "535.104.05");
  demands.frameworks = {framework("torch", "11.8")};
  demands.compiler = gcc(11);
  EXPECT_EQ(ask(demands).command, "conda install -c nvidia/label/cuda-11.8.0 cuda-toolkit");
}

TEST(Recommendation, speaks_the_words_of_the_engine) {
  Demands demands = anywhere();
  set_driver(demands, "535.104.05");
  const std::string packages = " cuda-nvcc cuda-version=12.2 gxx_linux-64=12";
  demands.place.engine = Engine::mamba;
  EXPECT_EQ(ask(demands).command, "mamba install -c conda-forge" + packages);
  demands.place.engine = Engine::micromamba;
  EXPECT_EQ(ask(demands).command, "micromamba install -c conda-forge" + packages);
  demands.place.engine = Engine::pixi;
  EXPECT_EQ(ask(demands).command, "pixi add" + packages);
  demands.frameworks = {framework("jax", "11.7")};
  EXPECT_EQ(ask(demands).command,
            "pixi config set --local run-post-link-scripts insecure && pixi add "
            "cudatoolkit-dev=11.7 gxx=11");
  demands.frameworks = {framework("jax", "11.8")};
  EXPECT_EQ(ask(demands).command,
            "pixi workspace channel add nvidia/label/cuda-11.8.0 && pixi add cuda-toolkit gxx=11");
}

TEST(Recommendation, names_another_environment_or_makes_one) {
  Demands demands = anywhere();
  set_driver(demands, "535.104.05");
  demands.place.prefix = "/my envs/it's";
  EXPECT_TRUE(ask(demands).command.starts_with(
      "conda install -p '/my envs/it'\\''s' -c conda-forge cuda-nvcc"));
  demands.place = {Engine::unknown, "", "cuda-"};
  EXPECT_TRUE(
      ask(demands).command.starts_with("conda create -n cuda-12.2 -c conda-forge cuda-nvcc"));
}

// ---- the host compiler --------------------------------------------------------------------------

TEST(Recommendation, brings_a_compiler_in_place_of_one_that_does_not_fit) {
  Demands demands = anywhere();
  set_driver(demands, "550.54.14");
  demands.compiler = gcc(14);
  const Recommendation recommendation = ask(demands);
  // NVIDIA lets 12.4 have gcc 13; conda-forge's package of it does not.
  EXPECT_TRUE(recommendation.command.ends_with("cuda-version=12.4 gxx_linux-64=12"));
  EXPECT_EQ(text_of(recommendation, "gcc 14.2.0"),
            "is too new beside CUDA 12.4, which takes gcc up to 12; gxx_linux-64=12 comes with it");
  demands.compiler = gcc(11);
  EXPECT_TRUE(ask(demands).command.ends_with("gxx_linux-64=11"));
}

TEST(Recommendation, goes_by_a_compiler_that_stays) {
  Demands demands = anywhere();
  set_driver(demands, "580.65.06");
  demands.compiler = gcc(7);
  demands.compiler_stays = true;
  demands.frameworks = {framework("torch", "11")};
  EXPECT_EQ(ask(demands).command, "conda install -c nvidia/label/cuda-11.8.0 cuda-toolkit");
  demands.compiler = gcc(13);
  EXPECT_EQ(kinds_of(ask(demands)), (std::vector{Kind::compiler, Kind::framework}));
}

TEST(Recommendation, leaves_out_a_compiler_that_nvcc_takes_and_fails_with) {
  Demands demands = anywhere();
  demands.frameworks = {framework("jax", "11.2")};
  demands.compiler = gcc(10);
  EXPECT_EQ(ask(demands).command, "conda install -c conda-forge cudatoolkit-dev=11.2 gxx=9");
}

// ---- none fits ----------------------------------------------------------------------------------

TEST(NoRecommendation, names_what_excludes_each_other_and_the_ways_out) {
  Demands demands = anywhere();
  set_driver(demands, "535.104.05");
  demands.frameworks = {framework("torch", "13.0")};
  demands.gpus = {{k_h100, "/a"}};
  const Recommendation none = ask(demands);
  EXPECT_EQ(cuda_of(none), "none");
  EXPECT_EQ(kinds_of(none), (std::vector{Kind::framework, Kind::driver}));
  EXPECT_EQ(none.in_the_way[1].rule, "runs CUDA 8.0 to 12.9");
  ASSERT_EQ(none.ways_out.size(), 2U);
  EXPECT_EQ(none.ways_out[0], "install a build of torch 2.4.0 for CUDA 12.2, and CUDA 12.2 fits");
  EXPECT_EQ(none.ways_out[1], "install NVIDIA driver 580.65.06 or newer, and CUDA 13.0 fits");
  ASSERT_EQ(none.findings.size(), 1U);
  EXPECT_EQ(none.findings[0].kind->code, "CES104");
}

TEST(NoRecommendation, is_given_where_the_driver_does_not_drive_the_gpu) {
  Demands demands = anywhere();
  set_driver(demands, "590.44.01");
  demands.gpus = {{k_v100, "/a"}};
  const Recommendation none = ask(demands);
  EXPECT_EQ(kinds_of(none), (std::vector{Kind::driver_and_gpu}));
  ASSERT_EQ(none.ways_out.size(), 1U);
  EXPECT_EQ(none.ways_out[0], "install a driver of branch 580, and CUDA 12.9 fits");
}

TEST(NoRecommendation, is_given_to_frameworks_of_two_majors) {
  Demands demands = anywhere();
  demands.frameworks = {framework("torch", "11.8"), framework("jax", "12")};
  EXPECT_EQ(kinds_of(ask(demands)), (std::vector{Kind::framework, Kind::framework}));
}

TEST(NoRecommendation, names_nvidias_own_where_no_channel_has_one) {
  Demands demands = anywhere();
  set_driver(demands, "367.48");
  const Recommendation none = ask(demands);
  EXPECT_EQ(kinds_of(none), (std::vector{Kind::packages, Kind::driver}));
  ASSERT_FALSE(none.ways_out.empty());
  EXPECT_TRUE(contains(none.ways_out[0], "cuda-env-resolve use /usr/local/cuda-8.0"));
}

// ---- what holds for any demands ------------------------------------------------------------

class AnyDemands {
 public:
  explicit AnyDemands(std::uint32_t seed) : m_random(seed) {}

  Demands next() {
    const compat::Tables& tables = compat::builtin_tables();
    Demands demands = anywhere(one_of<std::string>(
        {"linux-64", "linux-64", "linux-64", "linux-aarch64", "linux-ppc64le", "osx-arm64"}));
    if (below(5) != 0) {
      set_driver(demands, std::to_string(355 + below(270)) + '.' + std::to_string(below(130)) +
                              (below(2) == 0 ? "" : ".05"));
    }
    for (std::uint32_t i = below(3); i > 0; --i) {
      const auto& row = tables.architectures[below(tables.architectures.size())];
      const auto kind = static_cast<compat::GpuKind>(below(5));
      demands.gpus.push_back({{"GPU", row.capability, kind}, "/proc"});
    }
    for (std::uint32_t i = below(3); i > 0; --i) {
      const auto& row = tables.toolkits[below(tables.toolkits.size())];
      const Version cuda = row.version.release();
      const std::string text = below(3) == 0 ? std::to_string(cuda.major()) : cuda.str();
      demands.frameworks.push_back(
          framework(one_of<std::string>({"torch", "jax", "cupy"}), text.c_str()));
    }
    if (below(3) != 0) {
      demands.compiler = gcc(4 + below(14));
      demands.compiler_stays = below(2) == 0;
      if (below(4) == 0) {
        demands.compiler->kind = HostCompiler::Kind::clang;
      }
    }
    if (below(8) == 0) {
      CompatPackage package;
      package.folder = "/compat";
      package.release = VersionFact{Version::parse("590.44.01").value(), "590.44.01", "/compat"};
      demands.driver.compat_package = package;
    }
    return demands;
  }

 private:
  std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }
  template <typename T>
  T one_of(std::initializer_list<T> values) {
    return *(values.begin() + below(values.size()));
  }

  std::mt19937 m_random;
};

// Return whether the toolkit goes with everything, by the rules themselves, one by one.
bool fits(const Version& cuda, const Demands& demands) {
  const compat::Tables& tables = compat::builtin_tables();
  if (!conda_toolkit(cuda, demands.platform)) {
    return false;
  }
  Question question = demands.driver;
  question.toolkit = cuda;
  const auto is_refused = [&] { return judge(question, tables).verdict == Verdict::unsupported; };
  std::vector<Gpu> gpus;
  for (const KnownGpu& known : demands.gpus) {
    gpus.push_back(known.gpu);
    if (target_of(cuda, *known.gpu.capability, tables) != GpuTarget::native) {
      return false;
    }
    if (question.driver) {
      const GpuDriving driving =
          driving_of(question.driver->major(), *known.gpu.capability, tables);
      if (driving != GpuDriving::driven) {
        return false;
      }
    }
  }
  if (is_refused()) {
    // Only a package that is for these GPUs helps.
    std::optional<Gpu> least = gpus.empty() ? std::nullopt : std::optional(gpus.front());
    for (const Gpu& gpu : gpus) {
      question.gpu = gpu;
      if (judge(question, tables).verdict != Verdict::forward_compat) {
        return false;
      }
    }
    if (!least) {
      return false;
    }
  }
  for (const Framework& framework : demands.frameworks) {
    if (framework.build.cuda->major() != cuda.major()) {
      return false;
    }
  }
  if (demands.compiler_stays && demands.compiler) {
    const CompilerFit fit = fit_of(*demands.compiler, table_limits(cuda, tables));
    return fit != CompilerFit::too_new && fit != CompilerFit::too_old;
  }
  return true;
}

TEST(AnyRecommendation, fits_and_none_is_given_only_where_none_does) {
  AnyDemands any(20'260'701);
  std::size_t given = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 4000; ++round) {
    const Demands demands = any.next();
    const Recommendation recommendation = ask(demands);
    const std::vector<Version> all = compat::toolkit_cudas(compat::builtin_tables());
    if (recommendation.cuda) {
      ++given;
      EXPECT_TRUE(fits(*recommendation.cuda, demands)) << round << ": " << recommendation.command;
      EXPECT_FALSE(recommendation.command.empty());
      EXPECT_TRUE(recommendation.in_the_way.empty() && recommendation.ways_out.empty());
      Question question = demands.driver;
      question.toolkit = recommendation.cuda;
      for (const KnownGpu& known : demands.gpus) {
        question.gpu = known.gpu;
        EXPECT_NE(judge(question, compat::builtin_tables()).verdict, Verdict::unsupported) << round;
      }
    } else {
      ++refused;
      EXPECT_TRUE(std::none_of(all.begin(), all.end(), [&](const Version& cuda) {
        return fits(cuda, demands);
      })) << round;
      EXPECT_TRUE(recommendation.command.empty());
    }
  }
  EXPECT_GT(given, 500U);
  EXPECT_GT(refused, 500U);
}

TEST(AnyRecommendation, brings_a_compiler_that_the_toolkit_takes) {
  AnyDemands any(7);
  for (int round = 0; round < 2000; ++round) {
    const Demands demands = any.next();
    const Recommendation recommendation = ask(demands);
    const std::size_t at = recommendation.command.rfind("=");
    if (recommendation.command.find(" gxx") == std::string::npos) {
      continue;
    }
    const HostCompiler brought =
        gcc(Version::parse(recommendation.command.substr(at + 1)).value().major());
    EXPECT_EQ(fit_of(brought, table_limits(*recommendation.cuda, compat::builtin_tables())),
              CompilerFit::fits)
        << recommendation.command;
  }
}

TEST(NoRecommendation, needs_each_of_what_it_names) {
  AnyDemands any(11);
  const std::vector<Version> all = compat::toolkit_cudas(compat::builtin_tables());
  for (int round = 0; round < 2000; ++round) {
    const std::vector<Constraint> conflict = ask(any.next()).in_the_way;
    const auto excludes_all = [&](std::size_t left_out) {
      return std::none_of(all.begin(), all.end(), [&](const Version& cuda) {
        for (std::size_t i = 0; i < conflict.size(); ++i) {
          if (i != left_out && !conflict[i].allows(cuda)) {
            return false;
          }
        }
        return true;
      });
    };
    EXPECT_TRUE(conflict.empty() || excludes_all(conflict.size()));
    for (std::size_t i = 0; i < conflict.size(); ++i) {
      EXPECT_FALSE(excludes_all(i)) << round << ": without " << conflict[i].name;
    }
  }
}

}  // namespace
}  // namespace ces
