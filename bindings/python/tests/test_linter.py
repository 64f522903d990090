"""What is Python's own: dicts, errors, threads, memory, packs of one's own."""

import resource
import threading
from collections import OrderedDict

import pytest

from smartro_lint import Linter, LintError

LINTER = Linter.smartro(language="en")
TEXT = '{"reason": "변심", "ammount": 1}'


def rules(request, **options):
    report = LINTER.lint(request, operation="cancelPayment", **options)
    return [found.rule for found in report.diagnostics]


def test_a_dict_is_linted_as_what_would_be_sent():
    request = OrderedDict(reason="변심 💐\n\"", amount=2**70, ammount=[1.5, None, True, ("a",)])
    assert "unknown-field" in rules(request)
    assert LINTER.lint(request, operation="cancelPayment").diagnostics[0].span is None


def cycle():
    request = {"reason": "변심"}
    request["self"] = [request]
    return request


def many_times():
    """Little memory, and more text than there is."""
    value = [1]
    for _ in range(60):
        value = [value] * 10
    return {"reason": value}


@pytest.mark.parametrize(
    "request_",
    [
        cycle(),
        {"reason": float("nan")},
        {"reason": float("inf")},
        {1: "변심"},
        {None: 1},
        {"reason": object()},
        {"reason": b"bytes"},
        {"reason": "\ud800"},
        {"\ud800": 1},
        {"reason": 10**5000},
        many_times(),
        "\ud800",
    ],
    ids=range(12),
)
def test_what_is_no_json_is_an_error(request_):
    with pytest.raises(LintError):
        LINTER.lint(request_, operation="cancelPayment")
    assert rules({"reason": "변심"}) == []


@pytest.mark.parametrize("request_", [None, 1, object(), {1, 2}])
def test_what_is_no_request_is_a_type_error(request_):
    with pytest.raises(TypeError):
        LINTER.lint(request_)


def deep():
    value = {}
    for _ in range(10_000):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    "request_",
    [b"", "", b"\xff\xfe", b"{", "[" * 1_000_000, b"x" * 100_000_000, deep()],
    ids=range(7),
)
def test_broken_text_is_a_finding(request_):
    assert rules(request_) == ["invalid-json"]


def test_errors_are_those_of_the_library():
    for options in ({"context": {"channel": "prod"}}, {"context": {"chanel": "live"}}):
        with pytest.raises(LintError, match="chan"):
            LINTER.lint({}, **options)
    with pytest.raises(LintError):
        Linter.smartro(language="fr")
    with pytest.raises(LintError):
        Linter.smartro(severity={"no-such-rule": "off"})
    with pytest.raises(TypeError):
        LINTER.lint({}, path={"paymentId": 1})
    assert issubclass(LintError, ValueError)


def test_severities_and_masking():
    strict = Linter.smartro(severity={"unknown-field": "error"})
    report = strict.lint(TEXT, operation="cancelPayment")
    assert [found.severity for found in report.diagnostics] == ["error"]
    request = {"reason": "변심", "requester": "me@example.com"}
    shown = Linter.smartro(show_values=True)
    assert "me@example.com" not in LINTER.lint(request, operation="cancelPayment").to_json()
    assert "me@example.com" in shown.lint(request, operation="cancelPayment").to_json()
    assert "홍길동" not in LINTER.mask('{"customer": {"fullName": "홍길동"}}')


def test_reports_are_frozen_values():
    report = LINTER.lint(TEXT, operation="cancelPayment")
    assert report == LINTER.lint(TEXT, operation="cancelPayment")
    with pytest.raises(AttributeError):
        report.diagnostics[0].rule = "other"
    assert "변심" not in repr(report)
    data = TEXT.encode()
    edit = report.diagnostics[0].fixes[0].edits[0]
    fixed = data[: edit.start] + edit.text.encode() + data[edit.end :]
    assert fixed.decode() == '{"reason": "변심", "amount": 1}'


def test_threads():
    expected = LINTER.lint(TEXT, operation="cancelPayment")
    wrong = []

    def work(index):
        for turn in range(500):
            given = TEXT if (index + turn) % 2 else {"reason": "변심"}
            report = LINTER.lint(given, operation="cancelPayment")
            if (report == expected) != (given is TEXT):
                wrong.append(index)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_memory_is_flat():
    def run(times):
        for _ in range(times):
            LINTER.lint(TEXT, operation="cancelPayment", context={"channel": "live"})
            LINTER.verdict({"reason": "변심", "a": [1]}, operation="cancelPayment")

    run(20_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run(200_000)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 8 << 10, f"{grown} KiB"


def test_packs_of_ones_own(tmp_path):
    (tmp_path / "pack.yaml").write_text("name: my-pg\nversion: 0.1.0\nuses: [portone]\n")
    own = tmp_path / "ids.rules"
    own.write_text(
        "/// MyPG takes ids of at most 20 letters and digits.\n"
        "rule my-payment-id: error on requestPayment {\n"
        "  require paymentId matches /[A-Za-z0-9]{1,20}/\n}\n"
    )
    linter = Linter.pack(tmp_path)
    report = linter.lint({"paymentId": "order 1"}, operation="requestPayment")
    assert "my-payment-id" in [found.rule for found in report.diagnostics]
    own.write_text("rule x: eror on requestPayment {}")
    with pytest.raises(LintError) as raised:
        Linter.pack(tmp_path, language="en")
    assert raised.value.mistakes[0]["file"].endswith("ids.rules")
    assert raised.value.mistakes[0]["line"] == 1
    with pytest.raises(OSError):
        Linter.pack(tmp_path / "none")
