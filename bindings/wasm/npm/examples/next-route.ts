// Next.js: app/api/payments/[paymentId]/cancel/route.ts

import { Linter } from "smartro-lint";

const linter = Linter.smartro({ language: "ko" });

export async function POST(
  request: Request,
  { params }: { params: Promise<{ paymentId: string }> },
): Promise<Response> {
  const { paymentId } = await params;
  const body = await request.text();
  const report = (await linter).lint(body, {
    operation: "cancelPayment",
    path: { paymentId },
    context: { now: new Date() },
  });
  if (report.diagnostics.some((finding) => finding.severity === "error")) {
    return Response.json({ errors: report.diagnostics }, { status: 422 });
  }
  const answer = await fetch(`https://api.portone.io/payments/${encodeURIComponent(paymentId)}/cancel`, {
    method: "POST",
    headers: {
      authorization: `PortOne ${process.env.PORTONE_API_SECRET}`,
      "content-type": "application/json",
    },
    body,
  });
  // Its body is decoded: headers that say how it was sent are not passed on.
  const type = answer.headers.get("content-type") ?? "application/json";
  return new Response(answer.body, { status: answer.status, headers: { "content-type": type } });
}
