import * as PortOne from "@portone/browser-sdk/v2";

export function PayButton({ user }: { user: { phone: string } }) {
  const pay = () =>
    PortOne.requestPayment({
      storeId: process.env.NEXT_PUBLIC_STORE_ID!,
      channelKey: process.env.NEXT_PUBLIC_CHANNEL_KEY!,
      paymentId: `payment-${crypto.randomUUID()}`,
      orderName: "노트 두 권",
      totalAmount: 9000,
      currency: "KRW",
      payMethod: "CARD",
      customer: { phoneNumber: user.phone },
    });
  return <button onClick={pay}>결제하기</button>;
}
