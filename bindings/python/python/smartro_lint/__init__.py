"""Catches what Smartro refuses, truncates or changes in a PortOne V2 request, before it is sent."""

from ._native import (
    Edit,
    Finding,
    Findings,
    Fix,
    Label,
    Linter,
    LintError,
    Region,
    Report,
    Undecided,
    Verdict,
    __version__,
)

__all__ = [
    "Edit",
    "Finding",
    "Findings",
    "Fix",
    "Label",
    "LintError",
    "Linter",
    "Region",
    "Report",
    "Undecided",
    "Verdict",
    "__version__",
]
