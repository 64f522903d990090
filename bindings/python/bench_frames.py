"""Lints generated payments from Parquet: how long DuckDB, Polars and Spark take, and reading alone.

    python bench_frames.py 1000000

One request in a hundred has a finding, one in ten thousand is cut off, and one id is there a hundred times.
"""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from bench import request
from smartro_lint import Linter

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
FILES = 16
COLUMNS = {"operation": "requestPayment", "linter": Linter.smartro(), "keep": ["file", "index", "at", "merchant"]}
ORDER = ["file", "index"]


def body(index):
    given = request(index * 20 + 1) | {"channelKey": f"channel-key-{uuid4()}"}
    given["customer"]["customerId"] = uuid4().hex[:20]
    if index % (ROWS // 100) == 0:
        given["paymentId"] = "again"
    text = json.dumps(given | ({"paymentId": "order-1"} if index % 100 == 7 else {}), ensure_ascii=False)
    return text[:300] if index % 10_000 == 3 else text


def generate(directory):
    for file in range(FILES):
        numbers = range(file * ROWS // FILES, (file + 1) * ROWS // FILES)
        table = pa.table(
            {
                "file": [f"part{file:02}"] * len(numbers),
                "index": list(numbers),
                "at": [f"2026-{1 + number * 12 // ROWS:02}-01T00:00:00+09:00" for number in numbers],
                "merchant": [f"shop{number % 50}" for number in numbers],
                "body": [body(number) for number in numbers],
            }
        )
        pq.write_table(table, directory / f"{file:02}.parquet", compression="zstd")


def measure(name, work):
    before, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    count = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime
    wall = time.perf_counter() - before
    print(f"{name:40} {wall:7.2f} s  {used:7.2f} s of CPU here  {count}", flush=True)


def with_duckdb(directory):
    import duckdb

    from smartro_lint.duckdb import lint, lint_run

    rows = duckdb.read_parquet(f"{directory}/*.parquet")
    measure("DuckDB, reading", lambda: rows.aggregate("sum(strlen(body))").fetchall()[0][0])
    measure("DuckDB, lint", lambda: len(lint(rows, "body", **COLUMNS)))
    measure("DuckDB, lint_run", lambda: len(lint_run(rows, "body", order=ORDER, **COLUMNS)))


def with_polars(directory):
    import polars as pl

    from smartro_lint.polars import lint, lint_run

    measure("Polars, reading", lambda: pl.read_parquet(directory).height)
    measure("Polars, reading and lint", lambda: lint(pl.read_parquet(directory), "body", **COLUMNS).height)
    rows = pl.read_parquet(directory)
    measure("Polars, lint_run", lambda: lint_run(rows, "body", order=ORDER, **COLUMNS).height)


def with_spark(directory, master):
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable

    from smartro_lint.spark import lint, lint_run

    session = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    session = session.config("spark.ui.showConsoleProgress", "false")
    session = session.config("spark.driver.host", "127.0.0.1").config("spark.executor.memory", "1g").getOrCreate()
    rows = session.read.parquet(str(directory))
    copied, found = f"{directory}/../copied", f"{directory}/../found"
    warm = rows.limit(1).mapInArrow(lambda batches: batches, rows.schema)
    warm.count()
    measure(f"Spark {master}, reading and writing", lambda: rows.write.mode("overwrite").parquet(copied))
    as_is = rows.mapInArrow(lambda batches: batches, rows.schema)
    measure(f"Spark {master}, the same through Python", lambda: as_is.write.mode("overwrite").parquet(copied))
    linted = lint(rows, "body", **COLUMNS)
    measure(f"Spark {master}, lint to Parquet", lambda: linted.write.mode("overwrite").parquet(found))
    run = lint_run(rows, "body", order=ORDER, **COLUMNS)
    measure(f"Spark {master}, lint_run", lambda: run.count())
    session.stop()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name) / "payments"
        directory.mkdir()
        measure(f"generating {ROWS} rows", lambda: generate(directory))
        print(f"{sum(file.stat().st_size for file in directory.iterdir()) >> 20} MiB of Parquet")
        with_duckdb(directory)
        with_polars(directory)
        for master in sys.argv[2:] or ["local[2]"]:
            with_spark(directory, master)
