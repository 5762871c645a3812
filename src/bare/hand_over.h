// What a hook's program does where it needs more than is in this folder.
#pragma once

// Begin anew at the program's usual start, which does the same call with all that a C++ program
// has. Nothing has been written by then: a hook's text is written last, and in one piece.
extern "C" [[noreturn]] void ces_hand_over();
