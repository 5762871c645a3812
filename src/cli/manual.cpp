#include "cli/manual.h"

#include "cli/command_table.h"
#include "cli/shared_options.h"

#include <string_view>

namespace ces {

namespace {

constexpr std::string_view k_name =
    R"roff(.\" Made by generate-shared-files from src/cli; change it there.
.TH CUDA\-ENV\-RESOLVE 1 "" cuda\-env\-switch "User Commands"
.SH NAME
cuda\-env\-resolve \- make the CUDA toolkit of a conda environment the CUDA of the shell
.SH SYNOPSIS
.B eval
"$(\fBcuda\-env\-resolve\fR)"
.br
.B cuda\-env\-resolve
[\fIOPTION\fR]... \fICOMMAND\fR [\fIARGUMENT\fR]...
.SH DESCRIPTION
Activate a conda environment, and the CUDA toolkit inside it becomes the CUDA of the shell: its nvcc,
.BR CUDA_HOME ,
its libraries.
Leave the environment, and every trace is gone.
The hooks of the package call
.B cuda\-env\-resolve
at each activation and evaluate what it prints; people call it to switch by hand, and to learn what is
switched and why.
.PP
It runs neither nvcc nor nvidia\-smi, and never waits for a GPU while a shell waits for it.
If the toolkit's programs cannot run on the NVIDIA driver of the machine, activation says so in one line,
and switches all the same.
)roff";

constexpr std::string_view k_rest = R"roff(.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
what was asked for is not there; what a shell evaluates is then false
.TP
.B 2
a wrong call, or a fault of the program
.PP
.B activate
and
.B deactivate
succeed always.
.SH ENVIRONMENT
.TP
.B CONDA_PREFIX
the active environment
.TP
.B CUDA_ENV_SWITCH_DISABLE
set, and neither empty nor 0: nothing is switched; what is in force is still taken back
.TP
.B CUDA_ENV_SWITCH_STATE
the record of what is in force in this shell, the program's own
.TP
.B CONDA_OVERRIDE_CUDA
the CUDA release of the driver, as for conda
.TP
.B CONDA_BUILD
set by package builds, in which hooks switch nothing
.TP
.B NO_COLOR
set and not empty: no colors
.SH FILES
.TP
.I $CONDA_PREFIX/etc/conda/activate.d/~~cuda\-env\-switch_activate.*
the activation hooks, one for each family of shells
.TP
.I $CONDA_PREFIX/etc/conda/deactivate.d/~~cuda\-env\-switch_deactivate.*
the deactivation hooks
.SH SEE ALSO
.BR conda (1),
.BR nvcc (1)
)roff";

// Return `text` with what roff takes for its own written so that it prints: a backslash, a hyphen
// that people copy, and a dot or an apostrophe that begins a line.
std::string roff(std::string_view text) {
  std::string result;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line && (c == '.' || c == '\'')) {
      result += "\\&";
    }
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '\'') {
      result += "\\(aq";
    } else if (c == '`') {
      result += "\\(ga";
    } else {
      result += c;
    }
    begins_line = c == '\n';
  }
  return result;
}

std::string entry_of(const SharedOption& option) {
  std::string text = ".TP\n";
  if (!option.letter.empty()) {
    text += "\\fB" + roff(option.letter) + "\\fR, ";
  }
  text += "\\fB" + roff(option.name) + "\\fR";
  if (!option.placeholder.empty()) {
    text += " \\fI" + roff(option.placeholder) + "\\fR";
  }
  text += '\n' + roff(option.summary);
  std::string choices;
  for (const std::string_view choice : choices_of(option)) {
    choices += choices.empty() ? ": " : ", ";
    choices += choice;
  }
  return text + roff(choices) + '\n';
}

// Return a command's section: its summary, and its help as it is laid out.
std::string section_of(const CommandRow& row) {
  const std::string title = row.name.empty() ? "(no command)" : "\\fB" + roff(row.name) + "\\fR";
  std::string text = ".SS " + title + '\n' + roff(row.summary) + '\n';
  if (!row.name.empty()) {
    text += ".PP\n.nf\n" + roff(row.help) + ".fi\n";
  }
  return text;
}

}  // namespace

std::string manual_page() {
  std::string text = std::string(k_name) + ".SH OPTIONS\nThey stand before or after the command.\n";
  for (const SharedOption& option : shared_options()) {
    text += entry_of(option);
  }
  text += ".SH COMMANDS\n";
  for (const CommandRow* row : command_table()) {
    text += section_of(*row);
  }
  text += k_rest;
  return text;
}

}  // namespace ces
