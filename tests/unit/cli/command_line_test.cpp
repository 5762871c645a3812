#include "cli/exit_codes.h"
#include "cli/options.h"
#include "unit/support/world.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ces {

void PrintTo(const Options& options, std::ostream* out) {
  *out << "command " << static_cast<int>(options.command) << ", shell "
       << options.shell.value_or("-") << ", prefix " << options.prefix.value_or("-") << ", root "
       << options.root << ", json " << options.json << ", quiet " << options.quiet << ", verbose "
       << options.verbose;
}

namespace {

using testing::contains;
using Arguments = std::vector<std::string>;

std::string in_words(const Arguments& arguments) {
  std::string words = "cuda-env-resolve";
  for (const std::string& argument : arguments) {
    words += " '" + argument + '\'';
  }
  return words;
}

Options parsed(const Arguments& arguments) {
  const Parsed result = parse_command_line(arguments);
  EXPECT_TRUE(result.options) << in_words(arguments) << ": " << result.error;
  return result.options.value_or(Options());
}

std::string error_of(const Arguments& arguments) {
  const Parsed result = parse_command_line(arguments);
  EXPECT_FALSE(result.options) << in_words(arguments);
  EXPECT_EQ(result.exit_code, k_exit_usage) << in_words(arguments);
  return result.error;
}

std::string code_of(const Arguments& arguments) {
  EXPECT_FALSE(error_of(arguments).empty()) << in_words(arguments);
  return parse_command_line(arguments).output;
}

// ---- the whole command line -------------------------------------------------------------------

TEST(CommandLine, without_arguments_is_the_bare_call) {
  EXPECT_EQ(parsed({}), Options());
  EXPECT_EQ(parsed({}).command, Command::resolve);
}

TEST(WrongCall, leaves_code_that_is_false_where_it_may_be_evaluated) {
  EXPECT_EQ(code_of({"--bogus"}), "false;\n");
  EXPECT_EQ(code_of({"--shell", "fish", "--bogus"}), "false;\n");
  EXPECT_EQ(code_of({"use", "--bogus"}), "false;\n");
  EXPECT_EQ(code_of({"stauts"}), "false;\n");
  EXPECT_EQ(code_of({"-q", "-v"}), "false;\n");
  EXPECT_EQ(code_of({"--json", "--bogus"}).find("{"), 0U);
  EXPECT_NE(code_of({"--json", "--bogus"}).find("\"failed\": true"), std::string::npos);
}

TEST(WrongCall, leaves_nothing_where_it_is_not_evaluated_or_must_not_fail) {
  for (const char* command : {"activate", "deactivate", "status", "doctor", "exec"}) {
    EXPECT_EQ(code_of({command, "--bogus"}), "") << command;
    EXPECT_EQ(code_of({"--prefix", "/e", command, "--bogus"}), "") << command;
  }
}

TEST(WrongCall, is_an_option_with_an_empty_value) {
  EXPECT_NE(error_of({"--prefix", ""}).find("--prefix is given an empty value"), std::string::npos);
  EXPECT_NE(error_of({"--root="}).find("--root is given an empty value"), std::string::npos);
  EXPECT_NE(error_of({"activate", "--prefix=", "--shell", "sh"}).find("--prefix is given"),
            std::string::npos);
}

TEST(WrongCall, is_a_second_command) {
  EXPECT_NE(error_of({"activate", "status"}).find("one command at a time"), std::string::npos);
  EXPECT_NE(error_of({"activate", "activate"}).find("one command at a time"), std::string::npos);
}

TEST(WrongCall, is_told_without_control_characters) {
  EXPECT_EQ(error_of({"\x1b[31mx"}).find('\x1b'), std::string::npos);
  EXPECT_EQ(error_of({"--color=\x1b[31m"}).find('\x1b'), std::string::npos);
}

TEST(CommandLine, has_the_commands) {
  EXPECT_EQ(parsed({"activate"}).command, Command::activate);
  EXPECT_EQ(parsed({"deactivate"}).command, Command::deactivate);
  EXPECT_EQ(parsed({"status"}).command, Command::status);
  EXPECT_EQ(parsed({"compat"}).command, Command::compat);
}

TEST(CommandLine, takes_options_before_and_behind_the_command) {
  const Options behind = parsed({"status", "--prefix", "/e", "--json", "--root=/mnt"});
  EXPECT_EQ(behind.command, Command::status);
  EXPECT_EQ(behind.prefix, "/e");
  EXPECT_TRUE(behind.json);
  EXPECT_EQ(behind.root, "/mnt");
  EXPECT_EQ(parsed({"--prefix", "/e", "--json", "--root=/mnt", "status"}), behind);
}

TEST(CommandLine, has_short_and_long_names_for_quiet_and_verbose) {
  EXPECT_TRUE(parsed({"-q"}).quiet);
  EXPECT_TRUE(parsed({"--quiet"}).quiet);
  EXPECT_TRUE(parsed({"-v"}).verbose);
  EXPECT_TRUE(parsed({"status", "--verbose"}).verbose);
  EXPECT_FALSE(error_of({"-q", "-v"}).empty());
}

TEST(CommandLine, has_three_colors) {
  EXPECT_EQ(parsed({"--color", "always"}).color, ColorChoice::always);
  EXPECT_EQ(parsed({"--color=never"}).color, ColorChoice::never);
  EXPECT_EQ(parsed({"--color", "auto"}).color, ColorChoice::automatic);
  EXPECT_FALSE(error_of({"--color", "blue"}).empty());
}

TEST(CommandLine, misses_a_value) {
  for (const char* option : {"--shell", "--prefix", "--root", "--color"}) {
    EXPECT_TRUE(contains(error_of({option}), option)) << option;
  }
}

TEST(CommandLine, says_what_was_probably_meant) {
  EXPECT_TRUE(contains(error_of({"stauts"}), "did you mean 'status'?"));
  EXPECT_TRUE(contains(error_of({"activ"}), "there is no command 'activ'"));
  EXPECT_TRUE(contains(error_of({"deactivat"}), "did you mean 'deactivate'?"));
  EXPECT_TRUE(contains(error_of({"--shel", "bash"}), "did you mean '--shell'?"));
  EXPECT_TRUE(contains(error_of({"status", "--prefx=/e"}),
                       "there is no option --prefx; did you mean '--prefix'?"));
  EXPECT_FALSE(contains(error_of({"xyzzy"}), "did you mean"));
  EXPECT_FALSE(contains(error_of({"--frobnicate"}), "did you mean"));
}

TEST(CommandLine, says_which_command_has_the_option_or_takes_the_word) {
  EXPECT_TRUE(contains(error_of({"recommend", "--toolkit", "12"}),
                       "there is no option --toolkit of recommend; it is one of compat"));
  EXPECT_TRUE(contains(error_of({"--deep"}),
                       "there is no option --deep without a command; it is one of doctor"));
  EXPECT_TRUE(contains(error_of({"compat", "12.4"}), "compat takes no '12.4'"));
  EXPECT_TRUE(contains(error_of({"help"}), "did you mean '--help'?"));
  EXPECT_TRUE(contains(error_of({"version"}), "did you mean '--version'?"));
}

TEST(CommandLine, knows_the_commands_that_are_still_to_come) {
  for (const char* command : {"doctor", "check", "list", "use", "config", "compat", "recommend",
                              "exec", "install", "uninstall", "completion"}) {
    const Parsed result = parse_command_line({command});
    if (!result.options && result.exit_code == k_exit_usage) {
      EXPECT_TRUE(contains(result.error, "is not in this version yet")) << result.error;
    }
  }
}

TEST(CommandLine, points_to_the_help_whenever_it_is_wrong) {
  EXPECT_TRUE(contains(error_of({"--frobnicate"}), "See cuda-env-resolve --help\n"));
  EXPECT_TRUE(contains(error_of({"status", "activate"}), "See cuda-env-resolve --help\n"));
}

TEST(CommandLine, does_not_take_two_commands) {
  EXPECT_FALSE(error_of({"activate", "deactivate"}).empty());
  EXPECT_FALSE(error_of({"status", "status"}).empty());
}

TEST(CommandLine, has_help_and_version_on_stdout) {
  for (const Arguments& arguments : {Arguments{"--help"}, Arguments{"-h"},
                                     Arguments{"status", "--help"}, Arguments{"--version"}}) {
    const Parsed result = parse_command_line(arguments);
    EXPECT_FALSE(result.options) << in_words(arguments);
    EXPECT_EQ(result.exit_code, k_exit_ok) << in_words(arguments);
    EXPECT_EQ(result.error, "") << in_words(arguments);
    EXPECT_TRUE(result.output.ends_with('\n')) << in_words(arguments);
  }
  EXPECT_EQ(parse_command_line({"--version"}).output, "cuda-env-resolve " CES_VERSION "\n");
}

TEST(CommandLine, keeps_values_as_they_are) {
  for (const std::string value :
       {"/a b", "/it's", "\"/quoted\"", "'/quoted'", "[a,b]", "[]", "{}", "/a,b", "a=b", "%%", "/ü",
        "\\n", "/new\nline", "/\xff", "#x", "//", "true", "1"}) {
    EXPECT_EQ(parsed({"--prefix", value}).prefix, value);
    EXPECT_EQ(parsed({"--prefix=" + value}).prefix, value);
    EXPECT_EQ(parsed({"status", "--root", value}).root, value);
  }
}

// ---- the plain forms, which the hooks use -----------------------------------------------------

TEST(PlainCommandLine, takes_the_forms_of_the_hooks_and_of_the_bare_call) {
  for (const Arguments& arguments :
       {Arguments{}, Arguments{"activate", "--shell", "sh"}, Arguments{"deactivate", "--shell=zsh"},
        Arguments{"activate", "--shell", "fish", "--prefix", "/e"}, Arguments{"--shell", "bash"},
        Arguments{"activate", "--shell", "bash", "--set", ",CUDA_PATH,,"}}) {
    EXPECT_TRUE(parse_plain_command_line(arguments)) << in_words(arguments);
  }
}

TEST(PlainCommandLine, leaves_everything_else_to_the_parser) {
  for (const Arguments& arguments : {Arguments{"status"},
                                     Arguments{"--help"},
                                     Arguments{"-q"},
                                     Arguments{"--json"},
                                     Arguments{"--root", "/mnt"},
                                     Arguments{"activate", "activate"},
                                     Arguments{"--shell"},
                                     Arguments{"--shell", ""},
                                     Arguments{"--shell="},
                                     Arguments{"--shell", "--prefix"},
                                     Arguments{"--shell", "-"},
                                     Arguments{"--shellx", "bash"},
                                     Arguments{"--she", "bash"},
                                     Arguments{"--shell", "sh", "--shell", "bash"},
                                     Arguments{"--shell", "sh", "activate"},
                                     Arguments{""},
                                     Arguments{"activate", ""},
                                     Arguments{"--"},
                                     Arguments{"--set", ","},
                                     Arguments{"deactivate", "--set", ","}}) {
    EXPECT_FALSE(parse_plain_command_line(arguments)) << in_words(arguments);
  }
}

// Every line of up to four of these words: what the quick reader accepts, the parser reads alike.
TEST(PlainCommandLine, reads_whatever_it_accepts_as_the_parser_does) {
  const std::vector<std::string> words = {
      "activate",    "deactivate", "status", "--shell", "--prefix", "--shell=sh",
      "--prefix=/e", "--shell=",   "sh",     "/a b",    "[x,y]",    "--set",
      "\"q\"",       "--json",     "",       "--",      "-q",       "=x"};
  std::size_t accepted = 0;
  const auto check = [&](const Arguments& arguments) {
    const auto plain = parse_plain_command_line(arguments);
    if (!plain) {
      return;
    }
    ++accepted;
    const Parsed whole = parse_command_line(arguments);
    if (!whole.options) {
      ADD_FAILURE() << in_words(arguments) << " is accepted, but the parser says: " << whole.error;
    } else {
      EXPECT_EQ(*plain, *whole.options) << in_words(arguments);
    }
  };
  check({});
  for (const auto& a : words) {
    check({a});
    for (const auto& b : words) {
      check({a, b});
      for (const auto& c : words) {
        check({a, b, c});
        for (const auto& d : words) {
          check({a, b, c, d});
        }
      }
    }
  }
  EXPECT_GT(accepted, 300U);
}

TEST(PlainCommandLine, keeps_values_as_the_parser_does) {
  for (const std::string value : {"[a,b]", "[]", "{}", "%%", "\\n", "a=b", "/new\nline", "/\xff",
                                  "//x", "activate", "status", "h", "=x", "\t", " "}) {
    for (const Arguments& arguments :
         {Arguments{"activate", "--prefix", value}, Arguments{"activate", "--prefix=" + value},
          Arguments{"--shell", value}, Arguments{"--shell", "sh", "--prefix", value}}) {
      const auto plain = parse_plain_command_line(arguments);
      ASSERT_TRUE(plain) << in_words(arguments);
      EXPECT_EQ(*plain, parsed(arguments)) << in_words(arguments);
    }
  }
}

}  // namespace
}  // namespace ces
