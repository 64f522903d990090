import * as PortOne from "@portone/browser-sdk/v2";

const order = { storeId: "store-1", orderName: "Coat", totalAmount: 60000, currency: "CURRENCY_KRW" } as const;
const customer = { fullName: "홍길동", phoneNumber: "010-1234-5678" };
const { TOSS_CHANNEL_KEY, INICIS_CHANNEL_KEY } = process.env;

export const byToss = (id: string) =>
  PortOne.requestPayment({ ...order, customer, channelKey: TOSS_CHANNEL_KEY, paymentId: `pay.${id}`, payMethod: "CARD",
    bypass: { tosspayments: { discountCode: 7 } } });

export const byInicis = (id: string) =>
  PortOne.requestPayment({ ...order, customer, channelKey: INICIS_CHANNEL_KEY, paymentId: `pay.${id}`, payMethod: "MOBILE",
    bypass: { inicis_v2: { acceptmethod: ["below 1000"] }, tosspayments: {} } });

export const bySmartro = (id: string) =>
  PortOne.requestPayment({ ...order, customer, channelKey: process.env.SMARTRO_CHANNEL_KEY!, paymentId: `pay.${id}`, payMethod: "CARD" });

export const key = () =>
  PortOne.requestIssueBillingKey({ storeId: "store-1", channelKey: INICIS_CHANNEL_KEY, billingKeyMethod: "TRANSFER" });

export const smartroKey = () =>
  PortOne.requestIssueBillingKey({ storeId: "store-1", channelKey: process.env.SMARTRO_CHANNEL_KEY, billingKeyMethod: "TRANSFER" });
