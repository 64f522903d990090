// Express: a request to pay is linted before PortOne is called, and refused with what is wrong.
// `express` is the shop's; `test/examples.test.js` drives this without it.

import { Linter } from "smartro-lint";

/** Middleware that lints the body as a request of an operation. */
export async function lintBody(operation, { path, context } = {}) {
  const linter = await Linter.smartro({ language: "ko" });
  return (request, response, next) => {
    // A request that is not said to be JSON has none.
    const body = request.body ?? {};
    const options = { operation, path: path?.(request), context: { now: new Date(), ...context } };
    // Most requests have no mistake: messages are written only for those that have.
    if (linter.verdict(body, options).errors === 0) return next();
    const { diagnostics } = linter.lint(body, options);
    response.status(422).json({
      errors: diagnostics.map(({ rule, message, pointer, help }) => ({ rule, message, pointer, help })),
    });
  };
}

/** The shop: `register(express())`, with `express.json()` before it. */
export async function register(app, portone) {
  const path = (request) => ({ paymentId: request.params.paymentId });
  const lint = await lintBody("cancelPayment", { path, context: { channel: "live" } });
  app.post("/payments/:paymentId/cancel", lint, async (request, response) => {
    response.json(await portone.cancelPayment(request.params.paymentId, request.body));
  });
}
