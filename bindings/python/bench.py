"""The package against `json.loads` and jsonschema-rs in the same run; one request in twenty has a finding.

jsonschema-rs checks shapes alone, from a schema of the payment window's request.
"""

import json
import time

import jsonschema_rs
import pyarrow

from smartro_lint import Linter

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}


def closed(required, **properties):
    return {
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }


SCHEMA = closed(
    ["storeId", "paymentId", "orderName", "totalAmount", "currency", "payMethod"],
    storeId=TEXT,
    channelKey=TEXT,
    paymentId={"type": "string", "pattern": "^[A-Za-z0-9]{1,40}$"},
    orderName={"type": "string", "maxLength": 100},
    totalAmount={"type": "integer", "exclusiveMinimum": 0},
    currency={"enum": ["KRW", "USD", "CURRENCY_KRW", "CURRENCY_USD"]},
    payMethod={"enum": ["CARD", "VIRTUAL_ACCOUNT", "TRANSFER", "MOBILE", "EASY_PAY"]},
    locale={"enum": ["KO_KR", "EN_US"]},
    redirectUrl={"type": "string", "pattern": "^https?://"},
    noticeUrls={"type": "array", "items": TEXT},
    customer=closed([], customerId=TEXT, fullName=TEXT, phoneNumber=TEXT, email=TEXT),
    products={
        "type": "array",
        "items": closed(["id", "name"], id=TEXT, name=TEXT, amount=WHOLE, quantity=WHOLE, link=TEXT),
    },
)


def request(index):
    product = lambda place: {  # noqa: E731
        "id": f"product-{index}-{place}",
        "name": "감귤 상자",
        "amount": 19500,
        "quantity": 1,
        "link": f"https://shop.example.com/products/{index}/{place}",
    }
    return {
        "storeId": "store-5b1f3c52-8d0a-4b7e-9a55-0c1d2e3f4a5b",
        "channelKey": "channel-key-0f6a1c9e-2b47-4d1b-8f7c-6e5d4c3b2a19",
        "paymentId": f"order2026112300{index}" + ("-" if index % 20 == 0 else ""),
        "orderName": "제주 감귤 5kg 선물 세트",
        "totalAmount": 39000,
        "currency": "KRW",
        "payMethod": "CARD",
        "locale": "KO_KR",
        "redirectUrl": "https://shop.example.com/orders/complete",
        "noticeUrls": ["https://shop.example.com/hooks/portone"],
        "customer": {
            "customerId": f"member{index}",
            "fullName": "김감귤",
            "phoneNumber": "010-1234-5678",
            "email": "buyer@example.com",
        },
        "products": [product(0), product(1)],
    }


DICTS = [request(index) for index in range(400)]
BYTES = [json.dumps(one, ensure_ascii=False).encode() for one in DICTS]
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)
LINTER = Linter.smartro()
OPERATION = "requestPayment"


def measure(works):
    """CPU time of each of the requests in µs, the least of several rounds; a round takes all in turn, as times drift with
    what else the machine does."""
    least = dict.fromkeys(works, float("inf"))
    for _ in range(20):
        for name, (run, inputs) in works.items():
            before = time.process_time()
            for _ in range(5):
                for one in inputs:
                    run(one)
            least[name] = min(least[name], (time.process_time() - before) / (5 * len(DICTS)) * 1e6)
    for name, taken in least.items():
        print(f"{name:32} {taken:6.2f} µs")
    return least


if __name__ == "__main__":
    print(f"{sum(map(len, BYTES)) // len(BYTES)} bytes a request")
    column = [pyarrow.array(BYTES)]
    taken = measure({
        "jsonschema-rs, from bytes": (lambda one: VALIDATOR.is_valid(json.loads(one)), BYTES),
        "jsonschema-rs, from a dict": (VALIDATOR.is_valid, DICTS),
        "verdict, from bytes": (lambda one: LINTER.verdict(one, operation=OPERATION), BYTES),
        "report, from bytes": (lambda one: LINTER.lint(one, operation=OPERATION), BYTES),
        "findings, from a column": (lambda one: LINTER.lint_batch(one, operation=OPERATION), column),
        "verdict, from a dict": (lambda one: LINTER.verdict(one, operation=OPERATION), DICTS),
    })
    of_bytes = taken["jsonschema-rs, from bytes"] / taken["verdict, from bytes"]
    of_dict = taken["verdict, from a dict"] / taken["jsonschema-rs, from a dict"]
    print(f"from bytes {of_bytes:.2f} times as fast; from a dict {of_dict:.2f} times as long")
