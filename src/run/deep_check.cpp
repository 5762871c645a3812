#include "run/deep_check.h"

#include "base/child.h"
#include "base/text.h"
#include "judge/gpu.h"
#include "run/work_folder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ces {

namespace {

using Kind = TrialStep::Kind;

constexpr std::string_view k_program = R"cuda(#include <cstdio>
#include <cuda_runtime.h>

__global__ void add(int* sum, int a, int b) { *sum = a + b; }

int main() {
  int* on_gpu = nullptr;
  int sum = 0;
  cudaError_t error = cudaMalloc(&on_gpu, sizeof(int));
  if (error == cudaSuccess) {
    add<<<1, 1>>>(on_gpu, 40, 2);
    error = cudaGetLastError();
  }
  if (error == cudaSuccess) {
    error = cudaMemcpy(&sum, on_gpu, sizeof(int), cudaMemcpyDeviceToHost);
  }
  if (error != cudaSuccess) {
    std::printf("CUDA error %d: %s\n", static_cast<int>(error), cudaGetErrorString(error));
    return 1;
  }
  if (sum != 42) {
    std::printf("error: the GPU says that 40 + 2 is %d\n", sum);
    return 1;
  }
  return 0;
}
)cuda";

// ---- what the tools say -------------------------------------------------------------------------

// What is known of a message: what to do about it.
struct KnownMessage {
  std::string_view part;
  std::string_view remedy;
};

// The first that stands in the output counts.
constexpr KnownMessage k_known_messages[] = {
    {"unsupported GNU version",
     "use a gcc that this nvcc takes: set NVCC_CCBIN to one, or conda install -c conda-forge "
     "gxx=N"},
    {"unsupported clang version", "use a clang that this nvcc takes: set NVCC_CCBIN to one"},
    {"Unsupported .version",
     "cicc and ptxas are of different releases: install all CUDA packages of one release"},
    {"is not defined for option 'gpu-",
     "the toolkit does not know this GPU: cuda-env-resolve recommend"},
    {"cuda_runtime.h",
     "install the headers of the runtime: conda install -c conda-forge "
     "cuda-cudart-dev, or the toolkit again"},
    {"crt/host_config.h", "install the headers of nvcc (cuda-crt-dev), or the toolkit again"},
    {"cicc", "install the toolkit again: the compiler for the GPU's half cannot be run"},
    {"ptxas", "install the toolkit again: the assembler cannot be run"},
    {"cannot find -lcuda",
     "the runtime library is not where nvcc looks: install cuda-cudart-dev, or "
     "set LIBRARY_PATH to its folder"},
    {"gcc: not found", "install a host compiler: conda install -c conda-forge gxx"},
    {"gcc: No such file", "install a host compiler: conda install -c conda-forge gxx"},
    {"host compiler", "install a host compiler that nvcc takes, or set NVCC_CCBIN to one"},
    {"No space left", "make room in the folder for temporary files, or set TMPDIR to another"},
    {"CUDA error 35:", "the driver is too old for the toolkit: cuda-env-resolve recommend"},
    {"CUDA error 34:",
     "a stub library stands in for the driver: take every stubs folder off "
     "LD_LIBRARY_PATH"},
    {"CUDA error 100:", "no GPU is seen: look at CUDA_VISIBLE_DEVICES, and at nvidia-smi -L"},
    {"CUDA error 209:", "the toolkit made no code for this GPU: cuda-env-resolve recommend"},
    {"CUDA error 222:", "the driver is older than the toolkit's PTX: compile with -arch=sm_XX"},
    {"CUDA error 803:", "kernel module and libcuda are of different drivers: restart the machine"},
    {"CUDA error 804:",
     "a cuda-compat package is loaded that is not for this GPU: take its folder "
     "off LD_LIBRARY_PATH"},
};

std::string remedy_for(std::string_view output, std::string_view otherwise) {
  for (const KnownMessage& known : k_known_messages) {
    if (output.find(known.part) != std::string_view::npos) {
      return std::string(known.remedy);
    }
  }
  return std::string(otherwise);
}

// Return what went wrong, in words, empty if nothing did.
std::string fault_of(const ChildResult& child, std::chrono::milliseconds deadline) {
  const std::string line = telling_line(child.output);
  const std::string said = line.empty() ? " and said nothing" : ": " + line;
  switch (child.end) {
    case ChildResult::End::not_started:
      return "it cannot be started";
    case ChildResult::End::timed_out:
      return "it was not done within " + std::to_string(deadline.count()) + " ms" +
             (line.empty() ? "" : "; it said: " + line);
    case ChildResult::End::killed:
      return "it was ended by signal " + std::to_string(child.status) + said;
    case ChildResult::End::exited:
      break;
  }
  return child.status == 0 ? "" : "it ended with status " + std::to_string(child.status) + said;
}

// ---- steps --------------------------------------------------------------------------------------

struct StepText {
  std::string_view does;      // "compiles": what a toolkit does that passes
  std::string_view does_not;  // what a finding says of one that fails
  std::string_view impact;
  std::string_view otherwise;  // what to do about a message that is not known
  const FindingKind* kind;
};

const StepText& text_of(Kind kind) {
  static constexpr std::string_view k_again = "install the toolkit again";
  static constexpr std::array<StepText, 6> k_texts = {{
      {"starts", "does not start", "nothing can be compiled", k_again,
       &finding_kinds::k_nvcc_does_not_start},
      {"compiles", "does not compile for the GPU", "no kernel can be compiled", k_again,
       &finding_kinds::k_does_not_compile},
      {"assembles", "does not assemble", "no machine code for a GPU can be made", k_again,
       &finding_kinds::k_does_not_assemble},
      {"compiles for the host", "does not compile for the host", "no program can be compiled",
       "look at the host compiler: cuda-env-resolve doctor",
       &finding_kinds::k_host_does_not_compile},
      {"links", "does not link", "no program can be linked", k_again,
       &finding_kinds::k_does_not_link},
      {"makes programs that run", "makes a program that does not run", "no kernel runs",
       "look at the driver: nvidia-smi", &finding_kinds::k_does_not_run},
  }};
  return k_texts[static_cast<std::size_t>(kind)];
}

std::string in_one_line(const std::vector<std::string>& command) {
  std::string line;
  for (const std::string& word : command) {
    line += (line.empty() ? "" : " ") + word;
  }
  return line;
}

class TrialRun {
 public:
  explicit TrialRun(const TrialRequest& request)
      : m_request(request), m_folder(request.temporary_folder) {}

  Trial run() {
    if (!m_folder.write("program.cu", k_program)) {
      m_trial.finding = no_work_folder();
      return std::move(m_trial);
    }
    const bool is_built =
        take(Kind::start, {m_request.nvcc, "--version"}) &&
        take(Kind::compile, nvcc({"-ptx", file("program.cu"), "-o", file("program.ptx")})) &&
        take(Kind::assemble, nvcc({"-cubin", file("program.ptx"), "-o", file("program.cubin")})) &&
        take(Kind::host, nvcc({"-c", file("program.cu"), "-o", file("program.o")})) &&
        take(Kind::link, nvcc({file("program.o"), "-o", file("program")}));
    if (is_built && m_request.has_gpu) {
      take(Kind::run, {file("program")});
    }
    return std::move(m_trial);
  }

 private:
  [[nodiscard]] std::string file(std::string_view name) const { return m_folder.path(name); }

  [[nodiscard]] std::vector<std::string> nvcc(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), m_request.nvcc);
    if (m_request.capability) {
      arguments.insert(arguments.begin() + 1, "-arch=" + sm_name(*m_request.capability));
    }
    return arguments;
  }

  // Take one step. Return whether it worked.
  bool take(Kind kind, const std::vector<std::string>& command) {
    const ChildResult child = run_program(command, m_request.deadline);
    TrialStep step{kind, false, in_one_line(command), fault_of(child, m_request.deadline)};
    step.succeeded = step.fault.empty();
    if (!step.succeeded) {
      m_trial.finding = finding_for(step, child.output);
    }
    m_trial.steps.push_back(std::move(step));
    return m_trial.steps.back().succeeded;
  }

  [[nodiscard]] Finding finding_for(const TrialStep& step, std::string_view output) const {
    const StepText& text = text_of(step.kind);
    Finding finding = finding_of(*text.kind);
    finding.what = m_request.nvcc + ' ' + std::string(text.does_not) + ": " + step.fault;
    finding.why = "a few lines were tried out with it";
    finding.impact = text.impact;
    finding.remedy = remedy_for(output, text.otherwise);
    finding.verify = "cuda-env-resolve doctor --deep";
    finding.evidence = step.command;
    return finding;
  }

  [[nodiscard]] Finding no_work_folder() const {
    Finding finding = finding_of(finding_kinds::k_deep_check_impossible);
    finding.what = "nothing can be written into " + m_request.temporary_folder +
                   ", so the toolkit was not tried out";
    finding.why = "nvcc needs a folder for temporary files as well";
    finding.impact = "nvcc fails in every call";
    finding.remedy = "set TMPDIR to a folder that this user may write to, with room in it";
    finding.verify = "cuda-env-resolve doctor --deep";
    finding.evidence = m_request.temporary_folder;
    return finding;
  }

  const TrialRequest& m_request;
  WorkFolder m_folder;
  Trial m_trial;
};

}  // namespace

std::string_view trial_step_word(TrialStep::Kind kind) {
  constexpr std::array<std::string_view, 6> k_words = {"nvcc", "compile", "assemble",
                                                       "host", "link",    "run"};
  return k_words[static_cast<std::size_t>(kind)];
}

std::string Trial::in_words() const {
  std::string text;
  for (const TrialStep& step : steps) {
    const StepText& words = text_of(step.kind);
    text +=
        (text.empty() ? "nvcc " : ", ") + std::string(step.succeeded ? words.does : words.does_not);
  }
  const bool is_whole = !steps.empty() && steps.back().succeeded;
  return is_whole && steps.back().kind != Kind::run ? text + "; not run: no GPU is seen" : text;
}

Trial try_toolkit(const TrialRequest& request) {
  return TrialRun(request).run();
}

std::string telling_line(std::string_view output) {
  constexpr std::size_t k_most_columns = 300;
  constexpr std::string_view k_signs[] = {"fatal",       "error",  "rror:",        "not found",
                                          "cannot find", "denied", "No such file", "No space left"};
  std::string first;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    std::string line = printable(trim(output.substr(0, end))).substr(0, k_most_columns);
    output.remove_prefix(std::min(end + 1, output.size()));
    if (std::any_of(std::begin(k_signs), std::end(k_signs),
                    [&](std::string_view sign) { return line.find(sign) != std::string::npos; })) {
      return line;
    }
    if (first.empty()) {
      first = line;
    }
  }
  return first;
}

}  // namespace ces
