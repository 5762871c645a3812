// What an engine or a package wrote down about itself: conda-meta/*.json, and cudatoolkit-dev's
// arguments.
#include "fuzz/target.h"
#include "observe/package_records.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using ces::fuzz::require;

// An environment of two files that is gone with the process.
struct Prefix {
  std::string path = (std::filesystem::temp_directory_path() / "ces-fuzz-XXXXXX").string();

  Prefix() {
    require(::mkdtemp(path.data()) != nullptr, "there is a temporary folder");
    std::filesystem::create_directory(path + "/conda-meta");
    std::filesystem::create_directory(path + "/bin");
  }
  Prefix(const Prefix&) = delete;
  Prefix& operator=(const Prefix&) = delete;
  Prefix(Prefix&&) = delete;
  Prefix& operator=(Prefix&&) = delete;
  ~Prefix() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path + name, std::ios::binary) << text;
  }
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Prefix prefix;
  const ces::System system("/", ces::Environment());
  const std::string text = ces::fuzz::text_of(data, size);
  prefix.write("/conda-meta/cuda-nvcc-12.4.131-0.json", text);
  prefix.write("/bin/cudatoolkit-dev-extra-args.json", text);
  for (const ces::PackageRecord& package : ces::observe_packages(system, prefix.path)) {
    require(ces::Version::parse(package.version.text).has_value(), "a version is one");
  }
  const auto dev = ces::observe_cudatoolkit_dev(system, prefix.path);
  require(!dev || ces::Version::parse(dev->version.text), "a version is one");
  return 0;
}
