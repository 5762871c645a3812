// What a program of the hooks alone throws where it needs the whole one: see main_hooks.cpp.
#pragma once

namespace ces {

// Not a std::exception, so that nobody takes it for a fault.
struct NeedsWholeProgram {};

}  // namespace ces
