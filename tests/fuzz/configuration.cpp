// A configuration file of an environment: settings, and faults that name the file.
#include "config/configuration.h"

#include "fuzz/machine.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ces::fuzz::Machine machine;
  machine.write("/e/etc/cuda-env-switch/config.yaml", ces::fuzz::text_of(data, size));
  const ces::Configuration configuration = ces::read_configuration(machine.system(), "/e");
  for (const ces::ConfigFault& fault : configuration.faults) {
    ces::fuzz::require(fault.place.starts_with("/e/etc/"), "a fault names its file");
  }
  return 0;
}
