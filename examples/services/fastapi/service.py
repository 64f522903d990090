"""A service that cancels payments: it lints what it would send to PortOne, and answers with what is wrong.

`uvicorn service:app` runs it.
"""

from fastapi import FastAPI, HTTPException, Request, Response

from smartro_lint import Linter

LINTER = Linter.smartro(language="en")
LONGEST = 64 << 10
"""The most that is read of a request, in bytes."""

app = FastAPI()


async def send(payment_id: str, body: bytes) -> None:
    """Here a real service calls https://api.portone.io/payments/{paymentId}/cancel."""


async def read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise HTTPException(413)
    return bytes(body)


@app.post("/payments/{payment_id}/cancel")
async def cancel(payment_id: str, request: Request) -> Response:
    body = await read(request)
    report = LINTER.lint(
        body,
        operation="cancelPayment",
        path={"paymentId": payment_id},
        context={"channel": "live"},
    )
    if report.errors or report.warnings:
        return Response(report.to_json(), 422, media_type="application/json")
    await send(payment_id, body)
    return Response(report.to_json(), media_type="application/json")
