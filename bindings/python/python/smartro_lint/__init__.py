"""Catches what Smartro refuses, truncates or changes in a PortOne V2 request, before it is sent."""

from functools import lru_cache

from ._native import (
    Columns,
    Edit,
    Finding,
    Fix,
    Label,
    Linter,
    LintError,
    RecordBatch,
    Region,
    Report,
    Undecided,
    Verdict,
    __version__,
)

__all__ = [
    "Columns",
    "Edit",
    "Finding",
    "Fix",
    "Label",
    "LintError",
    "Linter",
    "RecordBatch",
    "Region",
    "Report",
    "Undecided",
    "Verdict",
    "__version__",
]


def _linter(directory, language, severities, show_values):
    """The linter that was pickled, made once in a process."""
    return _made(directory, language, tuple(severities), show_values)


@lru_cache(maxsize=16)
def _made(directory, language, severities, show_values):
    options = {
        "language": language,
        "severity": dict(severities),
        "show_values": show_values,
    }
    return Linter.smartro(**options) if directory is None else Linter.pack(directory, **options)
