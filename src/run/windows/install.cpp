// Programs are in use there while they run, and permissions are others: install is not given on
// Windows in this version.
#include "run/install.h"

namespace ces {

namespace {

Installation not_given(const std::string& prefix) {
  Finding finding{
      &finding_kinds::k_prefix_unwritable,
      "install and uninstall are not given on Windows in this version", "",
      "copy the program into Library\\bin and the hooks into etc\\conda, or remove them", prefix};
  return {prefix, Installation::Result::failed, std::move(finding)};
}

}  // namespace

Installation install_into(const std::string& prefix, const std::vector<ShippedFile>& /*files*/,
                          const std::string& /*version*/) {
  return not_given(prefix);
}

Installation uninstall_from(const std::string& prefix) {
  return not_given(prefix);
}

}  // namespace ces
