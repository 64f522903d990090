"""Every request of the contract has the report that the library makes."""

import base64
import json
from pathlib import Path

import pytest

from smartro_lint import Linter, LintError

CONTRACT = Path(__file__).parents[2] / "contract"
REQUESTS = json.loads((CONTRACT / "requests.json").read_text("utf-8"))
REPORTS = json.loads((CONTRACT / "reports.json").read_text("utf-8"))
LINTERS = {language: Linter.smartro(language=language) for language in ("ko", "en")}


def without_utf16(value):
    """Places in UTF-16 are for other languages."""
    if isinstance(value, dict):
        return {key: without_utf16(inner) for key, inner in value.items() if key != "utf16"}
    if isinstance(value, list):
        return [without_utf16(inner) for inner in value]
    return value


def inputs(request):
    if "text" in request:
        text = request["text"]
        data = text.encode()
        return [text, data, bytearray(data), memoryview(data)]
    if "base64" in request:
        return [base64.b64decode(request["base64"])]
    return [request["value"]]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request["name"])
def test_contract(request_):
    linter = LINTERS[request_.get("language", "ko")]
    options = {key: request_.get(key) for key in ("operation", "path", "context")}
    expected = without_utf16(REPORTS[request_["name"]])
    for given in inputs(request_):
        if "error" in expected:
            with pytest.raises(LintError) as raised:
                linter.lint(given, **options)
            assert str(raised.value) == expected["error"]
            continue
        report = linter.lint(given, **options)
        assert report.to_dict() == expected
        assert [found.rule for found in report.diagnostics] == [
            found["rule"] for found in expected["diagnostics"]
        ]
        for found, shown in zip(report.diagnostics, expected["diagnostics"]):
            assert (found.severity, found.message) == (shown["severity"], shown["message"])
            assert found.pointer == shown["pointer"]
            assert (found.span is None) == (shown["span"] is None)
            assert len(found.labels) == len(shown["labels"])
            assert len(found.fixes) == len(shown["fixes"])
        verdict = linter.verdict(given, **options)
        assert (verdict.errors, verdict.warnings) == (report.errors, report.warnings)
        assert verdict.is_clean == report.is_clean == (not expected["diagnostics"])


def test_documents_follow_the_schema():
    """The stub has every field of the contract's schema."""
    schema = json.loads((CONTRACT.parents[1] / "smartro-lint.report.schema.json").read_text())
    report = LINTERS["en"].lint('{"reason": "a", "ammount": 1}', operation="cancelPayment")
    finding = report.diagnostics[0]
    objects = {
        "Finding": finding,
        "Label": finding.labels[0],
        "Fix": finding.fixes[0],
        "Edit": finding.fixes[0].edits[0],
        "Region": finding.span,
        "FileReport": report,
    }
    snake = {"endLine": "end_line", "endColumn": "end_column"}
    for name, value in objects.items():
        for field in schema["definitions"][name]["properties"]:
            if name != "FileReport" or field not in ("file", "index", "packs"):
                assert hasattr(value, snake.get(field, field)), f"{name}.{field}"
