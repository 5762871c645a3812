"""The recipe that ships, built by rattler-build, its tests included.

In a process of its own, as the engine and rattler-build in one interpreter each bring a runtime:

    python -m ces_testing.recipe RECIPE CHANNEL OUTPUT
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rattler_build import PlatformConfig, RenderConfig, Stage0Recipe, ToolConfiguration, VariantConfig

from ces_testing.packages import SUBDIR
from ces_testing.standins import VARIANTS

LIMIT = 1200.0


class Log:
    """Passes on what the build prints; without this an error says no more than that there was one."""

    def on_log(self, event: object) -> None:
        print(event.message)  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return lambda *_: None


def build(recipe: Path, channel: Path, output: Path) -> None:
    Stage0Recipe.from_file(recipe).run_build(
        variant_config=VariantConfig({name: list(values) for name, values in VARIANTS.items()}),
        tool_config=ToolConfiguration(test_strategy="native", use_zstd=False, use_bz2=False, use_sharded=False),
        output_dir=output, channels=[channel.as_uri()], progress_callback=Log(),
        render_config=RenderConfig(platform=PlatformConfig(target_platform=SUBDIR)))


def build_packages(recipe: Path, channel: Path, output: Path) -> dict[str, Path]:
    """Build all outputs into a channel, and give the packages by name; what was printed is in `output/log`."""
    output.mkdir(parents=True)
    with open(output / "log", "w") as log:
        subprocess.run([sys.executable, "-m", "ces_testing.recipe", str(recipe), str(channel), str(output)],
                       stdout=log, stderr=subprocess.STDOUT, timeout=LIMIT,
                       env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])})
    built = {path.name.rsplit("-", 2)[0]: path for path in (output / SUBDIR).glob("*.conda")}
    tail = (output / "log").read_text()[-6000:]
    assert built and "Traceback" not in tail, tail
    return built


if __name__ == "__main__":
    build(*(Path(argument) for argument in sys.argv[1:4]))
    sys.stdout.flush()
    os._exit(0)
