"""What the shells offer at TAB, by the files that are installed where they look for them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ces_testing.completions import offered_by_bash, offered_by_fish, offered_by_zsh

Offer = Callable[[Path, str, Path], set[str]]
SHELLS: dict[str, Offer] = {"bash": offered_by_bash, "zsh": offered_by_zsh, "fish": offered_by_fish}

LINES = {
    "st": {"status"},
    "dea": {"deactivate"},
    "xyz": set(),
    "--prefix /e st": {"status"},
    "--json --color never st": {"status"},
    "completion ": {"bash", "zsh", "fish"},
    "completion f": {"fish"},
    "completion fish ": set(),
    "--json completion z": {"zsh"},
    "completion --json z": {"zsh"},
    "status ": set(),
    "status --js": {"--json"},
    "--js": {"--json"},
    "--color ": {"auto", "always", "never"},
    "status --color al": {"always"},
    "--shell xo": {"xonsh"},
    "activate --shell xo": {"xonsh"},
}


@pytest.fixture(params=SHELLS)
def offer(request: pytest.FixtureRequest) -> Offer:
    assert shutil.which(request.param), f"{request.param} is not installed"
    return SHELLS[request.param]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.replace(" ", "_"))
def test_offers(offer: Offer, line: str, stage: Path, tmp_path: Path) -> None:
    """Where no word can come, zsh goes on to the options by itself; that is as good as nothing."""
    offered = offer(stage / "share", f"cuda-env-resolve {line}", tmp_path)
    if not LINES[line]:
        offered = {word for word in offered if not word.startswith("-")}
    assert offered == LINES[line]


def test_offers_every_command(offer: Offer, stage: Path, tmp_path: Path) -> None:
    """And no other: each one offered has a help of its own."""
    offered = offer(stage / "share", "cuda-env-resolve ", tmp_path)
    assert {"activate", "deactivate", "status", "completion"} <= offered
    for command in offered:
        text = subprocess.run([stage / "bin" / "cuda-env-resolve", command, "--help"], capture_output=True, text=True)
        assert text.stdout.startswith(f"Usage: cuda-env-resolve {command}"), command


def test_offers_every_option(offer: Offer, stage: Path, tmp_path: Path) -> None:
    offered = {name.rstrip("=") for name in offer(stage / "share", "cuda-env-resolve status --", tmp_path)}
    assert {"--shell", "--prefix", "--root", "--json", "--quiet", "--verbose", "--color", "--help"} <= offered


@pytest.mark.parametrize("option", ["--prefix ", "--prefix=", "status --root "])
def test_offers_folders_only(offer: Offer, option: str, stage: Path, tmp_path: Path) -> None:
    (tmp_path / "place" / "a folder").mkdir(parents=True)
    (tmp_path / "place" / "a file").touch()
    offered = offer(stage / "share", f"cuda-env-resolve {option}place/", tmp_path)
    assert {name.rstrip("/").removeprefix("--prefix=").removeprefix("place/").replace("\\", "")
            for name in offered} == {"a folder"}


def test_what_the_command_prints_can_be_sourced_in_zsh(stage: Path, tmp_path: Path) -> None:
    load = 'source <(cuda-env-resolve completion zsh)'
    assert offered_by_zsh(stage / "share", "cuda-env-resolve st", tmp_path, load) == {"status"}


@pytest.mark.parametrize("shell, path", [("bash", "bash-completion/completions/cuda-env-resolve"),
                                         ("zsh", "zsh/site-functions/_cuda-env-resolve"),
                                         ("fish", "fish/vendor_completions.d/cuda-env-resolve.fish")])
def test_the_installed_file_is_what_the_command_prints(shell: str, path: str, stage: Path) -> None:
    printed = subprocess.run([stage / "bin" / "cuda-env-resolve", "completion", shell], capture_output=True, text=True)
    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout == (stage / "share" / path).read_text()


@pytest.mark.parametrize("arguments", [[], ["powershell"], ["bahs"]])
def test_another_shell_is_a_wrong_call(arguments: list[str], stage: Path) -> None:
    result = subprocess.run([stage / "bin" / "cuda-env-resolve", "completion", *arguments],
                            capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (2, "")
    assert "bash" in result.stderr and "fish" in result.stderr


def test_the_manual_page_is_clean(stage: Path) -> None:
    page = stage / "share" / "man" / "man1" / "cuda-env-resolve.1"
    result = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-rLL=100n", page], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    shown = re.sub(".\b", "", result.stdout)  # a bold letter is struck twice
    for part in ("NAME", "EXIT STATUS", "cuda-env-resolve completion bash", "--prefix DIR"):
        assert part in shown, part
