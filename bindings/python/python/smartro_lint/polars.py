"""Lints columns of requests in data frames of Polars, on all cores."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from . import Linter, RecordBatch
from ._frames import BETWEEN, FIRST, FOUND, IMPLIED, KEY, NUMBERS, ROWS, Options, Requests, parallel

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["lint", "lint_run", "summary"]


def lint(
    df: pl.DataFrame,
    column: str,
    *,
    keep: Sequence[str] | None = None,
    linter: Linter | None = None,
    **options: Unpack[Options],
) -> pl.DataFrame:
    """The findings on the requests of a column, one a row, in the order of the rows.

    Beside each are the columns `keep` of its row: all but those of requests and contexts, if it is not given.
    The other arguments are those of `Linter.lint_batch`.
    """
    requests = Requests.of(df.columns, column, keep, linter, options)
    columns = requests.columns()

    def found(rows: pl.DataFrame) -> pl.DataFrame:
        return _beside(columns.lint(rows), rows, requests.keep)

    return pl.concat([_empty(df, requests.keep), *parallel(found, df.iter_slices(ROWS))])


def lint_run(
    df: pl.DataFrame,
    column: str,
    *,
    order: Sequence[str],
    keep: Sequence[str] | None = None,
    linter: Linter | None = None,
    **options: Unpack[Options],
) -> pl.DataFrame:
    """The findings of rules over all requests, such as that a payment id is used once.

    Requests are judged in the order of the columns `order`, and where these are equal in that of their texts. A
    message calls an earlier request by the values of these columns, with ` #` between them.
    """
    requests = Requests.of(df.columns, column, keep, linter, options, order)
    columns, secret = requests.columns(), secrets.token_bytes(16)

    def prints(given: tuple[int, pl.DataFrame]) -> pl.DataFrame:
        part, rows = given
        found = pl.DataFrame(columns.fingerprints(rows, secret))
        return found.select(pl.col("row") + part * ROWS, pl.col("key").alias(KEY), pl.col("implied").alias(IMPLIED))

    every = pl.concat([_NO_PRINTS, *parallel(prints, enumerate(df.iter_slices(ROWS)))])
    least, most = pl.col(IMPLIED).min(), pl.col(IMPLIED).max()
    shared = every.group_by(KEY).agg(count=pl.len(), least=least, most=most)
    shared = shared.filter(pl.col("count") > 1, (pl.col("least") < 0) | (pl.col("least") != pl.col("most")))
    suspects = every.join(shared, on=KEY, how="semi")

    rows = df.select(requests.used())[suspects["row"]].hstack(suspects.drop("row"))
    name = pl.concat_str([pl.col(one).cast(pl.String) for one in order], separator=BETWEEN, ignore_nulls=True)
    differs = pl.col(IMPLIED).cum_min().over(KEY) != pl.col(IMPLIED).cum_max().over(KEY)
    is_later = pl.int_range(pl.len()).over(KEY) > 0
    judged = rows.sort([*order, column]).with_columns(
        name.first().over(KEY).alias(FIRST),
        (is_later & ((pl.col(IMPLIED) < 0) | differs)).alias(IMPLIED),
    )
    judged = judged.filter(pl.col(IMPLIED))
    found = columns.repeated(judged, secret, key_column=KEY, first_column=FIRST)
    return pl.concat([_empty(df, requests.keep), _beside(found, judged, requests.keep)])


def summary(findings: pl.DataFrame, *, day: str | None = None, merchant: str | None = None) -> pl.DataFrame:
    """How many findings there are, by rule and severity, and by the day of a column and a merchant.

    The column of `day` is a date, a timestamp or text that starts with a date.
    """
    by = [pl.col("rule"), pl.col("severity")]
    if day is not None:
        by.append(pl.col(day).cast(pl.String).str.slice(0, 10).str.to_date(strict=False).alias("day"))
    if merchant is not None:
        by.append(pl.col(merchant).alias("merchant"))
    return findings.group_by(by).agg(findings=pl.len().cast(pl.Int64)).sort(pl.all())


_NO_PRINTS = pl.DataFrame(schema={"row": pl.Int64, KEY: pl.Int64, IMPLIED: pl.Int64})


def _empty(df: pl.DataFrame, keep: Sequence[str]) -> pl.DataFrame:
    found = {name: pl.Int64 if name in NUMBERS else pl.String for name in FOUND}
    return pl.DataFrame(schema={name: df.schema[name] for name in keep} | found)


def _beside(found: RecordBatch, rows: pl.DataFrame, keep: Sequence[str]) -> pl.DataFrame:
    """Findings beside the columns of the rows that they are on."""
    findings = pl.DataFrame(found)
    return rows.select(keep)[findings["row"]].hstack(findings.drop("row"))
