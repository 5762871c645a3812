// The GPUs compiled into the program, as builtin_gpu_ids.cpp holds them; gpu_ids.h is for use.
#pragma once

#include "compat/gpu_ids.h"

#include <span>
#include <string_view>

namespace ces::compat {

std::span<const PackedGpu> builtin_gpus();
std::string_view builtin_gpu_texts();

}  // namespace ces::compat
