def __cuda_env_switch(env):
    from subprocess import DEVNULL, check_output
    if env.get("CONDA_PREFIX"):
        call = [env["CONDA_PREFIX"] + "/bin/cuda-env-resolve", "deactivate", "--shell", "xonsh"]
        exec(check_output(call, env=env.detype(), stderr=DEVNULL), {})


try:
    __cuda_env_switch(__xonsh__.env)
except Exception:
    pass
del __cuda_env_switch
