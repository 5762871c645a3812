// The Python module cuda_env_switch._core: the program inside the process. What it answers is
// handed over as bytes, as a path or a value need not be text; the Python files beside this one
// make objects of it.
#include "cli/program.h"

#include <pybind11/pybind11.h>

#include <string>
#include <utility>
#include <vector>

namespace py = pybind11;

namespace ces {

namespace {

// Neither an argument nor an environment can hold a NUL: a program would see less than was meant.
std::string text_of(const py::handle& value, const char* what) {
  if (!PyBytes_Check(value.ptr())) {
    throw py::type_error(std::string(what) + " must be bytes");
  }
  std::string text = py::reinterpret_borrow<py::bytes>(value);
  if (text.find('\0') != std::string::npos) {
    throw py::value_error(std::string(what) + " holds a NUL byte");
  }
  return text;
}

std::vector<std::string> arguments_of(const py::sequence& arguments) {
  std::vector<std::string> texts;
  for (const py::handle argument : arguments) {
    texts.push_back(text_of(argument, "an argument"));
  }
  return texts;
}

std::vector<std::string> entries_of(const py::dict& environment) {
  std::vector<std::string> entries;
  for (const auto& [name, value] : environment) {
    const std::string variable = text_of(name, "the name of a variable");
    if (variable.empty() || variable.find('=') != std::string::npos) {
      throw py::value_error("the name of a variable is empty or holds a '='");
    }
    entries.push_back(variable + '=' + text_of(value, "the value of a variable"));
  }
  return entries;
}

py::tuple run(const py::sequence& arguments, const py::dict& environment, bool stdout_is_terminal) {
  const std::vector<std::string> words = arguments_of(arguments);
  Environment variables(entries_of(environment));
  Outcome outcome;
  {
    // It reads files, on a slow disk perhaps, and touches nothing of Python's.
    const py::gil_scoped_release release;
    outcome = run_in_process(words, std::move(variables), stdout_is_terminal);
  }
  return py::make_tuple(outcome.exit_code, py::bytes(outcome.output), py::bytes(outcome.error));
}

}  // namespace

}  // namespace ces

PYBIND11_MODULE(_core, module) {
  module.doc() = "The program cuda-env-resolve inside the process; private to cuda_env_switch.";
  module.attr("version") = CES_VERSION;
  module.def("run", &ces::run, py::arg("arguments"), py::arg("environment"),
             py::arg("stdout_is_terminal") = false,
             "Return exit status, stdout and stderr of the program, called with arguments in "
             "environment. Nothing is written, and no other variable is read.");
}
