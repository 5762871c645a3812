#include "run/driver_probe.h"

#include "base/child.h"
#include "base/text.h"

#include <algorithm>

namespace ces {

namespace {

constexpr std::string_view k_number = "0123456789.";

// Return the word behind `label` and a colon, with blanks around that: "12.2" of
// "CUDA Version: 12.2"; an empty view if there is none.
std::string_view value_of(std::string_view text, std::string_view label) {
  for (std::size_t at = text.find(label); at != std::string_view::npos;
       at = text.find(label, at + 1)) {
    std::string_view rest = text.substr(at + label.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (!rest.starts_with(':')) {
      continue;
    }
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return rest.substr(0, rest.find_first_of(" |\t\r\n"));
  }
  return {};
}

std::string_view first_value_of(std::string_view text,
                                std::initializer_list<std::string_view> labels) {
  for (const std::string_view label : labels) {
    if (const std::string_view value = value_of(text, label); !value.empty()) {
      return value;
    }
  }
  return {};
}

std::string first_line_of(std::string_view text) {
  const std::string_view trimmed = trim(text);
  return printable(trimmed.substr(0, trimmed.find('\n')));
}

}  // namespace

NvidiaSmiAnswer parse_nvidia_smi(std::string_view text) {
  NvidiaSmiAnswer answer;
  answer.libraries_differ = text.find("Driver/library version mismatch") != std::string_view::npos;
  answer.driver_text = first_value_of(text, {"Driver Version", "KMD Version", "DRIVER version"});
  if (answer.driver_text.find_first_not_of(k_number) == std::string::npos) {
    answer.driver = Version::parse(answer.driver_text);
  }
  answer.cuda_text = first_value_of(text, {"CUDA Version", "CUDA UMD Version"});
  answer.cuda = Version::parse(answer.cuda_text);
  return answer;
}

DriverProbe probe_driver(const std::string& path, std::chrono::milliseconds deadline) {
  using End = ChildResult::End;
  const ChildResult child = run_program({path}, deadline);
  DriverProbe probe;
  probe.answer = parse_nvidia_smi(child.output);
  const std::string said =
      child.output.empty() ? "said nothing" : "said: " + first_line_of(child.output);
  switch (child.end) {
    case End::not_started:
      probe.end = DriverProbe::End::missing;
      probe.fault = path + " cannot be run";
      break;
    case End::timed_out:
      probe.end = DriverProbe::End::timed_out;
      probe.fault = path + " did not answer within " + std::to_string(deadline.count()) +
                    " ms; the driver or a GPU hangs";
      break;
    case End::killed:
      probe.end = DriverProbe::End::failed;
      probe.fault = path + " was ended by signal " + std::to_string(child.status) + " and " + said;
      break;
    case End::exited:
      if (child.status == 0 && probe.answer.driver) {
        probe.end = DriverProbe::End::answered;
      } else {
        probe.end = DriverProbe::End::failed;
        probe.fault = path + " ended with status " + std::to_string(child.status) + " and " + said;
      }
      break;
  }
  return probe;
}

}  // namespace ces
