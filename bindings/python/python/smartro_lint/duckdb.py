"""Lints columns of requests of DuckDB, on all cores; pyarrow is needed.

A relation is read in batches, and need not fit into memory: findings must.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pyarrow
import pyarrow.compute

import duckdb
from duckdb import DuckDBPyRelation

from . import Linter
from ._frames import BETWEEN, FIRST, FOUND, IMPLIED, KEY, NUMBERS, ROWS, Options, Requests, beside, parallel, prints

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["lint", "lint_run", "summary"]


def lint(
    rows: DuckDBPyRelation,
    column: str,
    *,
    keep: Sequence[str] | None = None,
    linter: Linter | None = None,
    **options: Unpack[Options],
) -> DuckDBPyRelation:
    """The findings on the requests of a column, one a row.

    Beside each are the columns `keep` of its row: all but those of requests and contexts, if it is not given.
    The other arguments are those of `Linter.lint_batch`.
    """
    requests = Requests.of(rows.columns, column, keep, linter, options)
    columns = requests.columns()
    batches = _batches(rows, requests.used())

    def found(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        return beside(columns.lint(batch).to_pyarrow(), batch, requests.keep)

    return _relation(parallel(found, batches), _schema(batches.schema, requests.keep))


def lint_run(
    rows: DuckDBPyRelation,
    column: str,
    *,
    order: Sequence[str],
    keep: Sequence[str] | None = None,
    linter: Linter | None = None,
    **options: Unpack[Options],
) -> DuckDBPyRelation:
    """The findings of rules over all requests, such as that a payment id is used once.

    Requests are judged in the order of the columns `order`, and where these are equal in that of their texts. A
    message calls an earlier request by the values of these columns, with ` #` between them.

    The data is read twice: for a number for each request, and for those whose number is there more than once.
    """
    requests = Requests.of(rows.columns, column, keep, linter, options, order)
    columns, secret, used = requests.columns(), secrets.token_bytes(16), requests.used()

    database = duckdb.connect()
    every = pyarrow.Table.from_batches(
        parallel(lambda batch: prints(columns, batch, secret), _batches(rows, used)), _PRINTS
    )
    shared = database.sql(f"""
        select {KEY} from every group by all
        having count(*) > 1 and (min({IMPLIED}) < 0 or min({IMPLIED}) <> max({IMPLIED}))
    """).to_arrow_table()[KEY].combine_chunks()
    del every

    def suspects(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        found = prints(columns, batch, secret)
        return beside(found.filter(pyarrow.compute.is_in(found[KEY], shared)), batch, used)

    batches = _batches(rows, used)
    schema = pyarrow.schema([*batches.schema, *list(_PRINTS)[1:]])
    suspect = pyarrow.Table.from_batches(parallel(suspects, batches), schema)
    by = ", ".join(map(_quoted, [*order, column]))
    name = ", ".join(f"cast({_quoted(one)} as varchar)" for one in order)
    judged = database.sql(f"""
        select {", ".join(map(_quoted, used))}, {KEY}, {FIRST} from (
            select *, first(concat_ws('{BETWEEN}', {name})) over calls as {FIRST},
                row_number() over calls > 1 and ({IMPLIED} < 0 or
                    min({IMPLIED}) over calls <> max({IMPLIED}) over calls) as is_wrong
            from suspect
            window calls as (partition by {KEY} order by {by} rows unbounded preceding)
        ) where is_wrong order by {by}
    """)

    def repeated(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        found = columns.repeated(batch, secret, key_column=KEY, first_column=FIRST)
        return beside(found.to_pyarrow(), batch, requests.keep)

    wrong = judged.to_arrow_reader(ROWS)
    return _relation(parallel(repeated, wrong), _schema(batches.schema, requests.keep))


def summary(
    findings: DuckDBPyRelation, *, day: str | None = None, merchant: str | None = None
) -> DuckDBPyRelation:
    """How many findings there are, by rule and severity, and by the day of a column and a merchant.

    The column of `day` is a date, a timestamp or text that starts with a date.
    """
    by = ["rule", "severity"]
    if day is not None:
        by.append(f"try_cast(left(cast({_quoted(day)} as varchar), 10) as date) as day")
    if merchant is not None:
        by.append(f"{_quoted(merchant)} as merchant")
    return findings.aggregate(f"{', '.join(by)}, count(*) as findings").order("all")


_PRINTS = pyarrow.schema([(name, pyarrow.int64()) for name in ("row", KEY, IMPLIED)])


def _batches(rows: DuckDBPyRelation, used: Sequence[str]) -> pyarrow.RecordBatchReader:
    return rows.project(", ".join(map(_quoted, used))).to_arrow_reader(ROWS)


def _schema(rows: pyarrow.Schema, keep: Sequence[str]) -> pyarrow.Schema:
    kinds = {name: pyarrow.int64() if name in NUMBERS else pyarrow.string() for name in FOUND}
    return pyarrow.schema([*(rows.field(name) for name in keep), *kinds.items()])


def _relation(found: Iterable[pyarrow.RecordBatch], schema: pyarrow.Schema) -> DuckDBPyRelation:
    batches = [batch.cast(schema) for batch in found]
    return duckdb.from_arrow(pyarrow.Table.from_batches(batches, schema))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
