"""Every block of code in the documents runs here, is run by a test that it names, or says why it cannot be run.

In front of a block may stand `<!-- tested by FILE -->` or `<!-- not run: REASON -->`. Without either its lines are run
in bash, in an active environment with a toolkit; what follows two blanks is a remark for people.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ces_testing.prefixes import add_layout_a, make_prefix, program_of

REPOSITORY = Path(__file__).resolve().parents[2]
MACHINES = REPOSITORY / "tests" / "machines"
DOCUMENTS = [REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
REMARK = " " * 20
TESTED, NOT_RUN = "tested by ", "not run: "


@dataclass(frozen=True)
class Block:
    """The lines of code that stand together in a document, and the comment in front of them."""

    document: Path
    line: int
    text: str
    comment: str

    def __str__(self) -> str:
        return f"{self.document.relative_to(REPOSITORY)}:{self.line}"

    @property
    def is_run_here(self) -> bool:
        return not self.comment.startswith((TESTED, NOT_RUN))

    def commands(self) -> list[str]:
        """The lines without the remarks, and without those that go on with one."""
        lines = [line for line in self.text.splitlines() if not line.startswith(REMARK)]
        return [re.sub(r"(?<=\S) {2,}\S.*$", "", line).rstrip() for line in lines]


CODE = re.compile(r"(?:<!-- (?P<comment>[^>]*?) -->\n\n)?"
                  r"(?:^```\w*\n(?P<fenced>.*?)^```$|(?P<indented>(?:(?<=\n\n)|(?<=\n)(?=    ))"
                  r"(?:    [^\n]*\n)(?:\n*    [^\n]*\n)*))", re.MULTILINE | re.DOTALL)


def blocks_of(document: Path) -> Iterator[Block]:
    text = document.read_text("utf-8")
    for found in CODE.finditer(text):
        code = found["fenced"] or re.sub(r"^    ", "", found["indented"], flags=re.MULTILINE)
        yield Block(document, text.count("\n", 0, found.start()) + 1, code, found["comment"] or "")


BLOCKS = [block for document in DOCUMENTS for block in blocks_of(document)]


def make_world(folder: Path, stage: Path) -> dict[str, str]:
    """A home with environments, a toolkit of the machine's, and the program on PATH; the variables to see them."""
    home = folder / "home"
    active = make_prefix(folder / "active")
    add_layout_a(active, "11.8")
    shutil.copytree(MACHINES / "workstation/opt/conda/envs/wheels13/lib", active / "lib", symlinks=True)
    for prefix in (home / "envs" / "a", home / "envs" / "job", folder / "image" / "opt" / "conda" / "envs" / "a"):
        add_layout_a(make_prefix(prefix), "12.4")
    add_layout_a(folder / "opt", "11.8")
    machine = add_layout_a(folder / "machine", "12.4").home
    program_of(home / "envs" / "job").symlink_to(stage / "bin" / "cuda-env-resolve")
    (home / ".conda").mkdir()
    (home / ".conda" / "environments.txt").write_text(f"{home}/envs/a\n{active}\n", "utf-8")
    (folder / "Makefile").write_text("all:\n\ttest -n \"$(CUDA_HOME)\"\n", "utf-8")
    return {"HOME": str(home), "LANG": "C.UTF-8", "PATH": f"{stage}/bin:{active}/bin:/usr/bin:/bin",
            "CONDA_PREFIX": str(active), "CUDA_ROOT": str(machine), "CONDA_OVERRIDE_CUDA": "12.4"}


def run_in_world(commands: list[str], folder: Path, stage: Path) -> subprocess.CompletedProcess[str]:
    script = "\n".join(["set -euo pipefail", *commands, ":", ""])  # bash becomes its last command
    # The documents' places, which are not this machine's.
    for path, here in (("/mnt/image", folder / "image"), ("/opt/cuda-11.8", folder / "opt/pkgs/cuda-toolkit")):
        script = script.replace(path, str(here))
    return subprocess.run(["/bin/bash", "--norc", "-c", script], env=make_world(folder, stage), cwd=folder,
                          capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.is_run_here], ids=str)
def test_it_runs_as_it_stands_there(block: Block, tmp_path: Path, stage: Path) -> None:
    done = run_in_world(block.commands(), tmp_path, stage)
    assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"


def test_a_command_that_fails_is_noticed(tmp_path: Path, stage: Path) -> None:
    assert run_in_world(["cuda-env-resolve status --frobnicate", "true"], tmp_path, stage).returncode == 2


def test_no_block_is_overlooked() -> None:
    """Every indented line outside of lists and every fence of a document belongs to a block."""
    for document in DOCUMENTS:
        found = sum(len(block.text.splitlines()) for block in BLOCKS if block.document == document)
        text = re.sub(r"^```\w*\n.*?^```$", lambda fence: re.sub(r"^", "    ", fence[0], flags=re.MULTILINE),
                      document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        lines = [line for line in text.splitlines() if line.startswith("    ") and "```" not in line]
        blank = sum(block.text.count("\n\n") for block in BLOCKS if block.document == document)
        assert found - blank == len([line for line in lines if line.strip()]), document


def test_the_tests_that_blocks_name_are_there() -> None:
    listed = (REPOSITORY / "tests" / "pytest.txt").read_text("utf-8")
    for block in BLOCKS:
        if block.comment.startswith(TESTED):
            name = block.comment.removeprefix(TESTED)
            assert (REPOSITORY / name).is_file() and f" {name.removeprefix('tests/')}\n" in listed, f"{block}: {name}"


def test_what_is_not_run_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    """It is counted and printed; the English and the Chinese README count once each."""
    reasons = [(block, block.comment.removeprefix(NOT_RUN)) for block in BLOCKS if block.comment.startswith(NOT_RUN)]
    named = [block for block in BLOCKS if block.comment.startswith(TESTED)]
    with capsys.disabled():
        print(f"\n{len(BLOCKS)} blocks: {sum(block.is_run_here for block in BLOCKS)} run here, "
              f"{len(named)} by tests that they name, {len(reasons)} not run:")
        print(*(f"  {block}: {reason}" for block, reason in reasons), sep="\n")
    assert all(len(reason) > 5 for _, reason in reasons)
    assert len(reasons) < len(BLOCKS) / 4, "most of what a document shows must run"


# ---- the README in Chinese ----------------------------------------------------------------------------------------


def headings(document: Path) -> list[int]:
    return [len(line) - len(line.lstrip("#")) for line in document.read_text("utf-8").splitlines()
            if line.startswith("#")]


def without_prose(document: Path) -> list[tuple[str, list[str]]]:
    return [(block.comment, block.commands()) for block in BLOCKS if block.document == document]


def inline_code(document: Path) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", document.read_text("utf-8")))


def test_the_readme_in_chinese_is_in_step() -> None:
    """The same commands, sections, words of code and links."""
    english, chinese = DOCUMENTS[:2]
    assert without_prose(chinese) == without_prose(english)
    assert headings(chinese) == headings(english)
    assert inline_code(chinese) ^ inline_code(english) == set()
    links = [set(re.findall(r"\]\(([^)#]+)", document.read_text("utf-8"))) for document in (english, chinese)]
    assert links[0] - {"README.zh-CN.md"} == links[1] - {"README.md"}


def test_links_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8")):
            assert os.path.exists(document.parent / link), f"{document.name}: {link}"
