// A program of somebody else's: prints what the library says of an environment.
//
//     consumer ROOT PREFIX [NAME=VALUE]...
#include <cuda-env-switch/resolve.h>

#include <iostream>

namespace {

void print(const char* title, const cuda_env_switch::Answer& answer) {
  std::cout << title << (answer.ok ? " ok" : " not ok") << '\n';
  if (!answer.message.empty()) {
    std::cout << "message " << answer.message << '\n';
  }
  for (const cuda_env_switch::Edit& edit : answer.edits) {
    std::cout << (edit.value ? "set " : "unset ") << edit.name << ' ' << edit.value.value_or("")
              << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    return 2;
  }
  const cuda_env_switch::Request request{argv[2], {argv + 3, argv + argc}, argv[1]};
  std::cout << "version " << cuda_env_switch::version() << '\n';
  print("activate", cuda_env_switch::activate(request));
  print("deactivate", cuda_env_switch::deactivate(request));
  std::cout << cuda_env_switch::status_json(request);
  return 0;
}
