// `conda` for tests that call it thousands of times: hands its arguments and environment to the
// emulator in the test's own process and prints the answer, where a Python of its own would take
// most of the time.
//
//     emulator_client ARGUMENTS...     the socket's path is this program's own and ".socket"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

extern char** environ;

static int failed(const char* what) {
  perror(what);
  return 125;
}

static void send_all(FILE* stream, char* const* words) {
  for (; *words != NULL; ++words) {
    fwrite(*words, 1, strlen(*words) + 1, stream);
  }
  fputc('\0', stream);
}

int main(int argc, char** argv) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  char self[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length < 0) {
    return failed("readlink");
  }
  self[length] = '\0';
  if (snprintf(address.sun_path, sizeof address.sun_path, "%s.socket", self) >=
      (int)sizeof address.sun_path) {
    return failed("the socket's path is too long");
  }
  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  if (server < 0 || connect(server, (struct sockaddr*)&address, sizeof address) != 0) {
    return failed("connect");
  }
  FILE* stream = fdopen(server, "r+");
  send_all(stream, argc > 0 ? argv + 1 : argv);
  send_all(stream, environ);
  fflush(stream);
  shutdown(server, SHUT_WR);
  const int status = fgetc(stream);
  char block[65536];
  for (size_t size; (size = fread(block, 1, sizeof block, stream)) > 0;) {
    fwrite(block, 1, size, stdout);
  }
  return status == EOF ? 125 : status;
}
