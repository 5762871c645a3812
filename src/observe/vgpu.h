// What the PCI configuration of a GPU says of a host that shares it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ces {

// Return the release of the host's driver where `config`, the bytes of
// /sys/bus/pci/devices/*/config, is of a virtual GPU, or an empty text where it does not tell that;
// nothing where it is none, or the bytes end before it could be said: the kernel shows all of them
// to root alone. Format: NVIDIA/k8s-device-plugin, internal/vgpu.
std::optional<std::string> vgpu_host_in_config(std::string_view config);

}  // namespace ces
