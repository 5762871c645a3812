// What the configuration adds to the exports, and that it is taken back exactly.
#include "edit/exports.h"
#include "unit/support/shell_model.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace ces {
namespace {

using testing::ShellModel;
using testing::Variables;

Settings settings_with(const std::map<std::string, std::string>& values) {
  Settings settings;
  for (const auto& [key, value] : values) {
    EXPECT_TRUE(assign(settings, *find_key(key), value, {Level::user, "f", 1}, "")) << key;
  }
  return settings;
}

// Return the variables of an empty shell after activation, without the record and what every
// toolkit exports.
Variables exported(const Toolkit& toolkit, const Settings& settings, const Variables& start = {}) {
  ShellModel shell(start);
  Activation activation;
  activation.prefix = "/e";
  activation.toolkit = &toolkit;
  activation.shell = testing::any_value();
  activation.settings = settings;
  shell.apply(plan_activation(shell.environment(), activation));
  for (const char* name : {"CUDA_HOME", "CUDA_PATH", "CUDA_INC_PATH", "PATH"}) {
    shell.variables.erase(name);
  }
  shell.variables.erase(std::string(k_record_variable));
  return shell.variables;
}

Toolkit wheels(const std::string& root) {
  Toolkit toolkit;
  toolkit.layout = Layout::wheels;
  toolkit.origin = Origin::wheels;
  toolkit.root = root;
  toolkit.bin = root + "/bin";
  toolkit.nvcc = root + "/bin/nvcc";
  return toolkit;
}

TEST(ConfiguredExports, are_none_where_nothing_is_configured) {
  EXPECT_EQ(exported(testing::split_toolkit("/e"), {}), Variables());
}

TEST(ConfiguredExports, put_libraries_on_the_path_by_need_always_or_never) {
  const Toolkit dev = testing::dev_toolkit("/e");
  const Toolkit split = testing::split_toolkit("/e");
  const Settings off = settings_with({{"ld_library_path", "off"}});
  const Settings on = settings_with({{"ld_library_path", "on"}});
  const Variables of_dev = {{"LD_LIBRARY_PATH", "/e/pkgs/cuda-toolkit/lib64"}};
  EXPECT_EQ(exported(dev, {}), of_dev);
  EXPECT_EQ(exported(dev, on), of_dev);
  EXPECT_EQ(exported(dev, off), Variables());
  EXPECT_EQ(exported(split, off), Variables());
  EXPECT_EQ(exported(split, on), Variables({{"LD_LIBRARY_PATH", "/e/targets/x86_64-linux/lib"}}));
  EXPECT_EQ(exported(wheels("/w"), on), Variables({{"LD_LIBRARY_PATH", "/w/lib"}}));
}

TEST(ConfiguredExports, never_put_an_environments_own_lib_on_the_library_path) {
  Toolkit flat = testing::split_toolkit("/e");
  flat.layout = Layout::flat_packages;
  flat.include_folder.clear();
  EXPECT_EQ(exported(flat, settings_with({{"ld_library_path", "on"}})), Variables());
  EXPECT_EQ(exported(flat, settings_with({{"library_path", "on"}})),
            Variables({{"LIBRARY_PATH", "/e/lib"}}))
      << "to link is another matter";
}

TEST(ConfiguredExports, are_one_variable_each) {
  Toolkit dev = testing::dev_toolkit("/e");
  dev.nvcc = dev.bin + "/nvcc";
  const std::string root = dev.root;
  const std::map<std::string, Variables> expected = {
      {"cudacxx", {{"CUDACXX", root + "/bin/nvcc"}}},
      {"cudatoolkit_root", {{"CUDAToolkit_ROOT", root}}},
      {"triton_ptxas_path", {{"TRITON_PTXAS_PATH", root + "/bin/ptxas"}}},
      {"cpath", {{"CPATH", root + "/include"}}},
      {"library_path", {{"LIBRARY_PATH", root + "/lib64"}}},
      {"xla_flags", {{"XLA_FLAGS", "--xla_gpu_cuda_data_dir=" + root}}}};
  for (const auto& [key, variables] : expected) {
    EXPECT_EQ(exported(dev, settings_with({{key, "on"}, {"ld_library_path", "off"}})), variables)
        << key;
  }
  EXPECT_EQ(exported(dev, settings_with({{"nvcc_ccbin", "g++-12"}, {"ld_library_path", "off"}})),
            Variables({{"NVCC_CCBIN", "g++-12"}}));
}

TEST(ConfiguredExports, take_the_program_behind_a_script) {
  Toolkit distribution;
  distribution.layout = Layout::distribution;
  distribution.root = "/usr";
  distribution.bin = "/usr/bin";
  distribution.nvcc = "/usr/bin/nvcc";
  distribution.real_nvcc = "/usr/lib/nvidia-cuda-toolkit/bin/nvcc";
  distribution.has_shared_bin = true;
  EXPECT_EQ(exported(distribution, settings_with({{"cudacxx", "on"}, {"library_path", "on"}})),
            Variables({{"CUDACXX", "/usr/lib/nvidia-cuda-toolkit/bin/nvcc"}}))
      << "every compiler finds its libraries";
}

TEST(ConfiguredExports, go_into_the_targets_of_split_packages) {
  const Toolkit split = testing::split_toolkit("/e");
  const std::string target = "/e/targets/x86_64-linux";
  EXPECT_EQ(exported(split, settings_with({{"cpath", "on"}, {"library_path", "on"}}),
                     {{"CPATH", "/mine"}}),
            Variables({{"CPATH", target + "/include:/mine"}, {"LIBRARY_PATH", target + "/lib"}}));
}

TEST(ConfiguredExports, append_flags_to_those_of_others) {
  const Toolkit split = testing::split_toolkit("/e");
  const Settings settings =
      settings_with({{"xla_flags", "on"}, {"nvcc_prepend_flags", "-lineinfo -g"}});
  const std::string flag = "--xla_gpu_cuda_data_dir=/e";
  EXPECT_EQ(exported(split, settings,
                     {{"XLA_FLAGS", "--mine"}, {"NVCC_PREPEND_FLAGS", " -ccbin=/e/bin/g++"}}),
            Variables({{"XLA_FLAGS", "--mine " + flag},
                       {"NVCC_PREPEND_FLAGS", " -ccbin=/e/bin/g++ -lineinfo -g"}}));
  EXPECT_EQ(exported(split, settings, {{"XLA_FLAGS", flag + " --mine"}}).at("XLA_FLAGS"),
            flag + " --mine")
      << "the user's own are not given twice";
}

// ---- undo -------------------------------------------------------------------------------------

// Whatever the shell had, and whatever the user appends meanwhile, stays.
TEST(ConfiguredExportsProperties, are_taken_back_exactly) {
  std::mt19937 dice(1);
  const Toolkit toolkits[] = {testing::dev_toolkit("/e"), testing::split_toolkit("/e"),
                              wheels("/w")};
  const char* on[] = {"cudacxx", "cudatoolkit_root", "triton_ptxas_path",
                      "cpath",   "library_path",     "xla_flags"};
  const char* values[] = {"", " ", "-a", "-a -lineinfo", "x  y ", "/a::/b:"};
  const char* names[] = {"XLA_FLAGS", "NVCC_PREPEND_FLAGS", "CPATH",           "LIBRARY_PATH",
                         "CUDACXX",   "NVCC_CCBIN",         "LD_LIBRARY_PATH", "TRITON_PTXAS_PATH"};
  for (int round = 0; round < 3000; ++round) {
    Settings settings = settings_with({{"nvcc_prepend_flags", "-lineinfo"}, {"nvcc_ccbin", "g++"}});
    for (const char* key : on) {
      EXPECT_TRUE(assign(settings, *find_key(key), dice() % 2 == 0 ? "on" : "off", {}, ""));
    }
    ShellModel shell;
    for (const char* name : names) {
      if (dice() % 3 != 0) {
        shell.variables[name] = values[dice() % std::size(values)];
      }
    }
    const Variables start = shell.variables;
    for (std::size_t times = 1 + dice() % 2; times > 0; --times) {
      Activation activation;
      activation.prefix = "/e";
      activation.toolkit = &toolkits[dice() % std::size(toolkits)];
      activation.shell = testing::any_value();
      activation.settings = settings;
      shell.apply(plan_activation(shell.environment(), activation));
    }
    const bool appends = dice() % 2 == 0 && shell.variables.contains("XLA_FLAGS");
    if (appends) {
      shell.variables["XLA_FLAGS"] += " --late";
    }
    shell.deactivate("/e", true);
    Variables expected = start;
    if (appends) {
      const std::string old = start.contains("XLA_FLAGS") ? start.at("XLA_FLAGS") : "";
      expected["XLA_FLAGS"] = old.empty() ? "--late" : old + " --late";
      if (old.empty() && !settings.xla_flags.value) {
        expected["XLA_FLAGS"] = " --late";
      }
    }
    EXPECT_EQ(shell.variables, expected) << "round " << round;
  }
}

TEST(ConfiguredExports, survive_in_the_record) {
  Record record;
  record.owner = "/e";
  RecordItem item;
  item.name = "XLA_FLAGS";
  item.kind = RecordItem::Kind::append;
  item.before = RecordItem::Before::value;
  item.value = "--xla_gpu_cuda_data_dir=/e:x,y +";
  record.items = {item};
  EXPECT_EQ(decode_record(encode_record(record)), record);
  EXPECT_FALSE(decode_record("1:on:/e:XLA_FLAGS,app,u:.")) << "cut";
  EXPECT_TRUE(decode_record("1:on:/e:CUDA_HOME,set,u,/t:.")) << "what was written before";
}

}  // namespace
}  // namespace ces
