import type { Kind } from "./protocol";

const json = `{
  "operation": "requestPayment",
  "request": {
    "storeId": "store-4ff4af41-85e3-4559-8eb8-0d08a2c6ceec",
    "channelKey": "channel-key-893597d6-e62d-410f-83f9-119f530b4b11",
    "paymentId": "order-2026-11-26-001",
    "orderName": "제주 감귤 5kg 선물 세트",
    "totalAmount": 39000,
    "currency": "KRW",
    "payMethod": "CARD",
    "redirectUrl": "https://shop.example.com/orders/complete",
    "customer": {
      "fullName": "김감귤",
      "phoneNumbr": "010-1234-5678"
    }
  }
}
`;

const tsx = `import * as PortOne from "@portone/browser-sdk/v2";

export function PayButton({ amount }: { amount: number }) {
  const pay = () =>
    PortOne.requestPayment({
      storeId: "store-4ff4af41-85e3-4559-8eb8-0d08a2c6ceec",
      channelKey: import.meta.env.VITE_CHANNEL_KEY,
      paymentId: \`payment-\${crypto.randomUUID()}\`,
      orderName: "제주 감귤 5kg 선물 세트",
      totalAmount: amount,
      currency: "CURRENCY_KRW",
      payMethod: "CARD",
      customer: { fullName: "김감귤", phoneNumbr: "010-1234-5678" },
    });
  return <button onClick={pay}>결제하기</button>;
}
`;

/** What a first visitor sees of each kind: several mistakes. */
export const SAMPLES: Record<Kind, string> = { json, tsx };
