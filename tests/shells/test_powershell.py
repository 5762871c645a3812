"""PowerShell, by its grammar: none can be had to run, so what it would evaluate is parsed and decoded."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from ces_testing.prefixes import call, environment_of, hook, make_environment, prefix_of
from ces_testing.shells import Environment

PARSER = Parser(Language(tree_sitter_powershell.language()))

QUOTES = "'\u2018\u2019\u201a\u201b"
"""What PowerShell's tokenizer takes for a single quote (CharExtensions.IsSingleQuote)."""

VALUES = {
    "plain": "/opt/cuda", "empty": "", "blanks": "  two  blanks  ", "tab": "a\tb", "newline": "new\nline\n",
    "quote": "it's '", "quotes": "''", "low quotes": "\u2018a\u2019\u2019\u201a\u201b'\u2018",
    "double quote": '"a"\u201c', "dollar": "$HOME ${x} $(y)", "backtick": "a`nb`", "backslash": "back\\slash\\",
    "utf8": "ünï-码-😀", "glob": "*?[a]{b,c}~", "comment": "#a <# #> --%", "here string": "@'\n'@",
    "separators": "a;b|c&d,e(f)", "option": "-n",
}

REFUSED = {"not utf8": "by\udcff\udcfetes", "carriage return": "a\rb", "escape": "a\x1b[0mb", "delete": "a\x7fb"}

FOLDERS = {name: value for name, value in VALUES.items() if value and "/" not in value}


def nodes(node: Node, kind: str) -> list[Node]:
    """The nodes of a kind in a tree, in order."""
    found = [node] if node.type == kind else []
    return found + [inner for child in node.children for inner in nodes(child, kind)]


def parse(text: str) -> Node:
    root = PARSER.parse(text.encode()).root_node
    assert not root.has_error, text
    return root


def decode(literal: str) -> str:
    """What a single-quoted literal stands for: of two quotes in a row the second, as PowerShell reads it."""
    assert re.fullmatch(f"'(?:[^{QUOTES}]|[{QUOTES}]{{2}})*'", literal), literal
    return re.sub(f"[{QUOTES}]([{QUOTES}])", r"\1", literal[1:-1])


def evaluate(text: str, environment: Environment) -> Environment:
    """The environment after a text that must be nothing but assignments of literals to variables of it."""
    result = dict(environment)
    root = parse(text)
    statements = [node for block in root.named_children for node in block.named_children
                  if node.type != "empty_statement"]
    for statement in statements:
        (assignment,) = nodes(statement, "assignment_expression")
        assert assignment.text == statement.text
        target, _, value = assignment.named_children
        assert target.text and value.text
        prefix, name = target.text.decode().split(":")
        assert prefix == "$Env"
        if value.text == b"$null":
            result.pop(name, None)
            continue
        (literal,) = nodes(value, "string_literal")
        assert literal.text == value.text
        result[name] = decode(value.text.decode())
    return result


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, stage: Path) -> Path:
    return prefix_of(make_environment(tmp_path_factory.mktemp("powershell") / "env", stage))


def check_there_and_back(prefix: Path, before: Environment) -> Environment:
    """Activation and deactivation as the hooks make them; the environment in between."""
    switched = call(prefix, before, "activate", "--shell", "powershell")
    assert (switched.status, switched.stderr) == (0, "")
    during = evaluate(switched.stdout, before)
    home = f"{prefix}/pkgs/cuda-toolkit"
    assert during["CUDA_HOME"] == home
    assert during["PATH"] == f"{home}/bin:{before['PATH']}"
    undone = call(prefix, during, "deactivate", "--shell", "powershell")
    assert (undone.status, undone.stderr) == (0, "")
    after = evaluate(undone.stdout, during)
    after.pop("CUDA_ENV_SWITCH_STATE", None)  # word of the PATH that conda may put back
    assert after == before
    return during


@pytest.mark.parametrize("name", FOLDERS)
def test_folders(name: str, stage: Path, tmp_path: Path) -> None:
    prefix = prefix_of(make_environment(tmp_path / FOLDERS[name] / "env", stage))
    check_there_and_back(prefix, environment_of(prefix))


@pytest.mark.parametrize("name", VALUES)
def test_values_from_before(name: str, plain: Path) -> None:
    value = VALUES[name]
    before = environment_of(plain, CUDA_HOME=value, LD_LIBRARY_PATH=value)
    during = check_there_and_back(plain, before)
    library = f"{plain}/pkgs/cuda-toolkit/lib64"
    assert during["LD_LIBRARY_PATH"] == (f"{library}:{value}" if value else library)


@pytest.mark.parametrize("name", REFUSED)
def test_what_it_cannot_hold_stays(name: str, plain: Path) -> None:
    before = environment_of(plain, LD_LIBRARY_PATH=REFUSED[name])
    outcome = call(plain, before, "--shell", "powershell")
    assert outcome.status == 0
    assert "CES301" in outcome.stderr
    assert "LD_LIBRARY_PATH" in outcome.stderr
    during = evaluate(outcome.stdout, before)
    assert during["LD_LIBRARY_PATH"] == REFUSED[name]
    assert during["CUDA_HOME"]


def test_a_folder_that_it_cannot_hold(stage: Path, tmp_path: Path) -> None:
    prefix = prefix_of(make_environment(tmp_path / os.fsdecode(b"by\xff\xfetes") / "env", stage))
    outcome = call(prefix, environment_of(prefix), "--shell", "powershell")
    assert "CES301" in outcome.stderr
    assert "CUDA_HOME" not in outcome.stdout


def test_a_failure_throws(plain: Path) -> None:
    outcome = call(plain, {"PATH": "/usr/bin"}, "--shell", "powershell")
    assert outcome.status == 1
    assert outcome.stderr
    root = parse(outcome.stdout)
    assert [node.type for block in root.named_children for node in block.named_children] == [
        "flow_control_statement", "empty_statement"]
    assert outcome.stdout.startswith("throw '")


@pytest.mark.parametrize("kind", ["activate", "deactivate"])
def test_hook(kind: str, plain: Path) -> None:
    """One block of its own scope, silent, which calls the program with the right words."""
    text = hook(plain, kind, ".ps1").read_text("utf-8")
    root = parse(text)
    (block,) = root.named_children
    (statement,) = block.named_children
    assert statement.text and statement.text.startswith(b"& {") and statement.text.endswith(b"}")
    assert f"{kind} --shell powershell 2>$null" in text
    assert not re.search(r"\$(script|global):(?!LASTEXITCODE)", text)
    assigned = [node.named_children[0].text for node in nodes(root, "assignment_expression")]
    assert assigned == [b"$ErrorActionPreference", b"$PSNativeCommandUseErrorActionPreference", b"$file", b"$program",
                        b"$status", b"$text", b"$global:LASTEXITCODE"]


@pytest.mark.parametrize("line", [
    "cuda-env-resolve | Out-String | Invoke-Expression",
    "cuda-env-resolve deactivate | Out-String | Invoke-Expression",
])
def test_the_lines_of_the_documents_parse(line: str) -> None:
    parse(line)
