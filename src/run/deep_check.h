// Tries a toolkit out: a few lines are compiled, assembled, linked and, where there is a GPU, run,
// each step in a child with a deadline. Only for doctor --deep.
#pragma once

#include "base/version.h"
#include "judge/finding.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ces {

struct TrialRequest {
  std::string nvcc;                       // the program, absolute
  std::optional<Version> release;         // of CUDA, as it was read from the toolkit's files
  std::optional<Version> capability;      // the GPU's to compile for; nothing: nvcc's own default
  bool has_gpu = false;                   // whether the program is run in the end
  std::string temporary_folder = "/tmp";  // where a folder is made, and removed at the end
  std::chrono::milliseconds deadline = std::chrono::seconds(60);  // of each step
};

struct TrialStep {
  enum class Kind {
    start,     // nvcc --version
    compile,   // the GPU's half to PTX, by cicc
    assemble,  // PTX to machine code, by ptxas
    host,      // the host's half, by the host compiler
    link,      // with the toolkit's runtime library
    run,       // on the GPU
  };
  Kind kind{};
  bool succeeded = false;
  std::string command;  // as it can be typed
  std::string fault;    // what went wrong, the tool's own words included; empty: nothing
};

// Return the word for a step that JSON shows.
std::string_view trial_step_word(TrialStep::Kind kind);

struct Trial {
  std::vector<TrialStep> steps;    // those that were taken; the last one may have failed
  std::optional<Finding> finding;  // why it ended early; nothing: everything worked

  // Return one sentence for people: "nvcc starts, compiles, …; not run: there is no GPU".
  [[nodiscard]] std::string in_words() const;
};

// Take the steps one by one, and stop at the first that fails. The toolkit sees the environment of
// this process, so that what the shell says to nvcc counts.
Trial try_toolkit(const TrialRequest& request);

// Return the line of what a tool wrote that says what is wrong; empty if it wrote nothing.
std::string telling_line(std::string_view output);

}  // namespace ces
