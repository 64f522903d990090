// The package against `JSON.parse` and ajv in the same run, over requests of which one in twenty has a
// finding. Ajv checks the schema of `benches/schema.json`, in which the constraints are written that a schema
// can express; both get the same envelopes.
//
// From an object the goal of one and a half times ajv's time cannot be met: `JSON.stringify` of the object and
// `encodeInto` the module's memory, which the linter needs before it reads anything, alone take 4.5 times as
// long as ajv (the bench prints it: 4.3 µs and 0.95; JavaScript that writes the same bytes itself takes three
// quarters of that). Of the 7.5 µs of a verdict the rest is the 2.4 that it takes from bytes, and 0.8.
//
// Of the module, what brotli makes of the code takes 205 kB, of the texts and tables 80. Tried and not kept:
// `opt-level = "s"`, 28 kB more, and a verdict in a seventh less; `wasm-opt` (-O3, -Oz, most single passes), which makes
// the module smaller and what brotli makes of it larger; a threshold for inlining of 0, 10 or 60, 4 to 9 kB more.

import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { Linter } from "smartro-lint";

const schema = JSON.parse(readFileSync(new URL("../../../benches/schema.json", import.meta.url), "utf8"));

const request = (index) => ({
  storeId: "store-5b1f3c52-8d0a-4b7e-9a55-0c1d2e3f4a5b",
  channelKey: "channel-key-0f6a1c9e-2b47-4d1b-8f7c-6e5d4c3b2a19",
  paymentId: `order2026112300${index}${index % 20 === 0 ? "-" : ""}`,
  orderName: "제주 감귤 5kg 선물 세트",
  totalAmount: 39000,
  currency: "KRW",
  payMethod: "CARD",
  locale: "KO_KR",
  redirectUrl: "https://shop.example.com/orders/complete",
  noticeUrls: ["https://shop.example.com/hooks/portone"],
  customer: {
    customerId: `member${index}`,
    fullName: "김감귤",
    phoneNumber: "010-1234-5678",
    email: "buyer@example.com",
  },
  products: [0, 1].map((place) => ({
    id: `product-${index}-${place}`,
    name: "감귤 상자",
    amount: 19500,
    quantity: 1,
    link: `https://shop.example.com/products/${index}/${place}`,
  })),
});

const objects = Array.from({ length: 400 }, (_, index) => ({
  operation: "requestPayment",
  request: request(index),
}));
const texts = objects.map((object) => JSON.stringify(object));
const bytes = texts.map((text) => Buffer.from(text));
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
const linter = await Linter.smartro({ language: "ko" });
const options = {};
const encoder = new TextEncoder();
const memory = new Uint8Array(1 << 16);
for (const object of objects) {
  if (validate(object) !== linter.verdict(object, options).isClean) throw new Error("they disagree");
}

const work = {
  "ajv, from bytes": (index) => validate(JSON.parse(bytes[index].toString())),
  "verdict, from bytes": (index) => linter.verdict(bytes[index], options),
  "report, from bytes": (index) => linter.lint(bytes[index], options),
  "JSON.stringify, encodeInto": (index) => encoder.encodeInto(JSON.stringify(objects[index]), memory),
  "ajv, from an object": (index) => validate(objects[index]),
  "verdict, from an object": (index) => linter.verdict(objects[index], options),
  "report, from an object": (index) => linter.lint(objects[index], options),
};

/**
 * CPU time of a request in µs, the least of several rounds. A round takes all in turn: what the machine does
 * besides, and when the engine has optimised the module, then falls on all of them.
 */
const measure = () => {
  const least = Object.fromEntries(Object.keys(work).map((name) => [name, Infinity]));
  for (let round = 0; round < 30; round++) {
    for (const [name, run] of Object.entries(work)) {
      const before = process.cpuUsage();
      for (let index = 0; index < 4000; index++) run(index % objects.length);
      const { user, system } = process.cpuUsage(before);
      least[name] = Math.min(least[name], (user + system) / 4000);
    }
  }
  return least;
};

console.log(`${Math.round(texts.join("").length / texts.length)} characters a request`);

/** Prints what was measured; whether something has become slower. */
const isSlower = () => {
  const times = measure();
  for (const [name, time] of Object.entries(times)) console.log(`${name.padEnd(26)} ${time.toFixed(2)} µs`);
  const bytesRatio = times["ajv, from bytes"] / times["verdict, from bytes"];
  const objectRatio = times["verdict, from an object"] / times["ajv, from an object"];
  const floor = times["JSON.stringify, encodeInto"] / times["ajv, from an object"];
  console.log(`an object in memory, before it is read: ${floor.toFixed(2)} times as long as ajv`);
  console.log(`from bytes ${bytesRatio.toFixed(2)} times as fast; from an object ${objectRatio.toFixed(2)} times as long`);
  return bytesRatio < 2.2 || objectRatio > 11;
};

// Ratios of one run hardly depend on the machine; where other work was in the way, it is not three times in a row.
if (isSlower() && isSlower() && isSlower()) {
  console.error("slower than it was: at least 2.2 times as fast from bytes, at most 11 times as long from an object");
  process.exitCode = 1;
}
