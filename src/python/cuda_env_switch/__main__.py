"""`python -m cuda_env_switch`: the program, for those on whose PATH it is not."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ._program import run


def main(words: Sequence[str]) -> int:
    """Call the program inside this process, print what it answers, and return its exit status."""
    answer = run(words, is_terminal=sys.stdout.isatty())
    sys.stderr.write(answer.error)
    sys.stderr.flush()
    sys.stdout.flush()
    sys.stdout.buffer.write(answer.output)
    sys.stdout.flush()
    return answer.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
