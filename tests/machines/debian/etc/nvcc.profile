NVVMIR_LIBRARY_DIR = /usr/lib/nvidia-cuda-toolkit/libdevice

LIBRARIES        =+ $(_SPACE_) "-L/usr/lib/x86_64-linux-gnu/stubs"
