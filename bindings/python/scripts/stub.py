"""Writes `_native.pyi` from the schemas of reports and of project files, which has the rules.

`--check` compares instead.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
STUB = HERE.parent / "python" / "smartro_lint" / "_native.pyi"
SCHEMA = json.loads((ROOT / "smartro-lint.report.schema.json").read_text("utf-8"))
PROJECT = json.loads((ROOT / "smartro-lint.schema.json").read_text("utf-8"))

LINTER = '''
class LintError(ValueError):
    """What cannot be linted with: an unknown context key, a pack with mistakes, a dict that is no JSON."""

    mistakes: tuple[dict[str, Any], ...]
    """The mistakes of a pack, each with `message`, `help`, `file`, `line` and `column`."""

@final
class Linter:
    """A pack of rules, ready to lint on any number of threads."""

    @staticmethod
    def smartro(
        *,
        language: Literal["ko", "en"] = "ko",
        severity: Mapping[RuleName, Severity | Literal["off"]] | None = None,
        show_values: bool = False,
    ) -> Linter:
        """The Smartro pack that is built in."""
    @staticmethod
    def pack(
        directory: str | PathLike[str],
        *,
        language: Literal["ko", "en"] = "ko",
        severity: Mapping[str, Severity | Literal["off"]] | None = None,
        show_values: bool = False,
    ) -> Linter:
        """The pack in a directory; every mistake of it is in the `LintError`."""
    def lint(
        self,
        request: Request,
        *,
        operation: str | None = None,
        path: dict[str, str] | None = None,
        context: dict[str, Any] | None = None,
    ) -> Report:
        """Lints a request: JSON text, its bytes, or the dict that would be sent.

        Text that is no JSON is a finding too; of a dict, findings have pointers and no spans.
        """
    def verdict(
        self,
        request: Request,
        *,
        operation: str | None = None,
        path: dict[str, str] | None = None,
        context: dict[str, Any] | None = None,
    ) -> Verdict:
        """Counts the findings of a request, without writing messages."""
    def lint_batch(
        self,
        batch: ArrowArray | ArrowStream,
        *,
        column: str | None = None,
        operation: str | None = None,
        context: dict[str, Any] | None = None,
        operation_column: str | None = None,
        context_column: str | None = None,
        path_columns: dict[str, str] | None = None,
    ) -> RecordBatch:
        """Lints a column of requests in what has the Arrow PyCapsule interface, without copying it.

        Columns are strings or binary, plain or in a dictionary; of a batch with several, `column` names the one of
        requests. The others have, for each row, its operation, its context as a JSON object, and parameters of its
        path (`{"paymentId": "payment_id"}`: the parameter and its column); where a row has none, `operation` and
        `context` count. A row that is null is text that is no JSON, which is a finding, as is a wrong context.

        The columns `row`, `start` and `end` of the findings are `int64`; `operation`, `rule`, `severity`, `message`,
        `help` and `pointer` are strings. Rows count from 0, over all batches of a stream; `start` and `end` are bytes
        of the row's text, or null.
        """
    def columns(
        self,
        *,
        column: str | None = None,
        operation: str | None = None,
        context: dict[str, Any] | None = None,
        operation_column: str | None = None,
        context_column: str | None = None,
        path_columns: dict[str, str] | None = None,
    ) -> Columns:
        """Where batches have requests, as for `lint_batch`; for one batch after the other."""
    def mask(self, text: str) -> str:
        """JSON text as it may be logged: secrets and values that identify a person are masked."""
    @property
    def operations(self) -> list[str]:
        """The operations that can be linted."""

class ArrowArray(Protocol):
    """An array or a batch of Arrow, such as one of pyarrow."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class ArrowStream(Protocol):
    """Several, such as a data frame of Polars, a relation of DuckDB or a reader of pyarrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Columns:
    """Where batches have requests, and what is known of them."""

    def lint(self, batch: ArrowArray | ArrowStream) -> RecordBatch:
        """The findings, as `Linter.lint_batch` has them."""
    def fingerprints(self, batch: ArrowArray | ArrowStream, key: bytes) -> RecordBatch:
        """What rules over a run compare of the requests, in `int64` columns `row`, `key` and `implied`.

        The numbers are the same on every machine with the same pack and the same 16 bytes of `key`. Of the requests
        with a number in `key`, in the order of the run, each after the first breaks a rule if `implied` is -1, or if
        `implied` is not the same in all of them up to it.
        """
    def repeated(
        self,
        batch: ArrowArray | ArrowStream,
        key: bytes,
        *,
        key_column: str = "key",
        first_column: str = "first",
    ) -> RecordBatch:
        """The findings on requests that break a rule over a run.

        `key_column` has the number, and `first_column` what messages call the first request with it.
        """

@final
class RecordBatch:
    """A batch of Arrow: `pyarrow.record_batch(batch)`, `polars.DataFrame(batch)`."""

    @property
    def num_rows(self) -> int: ...
    def to_pyarrow(self) -> Any:
        """A `pyarrow.RecordBatch`, where pyarrow is installed."""
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Verdict:
    """How many findings there are."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all was found."""
    @property
    def errors(self) -> int: ...
    @property
    def warnings(self) -> int: ...
    @property
    def advice(self) -> int: ...
'''

REPORT_MORE = '''    @property
    def is_clean(self) -> bool:
        """Whether nothing at all was found."""
    @property
    def errors(self) -> int: ...
    @property
    def warnings(self) -> int: ...
    @property
    def advice(self) -> int: ...
    def to_dict(self) -> dict[str, Any]:
        """The report as `smartro-lint.report.schema.json` describes it."""
    def to_json(self) -> str:
        """The same as JSON."""
'''


def snake(name):
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def type_of(value):
    if "$ref" in value:
        return value["$ref"].rpartition("/")[2]
    if "allOf" in value:
        return type_of(value["allOf"][0])
    if "anyOf" in value:
        return " | ".join(type_of(one) for one in value["anyOf"])
    if value["type"] == "array":
        return f"tuple[{type_of(value['items'])}, ...]"
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    names = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}
    return " | ".join(names[one] for one in types)


def class_of(name, definition, left_out=()):
    lines = [f'@final\nclass {name}:\n    """{definition["description"]}"""\n']
    for field, value in definition["properties"].items():
        if field in left_out:
            continue
        kind = "RuleName | str" if (name, field) == ("Finding", "rule") else type_of(value)
        text = value["description"].replace("\n", " ")
        lines.append(f'    @property\n    def {snake(field)}(self) -> {kind}:\n        """{text}"""')
    return "\n".join(lines) + "\n"


def stub():
    rules = sorted({*PROJECT["properties"]["severity"]["properties"], "invalid-json"})
    parts = [
        "# Generated by `scripts/stub.py` from the schemas of this repository.\n\n"
        "from collections.abc import Mapping\nfrom os import PathLike\n"
        "from typing import Any, Literal, Protocol, TypeAlias, final\n",
        "__version__: str\n",
        "Request: TypeAlias = (\n    str | bytes | bytearray | memoryview | dict[str, Any] | list[Any] | tuple[Any, ...]\n)\n",
        "RuleName: TypeAlias = Literal[\n" + "".join(f'    "{rule}",\n' for rule in rules) + "]\n",
    ]
    for name, definition in SCHEMA["definitions"].items():
        if "oneOf" in definition:
            words = ", ".join(json.dumps(one["const"]) for one in definition["oneOf"])
            parts.append(f"{name}: TypeAlias = Literal[{words}]\n")
        elif name == "FileReport":
            report = {**definition, "description": "What was found in one request."}
            parts.append(class_of("Report", report, ("file", "index", "packs")) + REPORT_MORE)
        elif name != "Summary":
            parts.append(class_of(name, definition))
    return "\n".join([*parts, LINTER.lstrip()])


if "--check" not in sys.argv:
    STUB.write_text(stub(), "utf-8")
elif STUB.read_text("utf-8") != stub():
    sys.exit("_native.pyi is out of date: python bindings/python/scripts/stub.py")
