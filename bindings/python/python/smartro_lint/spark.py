"""Lints columns of requests on a Spark cluster; pyspark and pyarrow are needed, on every executor.

A row that is null, cut off or no JSON is a finding and never fails a job.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pyarrow
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F
from pyspark.sql.types import LongType, StringType, StructField, StructType

from . import Linter
from ._frames import BETWEEN, FIRST, FOUND, IMPLIED, KEY, NUMBERS, Options, Requests, beside, prints

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["lint", "lint_run", "summary"]


def lint(
    df: DataFrame,
    column: str,
    *,
    keep: Sequence[str] | None = None,
    linter: Linter | None = None,
    **options: Unpack[Options],
) -> DataFrame:
    """The findings on the requests of a column, one a row.

    Beside each are the columns `keep` of its row: all but those of requests and contexts, if it is not given.
    The other arguments are those of `Linter.lint_batch`.
    """
    requests = Requests.of(df.columns, column, keep, linter, options)

    def found(batches: Iterable[pyarrow.RecordBatch]) -> Iterable[pyarrow.RecordBatch]:
        columns = requests.columns()
        for batch in batches:
            yield beside(columns.lint(batch).to_pyarrow(), batch, requests.keep)

    return df.select(*map(_quoted, requests.used())).mapInArrow(found, _schema(df, requests.keep, _FOUND))


def lint_run(
    df: DataFrame,
    column: str,
    *,
    order: Sequence[str],
    keep: Sequence[str] | None = None,
    linter: Linter | None = None,
    **options: Unpack[Options],
) -> DataFrame:
    """The findings of rules over all requests, such as that a payment id is used once.

    Requests are judged in the order of the columns `order`, and where these are equal in that of their texts. A
    message calls an earlier request by the values of these columns, with ` #` between them.

    The data is read twice: for a number for each request by which they are shuffled, and for those whose number
    is there more than once.
    """
    requests = Requests.of(df.columns, column, keep, linter, options, order)
    secret = secrets.token_bytes(16)
    used = requests.used()
    rows = df.select(*map(_quoted, used))

    def printed(keep: Sequence[str]) -> DataFrame:
        def found(batches: Iterable[pyarrow.RecordBatch]) -> Iterable[pyarrow.RecordBatch]:
            columns = requests.columns()
            for batch in batches:
                yield beside(prints(columns, batch, secret), batch, keep)

        return rows.mapInArrow(found, _schema(df, keep, [(KEY, LongType()), (IMPLIED, LongType())]))

    least, most = F.min(IMPLIED).alias("least"), F.max(IMPLIED).alias("most")
    shared = printed([]).groupBy(KEY).agg(F.count("*").alias("count"), least, most)
    shared = shared.where((F.col("count") > 1) & ((F.col("least") < 0) | (F.col("least") != F.col("most"))))
    suspects = printed(used).join(shared.select(KEY), KEY, "left_semi")

    calls = Window.partitionBy(KEY).orderBy(*map(_quoted, order), _quoted(column))
    so_far = calls.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    name = F.concat_ws(BETWEEN, *(F.col(_quoted(one)).cast("string") for one in order))
    differs = F.min(IMPLIED).over(so_far) != F.max(IMPLIED).over(so_far)
    judged = suspects.select(
        *map(_quoted, used),
        KEY,
        F.first(name).over(so_far).alias(FIRST),
        ((F.row_number().over(calls) > 1) & ((F.col(IMPLIED) < 0) | differs)).alias(IMPLIED),
    )

    def repeated(batches: Iterable[pyarrow.RecordBatch]) -> Iterable[pyarrow.RecordBatch]:
        columns = requests.columns()
        for batch in batches:
            found = columns.repeated(batch, secret, key_column=KEY, first_column=FIRST)
            yield beside(found.to_pyarrow(), batch, requests.keep)

    return judged.where(IMPLIED).mapInArrow(repeated, _schema(df, requests.keep, _FOUND))


def summary(findings: DataFrame, *, day: str | None = None, merchant: str | None = None) -> DataFrame:
    """How many findings there are, by rule and severity, and by the day of a column and a merchant.

    The column of `day` is a date, a timestamp or text that starts with a date.
    """
    by = [F.col("rule"), F.col("severity")]
    if day is not None:
        by.append(F.to_date(F.substring(F.col(_quoted(day)).cast("string"), 1, 10)).alias("day"))
    if merchant is not None:
        by.append(F.col(_quoted(merchant)).alias("merchant"))
    return findings.groupBy(*by).agg(F.count("*").alias("findings"))


_FOUND = [(name, LongType() if name in NUMBERS else StringType()) for name in FOUND]


def _schema(df: DataFrame, keep: Sequence[str], more) -> StructType:
    kept = [StructField(name, df.schema[name].dataType) for name in keep]
    return StructType(kept + [StructField(name, kind) for name, kind in more])


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
