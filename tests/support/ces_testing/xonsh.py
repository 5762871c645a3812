"""xonsh, driven as conda drives it: its text is executed as Python, and sources the `.sh` hooks in a child bash.

Apart from the other shells, as conda cannot do there what it does in these: our hook leaves nothing behind in xonsh.
"""

from __future__ import annotations

import os
from pathlib import Path

from ces_testing.shells import Language, Shell

REPOSITORY = Path(__file__).resolve().parents[3]
CURRENT = os.environ.get("CES_XONSH") or str(REPOSITORY / "build" / "venv" / "bin" / "xonsh")
"""A current version; Debian's is /usr/bin/xonsh."""


class XonshLanguage(Language):
    """Statements of Python; words are its literals."""

    name = "xonsh"
    suffix = ".sh"
    status = "@($LAST_RETURN_CODE)"

    def quote(self, value: str) -> str:
        return repr(value)

    def prologue(self, root: Path) -> str:
        # From the first captured command on, xonsh exports XONSH_CAPTURE_ALWAYS.
        return """
$(/bin/true)
def _conda(words):
    text = $($CONDA_EXE shell.xonsh @(words))
    __xonsh__.execer.exec(text, glbs=__xonsh__.ctx, filename="conda")
aliases["conda"] = _conda
del _conda
"""

    def run(self, words: str, output: Path | None = None) -> str:
        """Brackets, as a line that begins with a literal would be an expression of Python."""
        return f"$[{words}]" if output is None else f"$[{words} > {self.quote(str(output))}]"

    def set_variable(self, name: str, value: str) -> str:
        return f"${name} = {self.quote(value)}"

    def unset_variable(self, name: str) -> str:
        return f"__xonsh__.env.pop({self.quote(name)}, None)"

    def extend(self, name: str, entry: str, at_end: bool) -> str:
        place = f"len(${name}._l)" if at_end else "0"
        return (f"if {self.quote(name)} not in __xonsh__.env:\n    ${name} = []\n"
                f"${name}.insert({place}, {self.quote(entry)})")

    def group(self, text: str, file: Path) -> str:
        """The listings of xonsh are expressions."""
        return f"_ = __import__('pathlib').Path({self.quote(str(file))}).write_text('\\n'.join({text}))\ndel _"


XONSH = Shell("xonsh", (CURRENT, "--no-rc"), XonshLanguage(),
              "[*sorted(aliases), *sorted(__xonsh__.ctx)]", "__xonsh__.env")
