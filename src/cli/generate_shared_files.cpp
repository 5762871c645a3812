// Writes what is installed below share and made from the tables: completions and the manual page.
// The results are committed, so that cross builds run no generator and both builds install the
// same.
#include "cli/completion.h"
#include "cli/manual.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

namespace {

bool write(const std::filesystem::path& path, const std::string& text) {
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) {
    std::cerr << "generate-shared-files: cannot write " << path.string() << '\n';
  }
  return file.good();
}

bool write_all(const std::filesystem::path& share) {
  return write(share / "bash-completion/completions/cuda-env-resolve", ces::bash_completion()) &&
         write(share / "zsh/site-functions/_cuda-env-resolve", ces::zsh_completion()) &&
         write(share / "fish/vendor_completions.d/cuda-env-resolve.fish", ces::fish_completion()) &&
         write(share / "man/man1/cuda-env-resolve.1", ces::manual_page());
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int k_usage_error = 2;
  if (argc != 2) {
    std::cerr << "usage: generate-shared-files SHARE\n";
    return k_usage_error;
  }
  return write_all(argv[1]) ? EXIT_SUCCESS : EXIT_FAILURE;
}
