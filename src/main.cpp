#include "cli/program.h"

int main(int argc, char** argv, char** envp) {
  return ces::run_program(argc, argv, envp);
}
