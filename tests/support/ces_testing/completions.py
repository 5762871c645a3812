"""What a shell offers when TAB is pressed: the shells' own machinery is asked, with the staged files."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from pathlib import Path

LIMIT = 60.0

BASH = r"""
set -u
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
complete -p cuda-env-resolve >/dev/null || exit
_cuda_env_resolve cuda-env-resolve "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[ "${#COMPREPLY[@]}" -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
"""

# compadd is what every completion ends in; all that it is given and that fits is written down.
ZSH = r"""
PS1='ready> '
unsetopt zle_bracketed_paste
zstyle ':completion:*' list-colors
autoload -Uz compinit
compinit -u -D
LOAD
compadd() {
  if [[ ${@[1,(i)(-|--)]} != *-[OAD](| *) ]]; then
    local -a fitting
    builtin compadd -A fitting "$@"
    (( ! ${#fitting} )) || print -rl -- $fitting >>$CES_OFFERED
  fi
  builtin compadd "$@"
}
finished() { : >$CES_DONE }
zle -N finished
bindkey '^X' finished
: >$CES_READY
"""


def words_of(line: str) -> list[str]:
    """A command line as bash cuts it for a completion: a blank ends a word, and `=` is one."""
    words: list[str] = []
    for word in line.split(" "):
        words += [part for part in re.split("(=)", word) if part] or [""]
    return words


def offered_by_bash(share: Path, line: str, cwd: Path) -> set[str]:
    script = share / "bash-completion" / "completions" / "cuda-env-resolve"
    result = subprocess.run(["bash", "--norc", "--noprofile", "-c", BASH, "bash", str(script), *words_of(line)],
                            cwd=cwd, capture_output=True, text=True, timeout=LIMIT)
    assert (result.returncode, result.stderr) == (0, ""), result
    return set(result.stdout.splitlines())


def offered_by_fish(share: Path, line: str, cwd: Path) -> set[str]:
    """fish finds the file itself, in the vendor folder of a data folder."""
    environment = {**os.environ, "XDG_DATA_DIRS": f"{share}:/usr/share", "HOME": str(cwd), "XDG_CONFIG_HOME": str(cwd),
                   "PATH": f"{share.parent}/bin:/usr/bin:/bin"}
    result = subprocess.run(["fish", "--command", "complete -C $argv[1]", line], cwd=cwd, env=environment,
                            capture_output=True, text=True, timeout=LIMIT)
    assert (result.returncode, result.stderr) == (0, ""), result
    return {row.split("\t")[0] for row in result.stdout.splitlines()}


def offered_by_zsh(share: Path, line: str, cwd: Path, load: str = "") -> set[str]:
    """zsh finds the file itself on fpath, or is given text that loads it; its line editor needs a terminal."""
    offered, done, ready = cwd / "offered", cwd / "done", cwd / "ready"
    for file in (offered, done, ready):
        file.unlink(missing_ok=True)
    functions = "" if load else f"fpath=('{share}/zsh/site-functions' $fpath)\n"
    (cwd / ".zshrc").write_text(functions + ZSH.replace("LOAD", load))
    environment = {"HOME": str(cwd), "ZDOTDIR": str(cwd), "TERM": "dumb", "PATH": f"{share.parent}/bin:/usr/bin:/bin",
                   "LANG": "C.UTF-8", "CES_OFFERED": str(offered), "CES_DONE": str(done), "CES_READY": str(ready)}
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execvpe("zsh", ["zsh", "--no-globalrcs", "-i"], environment)
    try:
        shown = _wait_for(ready, terminal)
        os.write(terminal, os.fsencode(line) + b"\t\x18")
        shown += _wait_for(done, terminal)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    assert "error" not in shown, shown
    return {name.rstrip("/") for name in offered.read_text().splitlines()} if offered.exists() else set()


def _wait_for(file: Path, terminal: int) -> str:
    """Read what is shown until the file is there."""
    shown = b""
    deadline = time.monotonic() + LIMIT
    while not file.exists():
        assert time.monotonic() < deadline, os.fsdecode(shown)
        readable, _, _ = select.select([terminal], [], [], 0.05)
        if readable:
            shown += os.read(terminal, 65536)
    return os.fsdecode(shown)
