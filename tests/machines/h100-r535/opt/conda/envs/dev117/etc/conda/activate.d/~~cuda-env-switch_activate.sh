# the hook
