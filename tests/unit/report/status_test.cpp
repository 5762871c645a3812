// status as text and as JSON, on the fixture machines.
#include "report/status.h"

#include "observe/observe.h"
#include "report/status_json.h"
#include "report/status_text.h"
#include "unit/support/shell_model.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ces {
namespace {

using testing::contains;
using testing::machine;

class Status {
 public:
  explicit Status(System system, const char* environment = nullptr) : m_system(std::move(system)) {
    Request request{Request::Detail::everything, std::nullopt};
    if (environment != nullptr) {
      request.prefix = std::string("/opt/conda/envs/") + environment;
    }
    m_facts = observe(m_system, request);
    m_configuration = read_configuration(m_system, m_facts.prefix);
    m_diagnosis = diagnose(m_facts, compat::builtin_tables(), m_configuration);
  }
  Status(const Status&) = delete;
  Status& operator=(const Status&) = delete;
  Status(Status&&) = delete;
  Status& operator=(Status&&) = delete;
  ~Status() = default;

  [[nodiscard]] StatusReport report() const {
    return {&m_system, &m_facts, &m_diagnosis, &m_configuration.settings, m_diagnosis.findings};
  }
  [[nodiscard]] std::string text(bool in_color = false) const {
    return status_text(report(), in_color);
  }
  [[nodiscard]] std::string json() const { return status_json(report()); }
  [[nodiscard]] std::string why_not() const { return report().why_not_switched(); }

 private:
  System m_system;
  Facts m_facts;
  Configuration m_configuration;
  Diagnosis m_diagnosis;
};

std::vector<std::string> active(const std::string& environment) {
  return {"CONDA_PREFIX=/opt/conda/envs/" + environment, "PATH=/usr/bin:/bin"};
}

std::vector<std::string> with(std::vector<std::string> entries, const std::string& entry) {
  entries.push_back(entry);
  return entries;
}

// ---- why not switched -------------------------------------------------------------------------

TEST(WhyNotSwitched, names_what_is_missing_first) {
  EXPECT_EQ(Status(machine("h100-r535")).why_not(), "no environment is active");
  EXPECT_EQ(Status(machine("h100-r535", active("plain"))).why_not(),
            "there is no CUDA toolkit in the environment");
  EXPECT_EQ(
      Status(machine("h100-r535", with(active("dev117"), "CUDA_ENV_SWITCH_DISABLE=1"))).why_not(),
      "CUDA_ENV_SWITCH_DISABLE is set");
  EXPECT_TRUE(
      contains(Status(machine("h100-r535", with(active("dev117"), "CONDA_BUILD=1"))).why_not(),
               "CONDA_BUILD is set"));
  EXPECT_TRUE(
      contains(Status(machine("h100-r535", active("split124"))).why_not(), "no activation hook"));
  EXPECT_TRUE(
      contains(Status(machine("h100-r535", active("dev117"))).why_not(), "the hook did not run"));
}

TEST(WhyNotSwitched, names_a_change_of_the_users_since) {
  const std::string state =
      "CUDA_ENV_SWITCH_STATE=1:on:/opt/conda/envs/dev117:CUDA_HOME,set,u,"
      "/opt/conda/envs/dev117/pkgs/cuda-toolkit:.";
  EXPECT_EQ(Status(machine("h100-r535", with(with(active("dev117"), state), "CUDA_HOME=/mine")))
                .why_not(),
            "CUDA_HOME was changed since");
}

TEST(WhyNotSwitched, names_the_environment_that_is_in_force) {
  EXPECT_EQ(Status(machine("h100-r535", with(active("dev117"),
                                             "CUDA_ENV_SWITCH_STATE=1:on:/other:CUDA_HOME,"
                                             "set,u,/t:.")))
                .why_not(),
            "the toolkit of /other is in force");
}

TEST(WhyNotSwitched, is_nothing_where_the_toolkit_is_in_force) {
  const std::string root = "/opt/conda/envs/dev117/pkgs/cuda-toolkit";
  const Status status(machine(
      "h100-r535",
      with(with(active("dev117"), "CUDA_HOME=" + root),
           "CUDA_ENV_SWITCH_STATE=1:on:/opt/conda/envs/dev117:CUDA_HOME,set,u," + root + ":.")));
  EXPECT_TRUE(status.report().is_switched());
  EXPECT_EQ(status.why_not(), "");
  EXPECT_TRUE(contains(status.text(), "switched     yes\n")) << status.text();
  EXPECT_TRUE(contains(status.json(), "\"why_not_switched\": null")) << status.json();
}

// ---- text -------------------------------------------------------------------------------------

TEST(StatusText, has_every_fact_with_its_evidence) {
  EXPECT_EQ(Status(machine("h100-r535", active("dev117"))).text(),
            "environment  /opt/conda/envs/dev117  (CONDA_PREFIX)\n"
            "toolkit      /opt/conda/envs/dev117/pkgs/cuda-toolkit  (cudatoolkit-dev)\n"
            "  release    11.7.1  (/opt/conda/envs/dev117/pkgs/cuda-toolkit/version.json)\n"
            "  nvcc       11.7.99  (/opt/conda/envs/dev117/pkgs/cuda-toolkit/bin/nvcc)\n"
            "  headers    11.7  (/opt/conda/envs/dev117/pkgs/cuda-toolkit/include/cuda.h)\n"
            "driver       535.104.05, CUDA 12.2  (/sys/module/nvidia/version)\n"
            "verdict      native\n"
            "             Driver 535.104.05 supports CUDA 12.2 natively, which is not older\n"
            "             than the toolkit's CUDA 11.7; drivers run programs of every older\n"
            "             CUDA.\n"
            "switched     no: the hook did not run in this shell; activate the environment "
            "again\n"
            "nvcc on PATH none\n"
            "more         cuda-env-resolve doctor\n");
}

TEST(StatusText, tells_findings_in_full) {
  const std::string text = Status(machine("h100-r470", active("split124"))).text();
  EXPECT_TRUE(contains(text, "verdict      unsupported\n")) << text;
  EXPECT_TRUE(contains(text, "\n\nCES101 error\n  what:   ")) << text;
  EXPECT_TRUE(contains(text, "\n  why:    ")) << text;
  EXPECT_TRUE(contains(text, "\n  cure:   ")) << text;
}

TEST(StatusText, breaks_sentences_at_80_columns) {
  for (const auto& [name, environment] :
       {std::pair("h100-r470", "split124"), std::pair("h100-r535", "split130"),
        std::pair("wsl2", "split124"), std::pair("jetson", "split129")}) {
    for (const std::string& line : testing::lines_of(Status(machine(name), environment).text())) {
      if (line.starts_with("   ") || line.starts_with("  w") || line.starts_with("  i") ||
          line.starts_with("  c")) {
        EXPECT_LE(line.size(), 80U) << line;
      }
    }
  }
}

TEST(StatusText, says_what_is_not_there) {
  const std::string nothing = Status(machine("container-no-driver")).text();
  EXPECT_TRUE(contains(nothing, "environment  none is active (CONDA_PREFIX is not set)\n"))
      << nothing;
  EXPECT_TRUE(contains(nothing, "toolkit      none\n")) << nothing;
  EXPECT_TRUE(contains(nothing, "driver       none\n")) << nothing;
  EXPECT_TRUE(contains(nothing, "verdict      unknown\n")) << nothing;
  const std::string broken = Status(machine("broken-proc"), "dev117").text();
  EXPECT_TRUE(contains(broken, "driver       unknown  (/proc/driver/nvidia/version)\n")) << broken;
}

TEST(StatusText, names_the_place_of_a_driver_that_says_nothing) {
  const std::string wsl = Status(machine("wsl2"), "split124").text();
  EXPECT_TRUE(contains(wsl, "driver       unknown  (/usr/lib/wsl/lib)\n")) << wsl;
  const std::string jetson = Status(machine("jetson"), "split129").text();
  EXPECT_TRUE(contains(jetson, "driver       540.4.0")) << jetson;
  EXPECT_TRUE(contains(jetson, "/etc/nv_tegra_release")) << jetson;
}

// 540.4.0 is a Jetson's number and no branch of the table, which would give it CUDA 12.2.
TEST(StatusText, gives_a_jetsons_driver_the_cuda_of_its_jetpack) {
  const std::string jetson = Status(machine("jetson"), "split129").text();
  EXPECT_TRUE(contains(jetson, "540.4.0, CUDA 12.6")) << jetson;
  EXPECT_TRUE(contains(jetson, "(a guess)")) << jetson;
  EXPECT_TRUE(contains(Status(machine("jetson"), "split129").json(),
                       "the table of JetPack releases, by /etc/nv_tegra_release"));
}

TEST(StatusText, has_what_the_override_says) {
  const std::string text =
      Status(machine("h100-r535", {"CONDA_OVERRIDE_CUDA=11.8"}), "dev117").text();
  EXPECT_TRUE(contains(text, "CUDA 11.8")) << text;
  EXPECT_TRUE(contains(text, "CONDA_OVERRIDE_CUDA")) << text;
}

TEST(StatusText, is_the_same_with_colors_taken_away) {
  const Status status(machine("h100-r470", active("split124")));
  std::string text = status.text(true);
  EXPECT_TRUE(contains(text, "\x1b[1;31munsupported\x1b[0m")) << text;
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  EXPECT_EQ(text, status.text(false));
}

TEST(StatusText, is_never_broken_by_what_a_path_holds) {
  const testing::TempFolder temp;
  const std::string prefix = "/e\n\x1b[31m\xff";
  temp.program(prefix.substr(1) + "/pkgs/cuda-toolkit/bin/nvcc");
  const Status status(testing::system_at(temp.path(), {"CONDA_PREFIX=" + prefix}));
  const std::string text = status.text();
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
  EXPECT_TRUE(contains(text, "environment  /e\\n\\x1b[31m\\xff  (CONDA_PREFIX)\n")) << text;
}

// ---- JSON -------------------------------------------------------------------------------------

TEST(StatusJson, has_every_fact_with_its_evidence) {
  EXPECT_EQ(Status(machine("h100-r535", active("dev117"))).json(), R"({
  "schema": 1,
  "prefix": "/opt/conda/envs/dev117",
  "environment": {
    "kind": "toolkit",
    "what": "a toolkit of its own",
    "remedy": null,
    "evidence": "/opt/conda/envs/dev117/pkgs/cuda-toolkit/bin/nvcc"
  },
  "toolkit": {
    "path": "/opt/conda/envs/dev117/pkgs/cuda-toolkit",
    "layout": "cudatoolkit-dev",
    "origin": "environment",
    "version": "11.7.1",
    "nvcc_version": "11.7.99",
    "headers_version": "11.7",
    "targets": [],
    "nvcc": "/opt/conda/envs/dev117/pkgs/cuda-toolkit/bin/nvcc",
    "runs": null,
    "ways": [],
    "evidence": {
      "path": "/opt/conda/envs/dev117/pkgs/cuda-toolkit/bin/nvcc",
      "version": "/opt/conda/envs/dev117/pkgs/cuda-toolkit/version.json",
      "nvcc_version": "/opt/conda/envs/dev117/pkgs/cuda-toolkit/bin/nvcc",
      "headers_version": "/opt/conda/envs/dev117/pkgs/cuda-toolkit/include/cuda.h"
    }
  },
  "driver": {
    "version": "535.104.05",
    "cuda": "12.2",
    "evidence": {
      "version": "/sys/module/nvidia/version",
      "cuda": "the table of driver branches",
      "place": "/sys/module/nvidia/version"
    }
  },
  "verdict": "native",
  "guess": false,
  "reasons": [
    "Driver 535.104.05 supports CUDA 12.2 natively, which is not older than the toolkit's CUDA 11.7; drivers run programs of every older CUDA."
  ],
  "switched": false,
  "why_not_switched": "the hook did not run in this shell; activate the environment again",
  "nvcc_on_path": null,
  "findings": [],
  "evidence": {
    "prefix": "CONDA_PREFIX"
  }
}
)");
}

TEST(StatusJson, has_null_for_what_is_not_known) {
  const std::string json = Status(machine("container-no-driver")).json();
  for (const char* part :
       {"\"prefix\": null", "\"toolkit\": null", "\"version\": null", "\"cuda\": null",
        "\"verdict\": \"unknown\"", "\"nvcc_on_path\": null", "\"findings\": []"}) {
    EXPECT_TRUE(contains(json, part)) << part << '\n' << json;
  }
}

TEST(StatusJson, has_findings_with_all_their_parts) {
  const std::string json = Status(machine("h100-r470", active("split124"))).json();
  for (const char* part :
       {"\"code\": \"CES101\"", "\"severity\": \"error\"", "\"title\": ", "\"what\": ", "\"why\": ",
        "\"remedy\": ", "\"evidence\": ", "\"verdict\": \"unsupported\""}) {
    EXPECT_TRUE(contains(json, part)) << part << '\n' << json;
  }
}

TEST(StatusJson, says_that_the_override_gave_the_drivers_cuda) {
  const std::string json =
      Status(machine("h100-r535", {"CONDA_OVERRIDE_CUDA=11.8"}), "dev117").json();
  EXPECT_TRUE(contains(json, "\"cuda\": \"11.8\"")) << json;
  EXPECT_TRUE(contains(json, "\"cuda\": \"CONDA_OVERRIDE_CUDA\"")) << json;
  EXPECT_TRUE(contains(json, "\"version\": \"535.104.05\"")) << json;
}

TEST(StatusJson, of_a_path_that_is_not_utf8_is_json_all_the_same) {
  const testing::TempFolder temp;
  temp.program("e\xff/pkgs/cuda-toolkit/bin/nvcc");
  const Status status(testing::system_at(temp.path(), {"CONDA_PREFIX=/e\xff"}));
  EXPECT_TRUE(contains(status.json(), "\"prefix\": \"/e\xef\xbf\xbd\"")) << status.json();
}

}  // namespace
}  // namespace ces
