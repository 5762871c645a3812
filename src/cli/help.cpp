#include "cli/help.h"

namespace ces {

namespace {

constexpr std::string_view k_program =
    R"help(Usage: cuda-env-resolve [OPTION]... [COMMAND]

Makes the CUDA toolkit of the active conda environment the CUDA of this shell,
by printing exports for the shell to evaluate. Where cuda-env-switch is
installed, conda activate does this by itself.

  bash, zsh, dash, ksh   eval "$(cuda-env-resolve)"
  fish                   cuda-env-resolve | source
  tcsh                   eval `cuda-env-resolve`

Commands:
  (none)        switch this shell to the environment's toolkit
  deactivate    switch it back
  status        what is switched, to what, on which evidence, and whether it
                fits the NVIDIA driver
  activate      what the activation hooks call

Options:
  --shell NAME  the shell to write for [the calling one]: sh bash zsh dash ksh
                ash fish tcsh xonsh nu elvish powershell dotenv github json
  --prefix DIR  the environment to look at [$CONDA_PREFIX]
  --root DIR    look at the machine whose files lie in DIR; every path is then
                as seen inside it [/]
  --json        JSON for programs
  -q, --quiet   no warnings on stderr
  -v, --verbose tell what was found, as status does, on stderr
  --color WHEN  auto, always or never [auto; NO_COLOR means never]
  -h, --help    this text; COMMAND --help for a command's
  --version     the version

Options stand before or after the command. CUDA_ENV_SWITCH_DISABLE=1 keeps hooks
from switching. Exit status: 0 done; 1 what was asked for is not there; 2 wrong
call.
)help";

constexpr std::string_view k_activate =
    R"help(Usage: cuda-env-resolve activate [--shell NAME] [--prefix DIR] [OPTION]...

What the activation hooks call. Prints the code that takes back what is in force
and switches to the toolkit of $CONDA_PREFIX, or nothing; it always succeeds,
and what there is to warn of is part of the code.
CUDA_ENV_SWITCH_DISABLE=1 and CONDA_BUILD=1 suppress the switch.

By hand, call cuda-env-resolve alone: that says what is wrong if something is.
)help";

constexpr std::string_view k_deactivate =
    R"help(Usage: cuda-env-resolve deactivate [--shell NAME] [--prefix DIR] [OPTION]...

Prints the code that takes back what is in force in this shell, or nothing; it
always succeeds. By hand, leave --shell out: a hook names its shell, and is told
to expect that conda puts PATH back.

  bash, zsh, dash, ksh   eval "$(cuda-env-resolve deactivate)"
  fish                   cuda-env-resolve deactivate | source
  tcsh                   eval `cuda-env-resolve deactivate`
)help";

constexpr std::string_view k_status =
    R"help(Usage: cuda-env-resolve status [--prefix DIR] [--json] [OPTION]...

Tells the environment, its toolkit and versions, the NVIDIA driver, whether the
toolkit's programs run on it, whether this shell is switched and if not, why;
each fact with the file or variable it was read from. Runs neither nvcc nor
nvidia-smi.

  cuda-env-resolve status --prefix ~/envs/a     another environment
  cuda-env-resolve status --root /mnt/image     another machine's files
  cuda-env-resolve status --json                for programs

Exit status: 0; 1 if there is no such environment.
)help";

}  // namespace

std::string_view help_text(std::string_view command) {
  if (command == "activate") {
    return k_activate;
  }
  if (command == "deactivate") {
    return k_deactivate;
  }
  return command == "status" ? k_status : k_program;
}

}  // namespace ces
