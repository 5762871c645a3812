// What an engine or a package wrote down about itself: conda-meta/*.json, and cudatoolkit-dev's
// arguments.
#include "fuzz/machine.h"
#include "fuzz/target.h"
#include "observe/package_records.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ces::fuzz::Machine machine;
  const std::string text = ces::fuzz::text_of(data, size);
  machine.write("/e/conda-meta/cuda-nvcc-12.4.131-0.json", text);
  machine.write("/e/bin/cudatoolkit-dev-extra-args.json", text);
  const ces::System system = machine.system();
  for (const ces::PackageRecord& package : ces::observe_packages(system, "/e")) {
    require(ces::Version::parse(package.version.text).has_value(), "a version is one");
  }
  const auto dev = ces::observe_cudatoolkit_dev(system, "/e");
  require(!dev || ces::Version::parse(dev->version.text), "a version is one");
  return 0;
}
