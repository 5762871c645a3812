"""What the program reports, as small objects: print them, show them in a notebook, or take the dict."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._text import html_table, html_text, printable

JsonObject = dict[str, Any]

RECORD = "CUDA_ENV_SWITCH_STATE"
"""The variable that says what is in force, so that it can be taken back; a child shell reads it too."""


@dataclass(frozen=True)
class Finding:
    """One thing worth telling a person. docs/findings.md has a section for each code."""

    code: str
    """Stable: people search and silence by it, such as CES101."""
    severity: str
    """`note`, `warning` or `error`."""
    title: str
    """What it is, whatever the versions and paths."""
    what: str
    """What was found, with the versions, the file or the variable."""
    why: str | None
    """The rule behind it."""
    impact: str | None
    """What happens if nothing is done."""
    remedy: str | None
    """What to do about it, a command to paste where there is one."""
    verify: str | None
    """How to see that it is cured."""
    evidence: str | None
    """The files or variables it was told by."""

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Finding:
        """Read one of the program's `findings`."""
        return cls(found["code"], found["severity"], found.get("title", ""), found["what"], found.get("why"),
                   found.get("impact"), found.get("remedy"), found.get("verify"), found.get("evidence"))

    def __str__(self) -> str:
        told = (("what", self.what), ("why", self.why), ("impact", self.impact), ("cure", self.remedy),
                ("check", self.verify))
        lines = [f"  {f'{name}:':<8}{printable(text)}" for name, text in told if text]
        return "\n".join([f"{self.code} {self.severity}", *lines])


@dataclass(frozen=True)
class Toolkit:
    """A CUDA toolkit on disk."""

    path: str
    """Its root, what CUDA_HOME is set to."""
    layout: str
    """How it is laid out, such as `cudatoolkit-dev` or `split packages`."""
    version: str | None
    """The CUDA release it is judged by, as "13.0"; None if it cannot be told."""
    nvcc_version: str | None
    """The release of its nvcc, read from the file; it is not run."""
    headers_version: str | None
    """The release of its headers, by `cuda.h`."""
    evidence: Mapping[str, str]
    """The file each fact was read from."""

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Toolkit:
        """Read the program's `toolkit`."""
        return cls(found["path"], found["layout"], found["version"], found["nvcc_version"],
                   found["headers_version"], dict(found["evidence"]))

    def __str__(self) -> str:
        return f"CUDA {self.version or 'of unknown release'} in {printable(self.path)} ({self.layout})"


@dataclass(frozen=True)
class Driver:
    """The NVIDIA driver of the machine."""

    version: str | None
    """The kernel module's release, as "535.104.05"; None without a driver, and where it does not tell."""
    cuda: str | None
    """The newest CUDA release it supports by itself, as "12.2"."""
    evidence: Mapping[str, str]
    """The file, variable or table each fact was read from."""

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Driver:
        """Read the program's `driver`."""
        return cls(found["version"], found["cuda"], dict(found["evidence"]))

    def __str__(self) -> str:
        release = [self.version] if self.version else []
        return ", ".join([*release, f"CUDA {self.cuda}"] if self.cuda else release) or "unknown"


class _Printed:
    """How an object prints: `str()` is text for people, in a notebook a table; IPython shows the same."""

    def __init_subclass__(cls) -> None:
        # IPython takes the repr of a dataclass unless this stands in the class itself.
        cls._repr_pretty_ = _Printed._repr_pretty_  # type: ignore[method-assign]

    def as_dict(self) -> JsonObject:
        raise NotImplementedError

    def _html_parts(self) -> Iterator[str]:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return "".join(self._html_parts())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("..." if cycle else str(self))


@dataclass(frozen=True)
class Report(_Printed):
    """What a command answered: its facts by name here, and all of them in `as_dict()`."""

    findings: tuple[Finding, ...]
    """What is worth telling, in the program's order."""
    _object: JsonObject = field(repr=False)
    _text: str = field(repr=False, compare=False)

    def as_dict(self) -> JsonObject:
        """The whole object that the command prints with `--json`; a copy, yours to change."""
        return copy.deepcopy(self._object)

    def __str__(self) -> str:
        return self._text.rstrip("\n")

    def _rows(self) -> Iterator[Sequence[str]]:
        raise NotImplementedError

    def _html_parts(self) -> Iterator[str]:
        yield html_table(self._rows())
        if self.findings:
            yield html_table(([finding.code, finding.severity, finding.what, finding.why or "", finding.remedy or ""]
                              for finding in self.findings), ("finding", "severity", "what", "why", "cure"))


@dataclass(frozen=True)
class Status(Report):
    """What is switched in this process, to what, on which evidence, and whether it fits the driver."""

    prefix: str | None
    """The environment that was looked at; None if none is active. Bytes that are not UTF-8 show as U+FFFD."""
    toolkit: Toolkit | None
    """The environment's toolkit."""
    driver: Driver
    verdict: str
    """`native`, `minor-version`, `forward-compat`, `unsupported` or `unknown`."""
    guess: bool
    """Whether a rule made the verdict likely and no table says it."""
    reasons: tuple[str, ...]
    """Why the verdict is what it is."""
    switched: bool
    """Whether the toolkit is in force in this process."""
    why_not_switched: str | None
    nvcc_on_path: str | None
    """The nvcc that PATH finds."""

    @classmethod
    def from_json(cls, found: JsonObject, text: str) -> Status:
        """Read what `status --json` prints; `text` is what it prints for people."""
        toolkit = found["toolkit"]
        return cls(_findings(found), found, text, found["prefix"], Toolkit.from_json(toolkit) if toolkit else None,
                   Driver.from_json(found["driver"]), found["verdict"], found["guess"], tuple(found["reasons"]),
                   found["switched"], found["why_not_switched"], found["nvcc_on_path"])

    def _rows(self) -> Iterator[Sequence[str]]:
        yield "environment", self.prefix or "none is active"
        yield "toolkit", str(self.toolkit or "none")
        yield "driver", str(self.driver)
        yield "verdict", _verdict_text(self.verdict, self.guess, self.reasons)
        yield "switched", "yes" if self.switched else f"no: {self.why_not_switched}"
        yield "nvcc on PATH", self.nvcc_on_path or "none"


@dataclass(frozen=True)
class Compatibility(Report):
    """What the tables say of a toolkit, a driver, a GPU or a host compiler."""

    verdict: str | None
    """As in `Status`; None where toolkit and driver were not both given."""
    reasons: tuple[str, ...]

    @classmethod
    def from_json(cls, found: JsonObject, text: str) -> Compatibility:
        """Read what `compat --json` prints; `text` is what it prints for people."""
        return cls(_findings(found), found, text, found.get("verdict"), tuple(found.get("reasons") or ()))

    def _html_parts(self) -> Iterator[str]:
        if self.verdict is None:
            yield html_text(self._text)
        else:
            yield from super()._html_parts()

    def _rows(self) -> Iterator[Sequence[str]]:
        yield "verdict", _verdict_text(self.verdict or "unknown", bool(self._object.get("guess")), self.reasons)


@dataclass(frozen=True)
class Diagnosis(Report):
    """Every finding about an environment and this machine, with what to do."""

    verdict: str | None
    """As in `Status`."""
    reasons: tuple[str, ...]

    @classmethod
    def from_json(cls, found: JsonObject) -> Diagnosis:
        """Read what `doctor --json` prints."""
        findings = _findings(found)
        verdict, reasons = found.get("verdict"), tuple(found.get("reasons") or ())
        told = [f"verdict  {_verdict_text(verdict or 'unknown', False, reasons)}", *(str(one) for one in findings)]
        return cls(findings, found, "\n\n".join(told), verdict, reasons)

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)

    def _rows(self) -> Iterator[Sequence[str]]:
        yield "verdict", _verdict_text(self.verdict or "unknown", False, self.reasons)


@dataclass(frozen=True)
class Resolution(_Printed):
    """The toolkit of an environment, and what a switch to it exports."""

    prefix: str
    """The environment."""
    toolkit: Toolkit
    exports: dict[str, str]
    """Every variable that the switch sets, with its whole value; exact, as `os.environ` holds it."""
    warning: str | None
    """The line that activation says, such as that the driver is too old."""

    def as_dict(self) -> JsonObject:
        """The same as plain values."""
        toolkit = {name: copy.copy(value) for name, value in vars(self.toolkit).items()}
        return {"schema": 1, "prefix": self.prefix, "toolkit": toolkit, "exports": dict(self.exports),
                "warning": self.warning}

    def __str__(self) -> str:
        lines = [f"{name}={printable(value)}" for name, value in self._told_exports()]
        return "\n".join([str(self.toolkit), *lines, *([printable(self.warning)] if self.warning else [])])

    def _told_exports(self) -> list[tuple[str, str]]:
        """All but the record, which is for the program alone."""
        return [(name, value) for name, value in self.exports.items() if name != RECORD]

    def _html_parts(self) -> Iterator[str]:
        yield html_table([("environment", self.prefix), ("toolkit", str(self.toolkit)), *self._told_exports(),
                          *([("warning", self.warning)] if self.warning else [])])


def _findings(found: JsonObject) -> tuple[Finding, ...]:
    return tuple(Finding.from_json(finding) for finding in found.get("findings") or ())


def _verdict_text(verdict: str, guess: bool, reasons: Sequence[str]) -> str:
    return "; ".join([f"{verdict} (a guess)" if guess else verdict, *(printable(reason) for reason in reasons)])
