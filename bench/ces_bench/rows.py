"""What is measured, a row each: a piece of bash that is prepared once and then run many times in a loop."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ces_bench.world import REPOSITORY, World

FLOOR = "a static program that prints three lines"
RECIPE = "three lines people paste, $(dirname $(dirname $(which python)))"
PEERS = REPOSITORY / "build" / "bench-venv" / "bin"
MANY_ELEMENTS = 10_000
# The first runs all the toolkits that are measured as they are, the second the older ones alone.
DRIVER = "580.65.06"
OLD_DRIVER = "535.104.05"

# What every iteration starts from. Builtins only: some ten microseconds, the same in every row.
RESET = """unset CUDA_HOME CUDA_PATH CUDA_INC_PATH LD_LIBRARY_PATH CUDA_ENV_SWITCH_STATE
  PATH=$clean_path"""


@dataclass(frozen=True)
class Row:
    """One thing to measure."""

    name: str
    body: str
    setup: str = ""
    reset: str = RESET
    iterations: int = 200
    driver: str = ""
    """The release of the driver that the row sees, if it sees one."""
    limit: float | None = None
    """The ratio to the floor that it must not pass, if we promised one."""
    group: str = "ours"


def _hook(prefix: Path, kind: str) -> str:
    return f". '{prefix}/etc/conda/{kind}.d/~~cuda-env-switch_{kind}.sh'"


def _active(prefix: Path) -> str:
    """The shell as conda leaves it before the activation hooks run."""
    return f"export CONDA_PREFIX='{prefix}' CONDA_SHLVL=1\nclean_path='{prefix}/bin:/usr/bin:/bin'\n"


def _switched(prefix: Path) -> str:
    """The same with the toolkit in force, and how to come back to that."""
    return _active(prefix) + f"""PATH=$clean_path
{_hook(prefix, "activate")}
saved_path=$PATH saved_home=$CUDA_HOME saved_libraries=$LD_LIBRARY_PATH saved_state=$CUDA_ENV_SWITCH_STATE
"""


IN_FORCE = """export CUDA_HOME="$saved_home" CUDA_PATH="$saved_home" LD_LIBRARY_PATH="$saved_libraries"
  export CUDA_ENV_SWITCH_STATE="$saved_state"
  PATH=$saved_path"""


def our_rows(world: World) -> list[Row]:
    """The hooks, sourced as conda sources them."""
    def activation(name: str, prefix: Path, **more: object) -> Row:
        return Row(f"activate, {name}", _hook(prefix, "activate"), _active(prefix), **more)  # type: ignore[arg-type]

    a = world.layout_a
    without_bin = _switched(a) + "saved_path=${saved_path/\"$CONDA_PREFIX/bin:\"/}\n"
    long_path = _active(a) + f"""for ((i = 0; i < {MANY_ELEMENTS}; i++)); do clean_path+=":/p$i"; done\n"""
    return [
        activation("cudatoolkit-dev", a, limit=1.3),
        activation("split packages", world.layout_b, limit=1.3),
        activation("cudatoolkit-dev, with a driver", a, limit=1.3, driver=DRIVER),
        activation("split packages, with a driver", world.layout_b, limit=1.3, driver=DRIVER),
        activation("no version file, with a driver", world.no_version_file, limit=1.3, driver=DRIVER),
        Row("activate, a driver that is too old, which is told", _hook(world.no_version_file, "activate"),
            _active(world.no_version_file) + "exec 2>/dev/null\n", driver=OLD_DRIVER, limit=1.3),
        activation("with a pin", world.pinned, limit=1.3),
        activation("with a configuration file", world.configured, limit=1.6),
        activation("5 packages in conda-meta", world.few_packages, limit=1.3),
        activation("5,000 packages in conda-meta", world.many_packages, limit=1.3),
        Row("activate, 10,000 entries in PATH", _hook(a, "activate"), long_path),
        activation("dynamically linked", world.dynamic, limit=1.5),
        activation("program mapped from the disk, as after a reboot", world.from_disk),
        Row("deactivate for good", _hook(a, "deactivate"), without_bin, IN_FORCE, limit=1.3),
        Row("deactivate on a switch", _hook(a, "deactivate"), _switched(a),
            f"unset -f hash; {IN_FORCE}", limit=1.3),
    ]


def other_rows(world: World) -> list[Row]:
    """What we compare with. A peer that is not installed is left out by `is_there`."""
    real = world.real_nvcc
    home = real / "pkgs" / "cuda-toolkit"
    python = f"clean_path='{PEERS}:/usr/bin:/bin'\n"
    recipe = """export CUDA_HOME="$(dirname $(dirname $(which python)))/pkgs/cuda-toolkit"
  export PATH="$(dirname $(dirname $(which python)))/pkgs/cuda-toolkit/bin:$PATH"
  export LD_LIBRARY_PATH="$(dirname $(dirname $(which python)))/pkgs/cuda-toolkit/lib64:${LD_LIBRARY_PATH-}\""""
    pathfinder = "from cuda.pathfinder import find_nvidia_binary_utility as f; f('nvcc')"
    return [
        Row("nothing (:)", ":", "clean_path=$PATH\n", iterations=2000, group="floor"),
        Row(FLOOR, f"eval \"$('{world.static_exports}')\"", "clean_path=$PATH\n", group="floor"),
        Row(RECIPE, recipe, python, iterations=50, group="peer"),
        Row("environment-modules: module load", "module load bench-cuda",
            f". /usr/share/modules/init/bash\nexport MODULEPATH='{world.modules}'\nclean_path=$PATH\n",
            f"unset LOADEDMODULES _LMFILES_ __MODULES_LMINIT; {RESET}", iterations=20, group="peer"),
        Row("direnv export", 'eval "$(direnv export bash 2>/dev/null)"',
            f"cd '{world.direnv}'; export HOME='{world.direnv}'; direnv allow .; clean_path=$PATH\n",
            f"unset DIRENV_DIFF DIRENV_DIR DIRENV_FILE DIRENV_WATCHES; {RESET}", iterations=50, group="peer"),
        Row("nvcc -V", f"'{home}/bin/nvcc' -V >/dev/null", "clean_path=$PATH\n", iterations=50, group="peer"),
        Row("cuda-pathfinder: find nvcc", f"python -c \"{pathfinder}\"",
            f"{python}export CONDA_PREFIX='{real}'\n", iterations=10, group="peer"),
        Row("cuda-doctor diagnose", "cuda-doctor diagnose >/dev/null 2>&1", python, iterations=2, group="peer"),
        Row("env-doctor check", "env-doctor check >/dev/null 2>&1", python, iterations=2, group="peer"),
    ]


def what_is_missing(row: Row) -> str:
    """The program that a row needs and this machine lacks, empty if it can be measured."""
    if "module load" in row.name and not Path("/usr/share/modules/init/bash").exists():
        return "environment-modules"
    if "direnv" in row.name and shutil.which("direnv") is None:
        return "direnv"
    return ""


def all_rows(world: World) -> list[Row]:
    """Every row, the floor first."""
    return [*other_rows(world)[:2], *our_rows(world), *other_rows(world)[2:]]
