// Every layout on the fixture machines: what is found, in which order, and what is exported.
#include "edit/exports.h"
#include "judge/diagnosis.h"
#include "judge/environment_kind.h"
#include "observe/observe.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using testing::machine;
using Lines = std::vector<std::string>;

constexpr const char* k_envs = "/opt/conda/envs/";

Request everything(const std::string& prefix) {
  return {.detail = Request::Detail::everything, .prefix = prefix};
}

Request all_places(const std::string& prefix) {
  Request request = everything(prefix);
  request.wheels = true;
  request.system = true;
  request.other_environments = true;
  return request;
}

// "layout origin root release", and a "!" where something is wrong.
Lines in_words(const Facts& facts) {
  Lines lines;
  for (const Toolkit& toolkit : facts.toolkits) {
    const auto version = judged_version(toolkit);
    lines.push_back(std::string(layout_name(toolkit.layout)) + ' ' +
                    std::string(origin_name(toolkit.origin)) + ' ' + toolkit.root + ' ' +
                    (version ? version->version.release().str() : "?") +
                    (toolkit.flaws.empty() ? "" : " !"));
  }
  return lines;
}

Lines exports_of(const Toolkit& toolkit) {
  Lines lines;
  for (const Export& wanted : exports_for(toolkit)) {
    lines.push_back(wanted.name + (wanted.is_list ? ": " : "=") + wanted.value);
  }
  return lines;
}

// ---- a workstation with a toolkit of nearly every kind ----------------------------------------

TEST(Workstation, has_every_toolkit_once_in_the_order_of_preference) {
  const System system = machine("workstation", {"HOME=/home/user", "CONDA_EXE=/opt/conda/bin/conda",
                                                "PATH=/usr/local/cuda/bin:/usr/bin"});
  const Facts facts = observe(system, all_places("/opt/conda/envs/dev117"));
  EXPECT_EQ(in_words(facts),
            (Lines{"cudatoolkit-dev environment /opt/conda/envs/dev117/pkgs/cuda-toolkit 11.7",
                   "complete system /usr/local/cuda-12.4 12.4",
                   "complete system /usr/local/cuda-11.8 11.8",
                   "split-packages other-environment /opt/conda/envs/cross126 12.6",
                   "flat-packages other-environment /opt/conda/envs/flat118 11.8",
                   "split-packages other-environment /opt/conda/envs/mixed124 12.4 !",
                   "split-packages other-environment /opt/conda/envs/split124 12.4",
                   "wheels other-environment "
                   "/opt/conda/envs/wheels13/lib/python3.13t/site-packages/nvidia/cu13 13.0 !",
                   "split-packages other-environment /home/user/project/.pixi/envs/cuda131 13.1"}));
  EXPECT_EQ(facts.toolkits[0].ways, Lines{"/opt/conda/envs/dev117/bin/nvcc"});
  EXPECT_EQ(facts.toolkits[1].ways, (Lines{"/usr/local/cuda", "/usr/local/cuda/bin/nvcc"}));
}

TEST(Workstation, has_the_kind_of_each_environment) {
  const std::pair<const char*, const char*> kinds[] = {{"dev117", "toolkit"},
                                                       {"split124", "toolkit"},
                                                       {"cross126", "toolkit"},
                                                       {"flat118", "toolkit"},
                                                       {"mixed124", "toolkit"},
                                                       {"wrapper118", "broken"},
                                                       {"runtime118", "runtime-only"},
                                                       {"torch124", "runtime-only"},
                                                       {"wheels12", "wheels"},
                                                       {"wheels13", "wheels"},
                                                       {"plain", "none"}};
  for (const auto& [name, word] : kinds) {
    const Facts facts = observe(machine("workstation"), everything(std::string(k_envs) + name));
    EXPECT_EQ(environment_kind(facts, compat::builtin_tables()).word, word) << name;
  }
}

TEST(Workstation, has_findings_for_what_is_broken_and_none_for_what_is_whole) {
  const std::pair<std::string, Lines> environments[] = {
      {"/opt/conda/envs/dev117", {}},
      {"/opt/conda/envs/split124", {}},
      {"/opt/conda/envs/flat118", {}},
      {"/opt/conda/envs/cross126", {"CES102"}},
      {"/opt/conda/envs/mixed124", {"CES211"}},
      {"/opt/conda/envs/wrapper118", {"CES212"}},
      {"/opt/conda/envs/torch124", {"CES213"}},
      {"/opt/conda/envs/plain", {}},
      {"/home/user/project/.pixi/envs/default", {"CES201"}}};
  for (const auto& [prefix, codes] : environments) {
    const Facts facts = observe(machine("workstation"), everything(prefix));
    EXPECT_EQ(testing::codes_of(diagnose(facts, compat::builtin_tables()).findings), codes)
        << prefix;
  }
}

// ---- what is exported -------------------------------------------------------------------------

struct Expected {
  const char* machine;
  const char* prefix;
  Lines variables;  // of the shell
  Lines exports;    // of the toolkit that comes first
};

TEST(ExportsByLayout, are_what_its_clients_look_for_and_no_more) {
  const std::string sdk = "/opt/nvidia/hpc_sdk/Linux_x86_64/24.5/cuda/12.4";
  const std::string wheels = "/opt/conda/envs/wheels13/lib/python3.13t/site-packages/nvidia/cu13";
  const Expected expectations[] = {
      {"workstation",
       "/opt/conda/envs/dev117",
       {},
       {"CUDA_HOME=/opt/conda/envs/dev117/pkgs/cuda-toolkit",
        "CUDA_PATH=/opt/conda/envs/dev117/pkgs/cuda-toolkit",
        "PATH: /opt/conda/envs/dev117/pkgs/cuda-toolkit/bin",
        "LD_LIBRARY_PATH: /opt/conda/envs/dev117/pkgs/cuda-toolkit/lib64"}},
      {"workstation",
       "/opt/conda/envs/cross126",
       {},
       {"CUDA_HOME=/opt/conda/envs/cross126", "CUDA_PATH=/opt/conda/envs/cross126",
        "CUDA_INC_PATH=/opt/conda/envs/cross126/targets/x86_64-linux/include"}},
      {"workstation",
       "/opt/conda/envs/flat118",
       {},
       {"CUDA_HOME=/opt/conda/envs/flat118", "CUDA_PATH=/opt/conda/envs/flat118"}},
      {"workstation",
       "/opt/conda/envs/wrapper118",
       {"CUDA_HOME=/usr/local/cuda-11.8"},
       {"CUDA_HOME=/usr/local/cuda-11.8", "CUDA_PATH=/usr/local/cuda-11.8"}},
      {"workstation",
       "/opt/conda/envs/wheels13",
       {},
       {"CUDA_HOME=" + wheels, "CUDA_PATH=" + wheels, "PATH: " + wheels + "/bin"}},
      {"workstation",
       "/opt/conda/envs/plain",
       {},
       {"CUDA_HOME=/usr/local/cuda-12.4", "CUDA_PATH=/usr/local/cuda-12.4",
        "PATH: /usr/local/cuda-12.4/bin", "LD_LIBRARY_PATH: /usr/local/cuda-12.4/lib64"}},
      {"arch",
       "/e",
       {"CUDA_PATH=/opt/cuda"},
       {"CUDA_HOME=/opt/cuda", "CUDA_PATH=/opt/cuda", "PATH: /opt/cuda/bin",
        "LD_LIBRARY_PATH: /opt/cuda/lib64"}},
      {"debian", "/e", {"PATH=/usr/bin"}, {"CUDA_HOME=/usr", "CUDA_PATH=/usr"}},
      {"fedora", "/e", {}, {"CUDA_HOME=/usr", "CUDA_PATH=/usr", "CUDA_INC_PATH=/usr/include/cuda"}},
      {"cluster",
       "/e",
       {},
       {"CUDA_HOME=" + sdk, "CUDA_PATH=" + sdk, "PATH: " + sdk + "/bin",
        "LD_LIBRARY_PATH: " + sdk + "/lib64"}},
      {"grace",
       "/opt/conda/envs/split124",
       {},
       {"CUDA_HOME=/opt/conda/envs/split124", "CUDA_PATH=/opt/conda/envs/split124",
        "CUDA_INC_PATH=/opt/conda/envs/split124/targets/sbsa-linux/include"}},
      {"power9",
       "/opt/conda/envs/split120",
       {},
       {"CUDA_HOME=/opt/conda/envs/split120", "CUDA_PATH=/opt/conda/envs/split120",
        "CUDA_INC_PATH=/opt/conda/envs/split120/targets/ppc64le-linux/include"}},
      {"jetson",
       "/e",
       {},
       {"CUDA_HOME=/usr/local/cuda-12.6", "CUDA_PATH=/usr/local/cuda-12.6",
        "PATH: /usr/local/cuda-12.6/bin", "LD_LIBRARY_PATH: /usr/local/cuda-12.6/lib64"}}};
  for (const Expected& expected : expectations) {
    Request request{.prefix = expected.prefix, .wheels = true, .system = true};
    const Facts facts = observe(machine(expected.machine, expected.variables), request);
    ASSERT_FALSE(facts.toolkits.empty()) << expected.prefix;
    EXPECT_EQ(exports_of(facts.toolkits.front()), expected.exports)
        << expected.machine << ' ' << expected.prefix;
  }
}

// The environment's lib shadows system libraries, a stubs folder answers for the driver, and a
// shared bin outranks everybody's programs.
TEST(ExportsByLayout, never_put_a_shared_folder_on_a_list) {
  for (const char* name :
       {"workstation", "arch", "debian", "fedora", "cluster", "grace", "power9", "jetson"}) {
    const Facts facts = observe(machine(name, {"HOME=/home/user", "CUDA_HOME=/usr/local/cuda"}),
                                all_places("/opt/conda/envs/plain"));
    EXPECT_FALSE(facts.toolkits.empty() && std::string_view(name) != "grace") << name;
    for (const Toolkit& toolkit : facts.toolkits) {
      for (const Export& wanted : exports_for(toolkit)) {
        if (wanted.is_list) {
          EXPECT_TRUE(wanted.value.starts_with(toolkit.root)) << wanted.value;
          EXPECT_FALSE(wanted.value.ends_with("/stubs")) << wanted.value;
          EXPECT_FALSE(toolkit.has_shared_bin) << wanted.value;
        }
      }
    }
  }
}

// ---- other machines ---------------------------------------------------------------------------

TEST(Cluster, has_the_toolkits_of_modules_by_their_variables) {
  const Facts facts =
      observe(machine("cluster", {"EBROOTCUDA=/apps/software/CUDA/12.1.1",
                                  "CUDA_HOME=/apps/software/CUDA/12.1.1",
                                  "NVHPC_ROOT=/opt/nvidia/hpc_sdk/Linux_x86_64/24.5"}),
              all_places("/e"));
  EXPECT_EQ(in_words(facts),
            (Lines{"complete system /apps/software/CUDA/12.1.1 12.1",
                   "hpc-sdk system /opt/nvidia/hpc_sdk/Linux_x86_64/24.5/cuda/12.4 12.4",
                   "hpc-sdk system /opt/nvidia/hpc_sdk/Linux_x86_64/24.5/cuda/11.8 11.8",
                   "complete system /spack/opt/cuda-12.3.2-abcdefg 12.3"}));
  EXPECT_EQ(facts.toolkits[0].version->text, "12.1") << "the third field is a date";
}

TEST(Debian, has_one_toolkit_whatever_leads_to_it) {
  for (const char* home : {"CUDA_HOME=/usr", "CUDA_HOME=/usr/lib/cuda", "CUDA_HOME="}) {
    const Facts facts =
        observe(machine("debian", {home, "PATH=/usr/local/bin:/usr/bin:/bin"}), all_places("/e"));
    EXPECT_EQ(in_words(facts), Lines{"distribution system /usr 11.8"}) << home;
  }
}

TEST(Grace, has_its_own_target_first) {
  const Facts facts = observe(machine("grace"), everything("/opt/conda/envs/split124"));
  EXPECT_EQ(facts.toolkits.at(0).targets, (Lines{"sbsa-linux", "x86_64-linux"}));
  EXPECT_EQ(facts.toolkits.at(0).nvcc_version->text, "12.4.131");
}

}  // namespace
}  // namespace ces
