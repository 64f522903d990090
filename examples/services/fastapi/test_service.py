"""Sends right and wrong requests at once."""

from concurrent.futures import ThreadPoolExecutor

import service
from fastapi.testclient import TestClient

CASES = [
    ('{"reason": "단순 변심"}', 200, '"diagnostics":[]'),
    ('{"reason": "단순 변심", "ammount": 1}', 422, '"unknown-field"'),
    ('{"reason": ', 422, '"invalid-json"'),
    ("x" * (service.LONGEST + 1), 413, ""),
]


def test_right_and_wrong_requests_at_once(monkeypatch):
    sent = []

    async def send(payment_id, body):
        sent.append(payment_id)

    monkeypatch.setattr(service, "send", send)
    with TestClient(service.app) as client:

        def work(first):
            for turn in range(20):
                body, status, part = CASES[(first + turn) % len(CASES)]
                response = client.post("/payments/order1/cancel", content=body.encode())
                assert response.status_code == status
                assert part in response.text

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(work, range(8)))
    assert sent == ["order1"] * (8 * 20 // 4)
