"""An IPython to run cells in, as a notebook's kernel has one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


@contextmanager
def ipython() -> Iterator[InteractiveShell]:
    """A fresh one, which keeps no history; its folder is below HOME."""
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell(config=config)
    try:
        yield shell
    finally:
        InteractiveShell.clear_instance()
