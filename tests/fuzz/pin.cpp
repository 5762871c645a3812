// The pin of an environment: a toolkit, or a fault.
#include "config/configuration.h"
#include "fuzz/machine.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ces::fuzz::Machine machine;
  machine.write("/e/etc/cuda-env-switch/pin", ces::fuzz::text_of(data, size));
  const ces::Configuration configuration = ces::read_configuration(machine.system(), "/e");
  const ces::Wish& wish = configuration.settings.toolkit.value;
  ces::fuzz::require(wish.kind != ces::Wish::Kind::path || wish.path.starts_with('/'),
                     "a folder is an absolute path");
  return 0;
}
