// Windows tells the parent of a process and the name of its program, without its arguments.
#include "observe/calling_shell.h"

#include "base/windows/unicode.h"

#include <windows.h>
#include <tlhelp32.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace ces {

namespace {

struct Process {
  DWORD parent = 0;
  std::string program;  // "cmd.exe"
};

std::map<DWORD, Process> processes() {
  std::map<DWORD, Process> found;
  HANDLE snapshot = ::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  if (snapshot == INVALID_HANDLE_VALUE) {
    return found;
  }
  PROCESSENTRY32W entry{};
  entry.dwSize = sizeof(entry);
  for (bool more = ::Process32FirstW(snapshot, &entry) != 0; more;
       more = ::Process32NextW(snapshot, &entry) != 0) {
    found[entry.th32ProcessID] = {entry.th32ParentProcessID, from_utf16(entry.szExeFile)};
  }
  ::CloseHandle(snapshot);
  return found;
}

// Return the name of a program as people say it: "cmd" for "CMD.EXE".
std::string spoken(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  constexpr std::string_view k_extension = ".exe";
  if (name.ends_with(k_extension)) {
    name.resize(name.size() - k_extension.size());
  }
  return name;
}

}  // namespace

std::string calling_program() {
  const std::map<DWORD, Process> all = processes();
  const auto own = all.find(::GetCurrentProcessId());
  const auto parent = own == all.end() ? own : all.find(own->second.parent);
  return parent == all.end() ? std::string() : spoken(parent->second.program);
}

bool is_called_from_bash_of_xonsh() {
  return false;
}

}  // namespace ces
