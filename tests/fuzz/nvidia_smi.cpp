// What nvidia-smi prints, in each of its forms.
#include "fuzz/target.h"
#include "run/driver_probe.h"

using ces::fuzz::require;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = ces::fuzz::text_of(data, size);
  const ces::NvidiaSmiAnswer answer = ces::parse_nvidia_smi(text);
  for (const std::string& word : {answer.driver_text, answer.cuda_text}) {
    require(word.find_first_of(" |\t\r\n") == std::string::npos, "a value is one word");
    require(text.find(word) != std::string::npos, "a value stands in the text");
  }
  require(!answer.driver || ces::Version::parse(answer.driver_text) == answer.driver,
          "the driver's release is what its text says");
  require(!answer.cuda || ces::Version::parse(answer.cuda_text) == answer.cuda,
          "the CUDA release is what its text says");
  return 0;
}
