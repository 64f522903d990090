"""What the modules for data frames share."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypedDict, TypeVar

from . import Columns, Linter, LintError

#: The columns of findings, after those that are kept of their rows.
FOUND = ("operation", "rule", "severity", "message", "help", "pointer", "start", "end")
#: Those that are numbers.
NUMBERS = ("start", "end")

#: What rules over a run compare, beside the columns of a row.
KEY, IMPLIED, FIRST = "smartro_lint_key", "smartro_lint_implied", "smartro_lint_first"

#: What is between the values that an earlier request is called by.
BETWEEN = " #"

#: How many rows are linted at a time.
ROWS = 16_384

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class Options(TypedDict, total=False):
    """What else is known of the requests, as `Linter.lint_batch` takes it."""

    operation: str | None
    context: dict[str, Any] | None
    operation_column: str | None
    context_column: str | None
    path_columns: dict[str, str] | None


@dataclass(frozen=True)
class Requests:
    """Where a data frame has requests, and which of its columns are kept beside findings."""

    linter: Linter
    column: str
    options: Mapping[str, Any]
    keep: Sequence[str]
    order: Sequence[str]

    @classmethod
    def of(
        cls,
        columns: Sequence[str],
        column: str,
        keep: Sequence[str] | None,
        linter: Linter | None,
        options: Mapping[str, Any],
        order: Sequence[str] = (),
    ) -> Requests:
        if keep is None:
            left_out = (column, options.get("context_column"))
            keep = [name for name in columns if name not in left_out]
        requests = cls(linter or Linter.smartro(), column, options, list(keep), list(order))
        # What is wrong with them is an error here, not where the rows are.
        requests.columns()
        for name in keep:
            if name in FOUND or requests.keep.count(name) > 1:
                why = f"two columns would be called `{name}`: rename one, or leave it out of `keep`"
                raise LintError(why)
        for name in requests.used():
            if name not in columns:
                raise LintError(f"there is no column `{name}`")
        return requests

    def used(self) -> list[str]:
        """The columns that are read, each once."""
        options = self.options
        named = [self.column, options.get("operation_column"), options.get("context_column")]
        named += (options.get("path_columns") or {}).values()
        return list(dict.fromkeys([*self.keep, *self.order, *(name for name in named if name)]))

    def columns(self) -> Columns:
        return self.linter.columns(column=self.column, **self.options)


def beside(found, batch, names: Sequence[str]):
    """A batch of pyarrow with the rows of another that its `row` names, and its other columns."""
    import pyarrow

    rows = batch.select(list(names)).take(found.column("row"))
    others = found.schema.names[1:]
    return pyarrow.RecordBatch.from_arrays(
        [*rows.columns, *(found.column(name) for name in others)], names=[*names, *others]
    )


def prints(columns: Columns, batch, secret: bytes):
    """What rules over a run compare of the requests of a batch, as one of pyarrow."""
    import pyarrow

    found = columns.fingerprints(batch, secret).to_pyarrow()
    return pyarrow.RecordBatch.from_arrays(found.columns, names=["row", KEY, IMPLIED])


def parallel(work: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
    """The results in the order of the batches; no more batches are read than threads have to do."""
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ThreadPoolExecutor(threads) as pool:
        waiting = deque()
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
