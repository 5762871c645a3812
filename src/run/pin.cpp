#include "run/pin.h"

#include "config/places.h"
#include "run/atomic_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ces {

namespace {

bool may_not_write(int error) {
  return error == EACCES || error == EPERM || error == EROFS;
}

std::string cannot(const std::string& path, const char* what, int error) {
  return path + " cannot be " + what + ": " + std::strerror(error);
}

}  // namespace

PinResult write_pin(const Environment& environment, const std::string& prefix,
                    std::string_view wish) {
  const std::string text = std::string(wish) + '\n';
  PinResult result{environment_pin(prefix), "", false};
  const std::string own = user_pin(environment, prefix);
  const int error = write_atomically(result.path, text);
  if (error == 0) {
    if (!own.empty() && ::unlink(own.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR) {
      result.fault = cannot(own, "removed, and it outranks the environment's pin", errno);
    }
    return result;
  }
  if (!may_not_write(error) || own.empty()) {
    result.fault = cannot(result.path, "written", error);
    return result;
  }
  const std::string why = cannot(result.path, "written", error);
  result.path = own;
  result.is_users = true;
  if (const int own_error = write_atomically(own, text); own_error != 0) {
    result.fault = why + ", and " + cannot(own, "written", own_error);
  }
  return result;
}

}  // namespace ces
