/* The floor: a static program that prints three export lines and does nothing else. */
#include <unistd.h>

int main(void) {
  static const char text[] =
      "export CUDA_HOME='/opt/env/pkgs/cuda-toolkit';\n"
      "export PATH='/opt/env/pkgs/cuda-toolkit/bin:/opt/env/bin:/usr/bin:/bin';\n"
      "export LD_LIBRARY_PATH='/opt/env/pkgs/cuda-toolkit/lib64';\n";
  return write(STDOUT_FILENO, text, sizeof text - 1) == (ssize_t)(sizeof text - 1) ? 0 : 1;
}
