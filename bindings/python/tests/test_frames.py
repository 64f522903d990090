"""The same rows through Spark, DuckDB and Polars: every finding is that of the linter."""

import json
import os
import pickle
import sys
from datetime import date, datetime

import pytest

from smartro_lint import Linter, LintError

pa = pytest.importorskip("pyarrow")

LINTER = Linter.smartro(language="en")
FOUND = ["operation", "rule", "severity", "message", "help", "pointer", "start", "end"]


def window(payment, **more):
    request = {
        "storeId": "store-1",
        "channelKey": "channel-1",
        "paymentId": payment,
        "orderName": "겨울 코트",
        "totalAmount": 39000,
        "currency": "KRW",
        "payMethod": "CARD",
        "customer": {"phoneNumber": "010-1234-5678"},
    }
    return json.dumps(request | more, ensure_ascii=False)


def billing(phone, customer):
    return json.dumps(
        {
            "storeId": "store-1",
            "channelKey": "channel-1",
            "billingKeyMethod": "CARD",
            "issueId": "issue1",
            "issueName": "정기 배송",
            "customer": {"customerId": customer, "phoneNumber": phone},
        }
    )


def rows():
    """The requests of three files, in no order."""
    instantly = '{"channelKey": "channel-1", "orderName": "book"}'
    calls = [
        ("requestPayment", window("order1"), None, None),
        ("requestPayment", window("order-2"), '{"channel": "live"}', None),
        ("requestPayment", None, None, None),
        ("requestPayment", window("order3")[:40], None, None),
        ("requestPayment", window("order4"), '{"chanel": "live"}', None),
        ("requestPaiment", window("order5"), None, None),
        ("payInstantly", instantly, None, "order6"),
        ("payInstantly", instantly, None, "order1"),
        (None, window("order7"), "", None),
        ("requestIssueBillingKey", billing("010-1111-1111", "member1"), None, None),
        ("requestIssueBillingKey", billing("010-1111-1111", "member1"), None, None),
        ("requestIssueBillingKey", billing("010-1111-1111", "member2"), None, None),
        ("requestIssueBillingKey", billing("010-1111-1111", "member1"), None, None),
        ("requestIssueBillingKey", billing("010-2222-2222", "member1"), None, None),
    ]
    calls += [("requestPayment", window("again", totalAmount=1000 + place), None, None) for place in range(50)]
    every = [
        {
            "file": f"{'cab'[index % 3]}.jsonl",
            "index": index,
            "at": datetime(2026, 11, 1 + index % 2, 12),
            "merchant": f"shop{index % 2}",
            "operation": operation,
            "body": body,
            "context": context,
            "payment": payment,
        }
        for index, (operation, body, context, payment) in enumerate(calls)
    ]
    return sorted(every, key=lambda row: row["index"] * 7 % len(every))


ROWS = rows()
ORDER = ["file", "index"]
COLUMNS = {
    "operation_column": "operation",
    "context_column": "context",
    "path_columns": {"paymentId": "payment"},
    "keep": ["file", "index", "at", "merchant"],
    "linter": LINTER,
}
SCHEMA = pa.schema(
    [
        (name, {"index": pa.int64(), "at": pa.timestamp("us")}.get(name, pa.string()))
        for name in ROWS[0]
    ]
)
TABLE = pa.Table.from_pylist(ROWS, SCHEMA)


class Duckdb:
    def __init__(self):
        self.duckdb = pytest.importorskip("duckdb")
        self.module = pytest.importorskip("smartro_lint.duckdb")

    def frame(self, table):
        return self.duckdb.from_arrow(table)

    def rows(self, frame):
        return frame.to_arrow_table().to_pylist()


class Polars:
    def __init__(self):
        self.polars = pytest.importorskip("polars")
        self.module = pytest.importorskip("smartro_lint.polars")

    def frame(self, table):
        return self.polars.DataFrame(table)

    def rows(self, frame):
        return frame.to_dicts()


class Spark:
    session = None

    def __init__(self):
        sql = pytest.importorskip("pyspark.sql")
        self.module = pytest.importorskip("smartro_lint.spark")
        if Spark.session is None:
            # Executors run the same Python as this.
            os.environ["PYSPARK_PYTHON"] = sys.executable
            try:
                session = sql.SparkSession.builder.master("local[2]")
                session = session.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC")
                session = session.config("spark.driver.host", "127.0.0.1")
                Spark.session = session.config("spark.sql.shuffle.partitions", "4").getOrCreate()
            except Exception as error:  # noqa: BLE001
                pytest.skip(f"Spark does not start: {error}")

    def frame(self, table):
        return Spark.session.createDataFrame(table).repartition(5)

    def rows(self, frame):
        return [row.asDict() for row in frame.collect()]


@pytest.fixture(params=[Duckdb, Polars, Spark], scope="module")
def engine(request):
    return request.param()


def in_order(found):
    keys = ("file", "index", "pointer", "rule")
    return sorted(found, key=lambda one: tuple(one[key] for key in keys))


def expected():
    """What the linter finds in each row by itself."""
    found = []
    for row in ROWS:
        options = {"operation": row["operation"]}
        if row["payment"]:
            options["path"] = {"paymentId": row["payment"]}
        if row["context"] and row["index"] != 4:
            options["context"] = json.loads(row["context"])
        report = LINTER.lint(row["body"] or "", **options)
        for finding in report.diagnostics:
            place = {key: row[key] for key in COLUMNS["keep"]}
            span = finding.span
            found.append(
                {
                    **place,
                    "operation": report.operation,
                    **{key: getattr(finding, key) for key in FOUND[1:6]},
                    "start": span and span.start,
                    "end": span and span.end,
                }
            )
    return in_order(found)


def test_every_finding_is_the_linters(engine):
    found = in_order(engine.rows(engine.module.lint(engine.frame(TABLE), "body", **COLUMNS)))
    context = [one for one in found if one["pointer"] == "/@context/chanel"]
    assert [(one["index"], one["rule"]) for one in context] == [(4, "unknown-field")]
    assert [one for one in found if one not in context] == expected()
    assert {one["rule"] for one in found} >= {"payment-id-charset", "invalid-json", "unknown-operation"}


def test_rules_over_a_run(engine):
    frame = engine.frame(TABLE)
    found = in_order(engine.rows(engine.module.lint_run(frame, "body", order=ORDER, **COLUMNS)))
    ordered = sorted(ROWS, key=lambda row: (row["file"], row["index"]))
    again = [f"{row['file']} #{row['index']}" for row in ordered if row["index"] >= 14]
    repeats = [one for one in found if one["index"] >= 14]
    assert [f"{one['file']} #{one['index']}" for one in repeats] == again[1:]
    assert all(again[0] in one["message"] for one in repeats)
    assert {one["rule"] for one in repeats} == {"payment-id-reused"}
    others = {(one["index"], one["rule"]) for one in found if one["index"] < 14}
    # In the order of the files: 0 and 7 are in `c` and `a`; 9 in `c`, 10 in `a`, 11 in `b`, 12 in `c`.
    assert others == {
        (0, "payment-id-reused"),
        (9, "customer-id-changes"),
        (11, "customer-id-changes"),
        (12, "customer-id-changes"),
    }
    assert len(found) == 49 + 4


def test_equal_places_are_judged_by_their_texts(engine):
    table = pa.table({"at": [1, 1, 1], "body": [window("b"), window("a"), window("a")]})
    options = {"order": ["at"], "operation": "requestPayment", "linter": LINTER}
    found = engine.rows(engine.module.lint_run(engine.frame(table), "body", **options))
    assert [(one["at"], one["rule"]) for one in found] == [(1, "payment-id-reused")]


def test_nothing_found(engine):
    table = pa.table({"at": [1], "body": [window("a")]})
    options = {"operation": "requestPayment", "linter": LINTER}
    for found in (
        engine.module.lint(engine.frame(table), "body", **options),
        engine.module.lint_run(engine.frame(table), "body", order=["at"], **options),
        engine.module.lint(engine.frame(table.slice(0, 0)), "body", **options),
    ):
        assert list(found.columns) == ["at", *FOUND]
        assert engine.rows(found) == []


def test_summary(engine):
    found = engine.module.lint(engine.frame(TABLE), "body", **COLUMNS)
    counted = engine.rows(engine.module.summary(found, day="at", merchant="merchant"))
    one = next(row for row in counted if row["rule"] == "payment-id-charset")
    assert one == {
        "rule": "payment-id-charset",
        "severity": "error",
        "day": date(2026, 11, 2),
        "merchant": "shop1",
        "findings": 1,
    }
    assert sum(row["findings"] for row in counted) == len(engine.rows(found))
    assert {tuple(row) for row in engine.rows(engine.module.summary(found))} == {
        ("rule", "severity", "findings")
    }


def test_what_is_wrong_is_an_error_before_anything_is_read(engine):
    frame = engine.frame(TABLE)
    for options in (
        {"column": "other"},
        {"column": "body", "operation_column": "other"},
        {"column": "body", "keep": ["other"]},
        {"column": "body", "keep": ["file", "file"]},
        {"column": "body", "context": {"chanel": "live"}},
        # A column of findings has the name.
        {"column": "body"},
    ):
        with pytest.raises(LintError):
            engine.module.lint(frame, **options)
    with pytest.raises(TypeError):
        engine.module.lint(frame, "body", keep=["file"], operaton="requestPayment")
    with pytest.raises(LintError):
        engine.module.lint_run(frame, "body", order=["other"], keep=["file"])


def test_linters_are_pickled(tmp_path):
    strict = Linter.smartro(language="en", severity={"unknown-field": "error"})
    again = pickle.loads(pickle.dumps(strict))
    text = '{"reason": "a", "ammount": 1}'
    assert again.lint(text, operation="cancelPayment") == strict.lint(text, operation="cancelPayment")
    assert pickle.loads(pickle.dumps(strict)) is again
    (tmp_path / "pack.yaml").write_text("name: my-pg\nversion: 0.1.0\nuses: [portone]\n")
    (tmp_path / "ids.rules").write_text(
        "/// Short ids.\nrule short: error on requestPayment {\n  require paymentId matches /[a-z]{1,3}/\n}\n"
    )
    own = pickle.loads(pickle.dumps(Linter.pack(tmp_path)))
    assert [one.rule for one in own.lint(window("long"), operation="requestPayment").diagnostics] == ["short"]


def test_a_key_is_the_same_everywhere():
    columns = LINTER.columns(column="body", operation="requestPayment")
    batch = pa.record_batch({"body": [window("a"), window("b"), window("a")]})
    first = columns.fingerprints(batch, b"0123456789abcdef").to_pyarrow()
    assert first.column("key")[0] == first.column("key")[2] != first.column("key")[1]
    assert first == pickle.loads(pickle.dumps(LINTER)).columns(
        column="body", operation="requestPayment"
    ).fingerprints(batch, b"0123456789abcdef").to_pyarrow()
    assert first != columns.fingerprints(batch, b"0123456789abcdeF").to_pyarrow()
    with pytest.raises(LintError, match="16 bytes"):
        columns.fingerprints(batch, b"short")
    with pytest.raises(TypeError):
        columns.repeated(batch, b"0123456789abcdef", key_column="body", first_column="body")
    with pytest.raises(LintError, match="no column `key`"):
        columns.repeated(batch, b"0123456789abcdef")


def test_findings_over_a_run_are_of_their_own_rows_in_every_batch():
    columns = LINTER.columns(column="body", operation="requestPayment")
    secret = b"0123456789abcdef"
    bodies = [window("a"), window("b"), window("a")]
    (_, _, key) = columns.fingerprints(pa.record_batch({"body": bodies}), secret).to_pyarrow()["key"].to_pylist()
    first = pa.array(["one", "two", "three"])
    batch = pa.record_batch({"body": bodies, "key": [None, 1, key], "first": first})
    other = pa.record_batch({"body": bodies, "key": [key, None, None], "first": first})
    found = columns.repeated(pa.Table.from_batches([batch, other]), secret).to_pyarrow()
    assert found["row"].to_pylist() == [2, 3]
    assert ["three" in found["message"][0].as_py(), "one" in found["message"][1].as_py()] == [True, True]
    coded = [one.set_column(2, "first", first.dictionary_encode()) for one in (batch, other)]
    assert columns.repeated(pa.Table.from_batches(coded), secret).to_pyarrow() == found
