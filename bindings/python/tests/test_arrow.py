"""Columns of Arrow: everything that hands them over, and everything that can be wrong with a row."""

import json
import resource
import subprocess
import sys
import threading

import pytest
from test_contract import REPORTS, REQUESTS

from smartro_lint import Linter, LintError

pa = pytest.importorskip("pyarrow")

LINTER = Linter.smartro(language="en")
RIGHT = '{"reason": "단순 변심"}'
WRONG = '{"reason": "단순 변심", "ammount": 1}'
ROWS = [RIGHT, WRONG, None, "{", RIGHT, WRONG]
EXPECTED = [(1, "unknown-field"), (2, "invalid-json"), (3, "invalid-json"), (5, "unknown-field")]
STRINGS = [pa.string(), pa.large_string(), pa.string_view()]
BINARIES = [pa.binary(), pa.large_binary(), pa.binary_view()]


def lint(data, linter=LINTER, operation="cancelPayment", **options):
    found = linter.lint_batch(data, operation=operation, **options)
    batch = pa.record_batch(found)
    batch.validate(full=True)
    assert len(found) == found.num_rows == batch.num_rows
    return batch.to_pylist()


def rules(data, **options):
    return [(one["row"], one["rule"]) for one in lint(data, **options)]


@pytest.mark.parametrize("kind", STRINGS + BINARIES, ids=str)
def test_every_kind_of_string(kind):
    given = [row and row.encode() for row in ROWS] if kind in BINARIES else ROWS
    column = pa.array(given, kind)
    assert rules(column) == EXPECTED
    batch = pa.record_batch({"id": pa.array(range(6)), "body": column})
    assert rules(batch, column="body") == EXPECTED
    assert rules(batch.slice(1, 2), column="body") == [(0, "unknown-field"), (1, "invalid-json")]
    twice = EXPECTED + [(row + 6, rule) for row, rule in EXPECTED]
    assert rules(pa.Table.from_batches([batch, batch]), column="body") == twice
    assert rules(pa.chunked_array([column, column])) == twice
    reader = pa.RecordBatchReader.from_batches(batch.schema, iter([batch, batch]))
    assert rules(reader, column="body") == twice


def test_dictionaries_and_nulls():
    column = pa.array(ROWS).dictionary_encode()
    assert rules(column) == EXPECTED
    assert rules(pa.array([None, None], pa.dictionary(pa.int8(), pa.string()))) == [
        (0, "invalid-json"),
        (1, "invalid-json"),
    ]
    assert rules(pa.nulls(1)) == [(0, "invalid-json")]
    rows = pa.StructArray.from_arrays(
        [pa.array([RIGHT, RIGHT])], ["body"], mask=pa.array([False, True])
    )
    assert rules(rows) == [(1, "invalid-json")]


def test_the_schema_is_that_of_other_engines():
    schema = LINTER.lint_batch(pa.array([RIGHT])).to_pyarrow().schema
    numbers = {"row", "start", "end"}
    assert {field.name for field in schema if field.type == pa.int64()} == numbers
    assert {field.name for field in schema if field.type == pa.string()} == {
        "operation",
        "rule",
        "severity",
        "message",
        "help",
        "pointer",
    }
    assert {field.name for field in schema if field.nullable} == {"operation", "help", "start", "end"}


def test_findings_are_those_of_the_contract():
    """Operation, context and path from columns, whatever the others have."""
    for language in ("ko", "en"):
        requests = [
            one
            for one in REQUESTS
            if "text" in one
            and "error" not in REPORTS[one["name"]]
            and one.get("language", "ko") == language
        ]
        given = {
            "body": [one["text"] for one in requests],
            "operation": [one.get("operation") for one in requests],
            "context": [
                json.dumps(one["context"]) if one.get("context") else None for one in requests
            ],
            "payment": [(one.get("path") or {}).get("paymentId") for one in requests],
        }
        assert all(set(one.get("path") or {}) <= {"paymentId"} for one in requests)
        found = lint(
            pa.record_batch(given, schema=pa.schema([(name, pa.string()) for name in given])),
            Linter.smartro(language=language),
            operation=None,
            column="body",
            operation_column="operation",
            context_column="context",
            path_columns={"paymentId": "payment"},
        )
        expected = []
        for row, one in enumerate(requests):
            report = REPORTS[one["name"]]
            for finding in report["diagnostics"]:
                span = finding["span"] or {"start": None, "end": None}
                expected.append(
                    {
                        "row": row,
                        "operation": report.get("operation"),
                        **{key: finding[key] for key in ("rule", "severity", "message", "pointer")},
                        "help": finding.get("help"),
                        "start": span["start"],
                        "end": span["end"],
                    }
                )
        assert len(expected) > 5
        assert found == expected


def test_operations_of_rows():
    batch = pa.record_batch(
        {
            "body": [RIGHT, '{"issueId": "a-b"}', RIGHT, "{}"],
            "operation": pa.array(["cancelPayment", None, "cancelPaiment", ""]).dictionary_encode(),
        }
    )
    found = lint(batch, operation="requestIssueBillingKey", column="body", operation_column="operation")
    assert (1, "issue-id-charset") in [(one["row"], one["rule"]) for one in found]
    wrong = [one for one in found if one["row"] == 2]
    assert [one["rule"] for one in wrong] == ["unknown-operation"]
    assert "`cancelPayment`" in wrong[0]["help"]
    assert {one["operation"] for one in found if one["row"] == 3} == {"requestIssueBillingKey"}
    assert not [one for one in found if one["row"] == 0]


def test_a_wrong_context_is_a_finding():
    contexts = ['{"channel": "live"}', '{"chanel": "live"}', '{"channel": "prod"}', "{", "", None]
    batch = pa.record_batch({"body": [WRONG] * 6, "context": contexts})
    options = {"column": "body", "context_column": "context"}
    found = lint(batch, **options)
    about = [(one["row"], one["rule"], one["pointer"]) for one in found if one["pointer"] != "/ammount"]
    assert about == [
        (1, "unknown-field", "/@context/chanel"),
        (2, "unknown-value", "/@context/channel"),
        (3, "invalid-json", "/@context"),
    ]
    assert [one["row"] for one in found if one["pointer"] == "/ammount"] == [0, 1, 2, 3, 4, 5]
    assert all(one["start"] is None for one in found if one["pointer"].startswith("/@context"))
    with pytest.raises(LintError, match="chanel"):
        lint(batch, context={"chanel": "live"}, **options)


def test_bytes_that_are_no_text():
    assert rules(pa.array([b"\xff\xfe", RIGHT.encode(), b"", b"[" * 100_000])) == [
        (0, "invalid-json"),
        (2, "invalid-json"),
        (3, "invalid-json"),
    ]


@pytest.mark.parametrize("batch", [None, 1, RIGHT, [RIGHT], {}])
def test_what_is_no_batch(batch):
    with pytest.raises(TypeError, match="PyCapsule"):
        LINTER.lint_batch(batch)


@pytest.mark.parametrize(
    "kind",
    [
        pa.int64(),
        pa.list_(pa.string()),
        pa.struct([("reason", pa.string())]),
        pa.binary(3),
        pa.dictionary(pa.int8(), pa.int8()),
    ],
    ids=str,
)
def test_columns_of_other_types(kind):
    batch = pa.record_batch({"id": pa.nulls(1, kind), "body": [RIGHT]})
    for options in (
        {"column": "id"},
        {"column": "body", "operation_column": "id"},
        {"column": "body", "context_column": "id"},
        {"column": "body", "path_columns": {"paymentId": "id"}},
    ):
        with pytest.raises(TypeError, match="strings or binary"):
            LINTER.lint_batch(batch, **options)
        # Before anything is read.
        with pytest.raises(TypeError):
            LINTER.lint_batch(pa.Table.from_batches([], batch.schema), **options)


def test_columns_that_are_not_there():
    batch = pa.record_batch({"id": [1], "body": [RIGHT]})
    with pytest.raises(LintError, match="no column `other`"):
        LINTER.lint_batch(batch, column="other")
    with pytest.raises(LintError, match="2 columns"):
        LINTER.lint_batch(batch)
    for options in ({"operation_column": "other"}, {"path_columns": {"paymentId": "other"}}):
        with pytest.raises(LintError, match="no column `other`"):
            LINTER.lint_batch(batch, column="body", **options)
        with pytest.raises(LintError, match="no column `other`"):
            LINTER.lint_batch(pa.array([RIGHT]), **options)
    with pytest.raises(TypeError):
        LINTER.lint_batch(batch, column="body", path_columns={"paymentId": 1})
    assert lint(pa.array([], pa.string())) == []
    assert lint(pa.record_batch({"body": pa.array([], pa.string())})) == []


def test_a_batch_is_handed_over_once():
    class Used:
        def __init__(self, capsules):
            self.capsules = capsules

        def __arrow_c_array__(self, requested_schema=None):
            return self.capsules

    used = Used(pa.array([RIGHT]).__arrow_c_array__())
    assert lint(used) == []
    with pytest.raises(LintError, match="before"):
        LINTER.lint_batch(used)
    with pytest.raises(TypeError):
        LINTER.lint_batch(Used((1, 2)))


def test_an_error_of_the_stream():
    def batches():
        yield pa.record_batch({"body": [RIGHT]})
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("body", pa.string())]), batches())
    with pytest.raises(LintError, match="the disk is gone"):
        LINTER.lint_batch(reader)


def test_other_packages():
    polars = pytest.importorskip("polars")
    for given in (polars.DataFrame({"body": ROWS}), polars.Series(ROWS)):
        found = polars.DataFrame(LINTER.lint_batch(given, operation="cancelPayment"))
        assert found.select("row", "rule").rows() == EXPECTED
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.sql("select * from (values ('{}'), ('{')) as rows(body)")
    found = LINTER.lint_batch(rows, column="body", operation="cancelPayment")
    rules = duckdb.from_arrow(found.to_pyarrow()).project("row, rule").fetchall()
    assert rules == [(0, "missing-field"), (1, "invalid-json")]


def test_pyarrow_is_not_imported():
    code = "import smartro_lint, sys; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_threads():
    column = pa.array(ROWS * 200)
    expected = lint(column)
    results = []
    work = lambda: results.append(lint(column) == expected)  # noqa: E731
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 8


def test_memory_is_given_back():
    column = pa.array([WRONG, RIGHT] * 500)

    def run(times):
        for _ in range(times):
            pa.record_batch(LINTER.lint_batch(column, operation="cancelPayment"))
            LINTER.lint_batch(pa.chunked_array([column])).__arrow_c_stream__()

    run(20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run(300)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 8 << 10, f"{grown} KiB"
