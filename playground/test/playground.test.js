// The built page in Chromium, as somebody uses it. `SCREENSHOTS=<directory>` keeps pictures.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
// The browser and the server of the npm package's tests.
import { browser } from "../../bindings/wasm/npm/test/support/browser.js";
import { serve } from "../../bindings/wasm/npm/test/support/shop.js";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAY = `import * as PortOne from "@portone/browser-sdk/v2";
const 결제 = "💐"; PortOne.requestPayment({ orderName: 결제, paymentId: \`주문-💐-\${crypto.randomUUID()}\`, custommer: {} });`;
const CANCEL = '{"operation": "cancelPayment", "request": {"reason": "💐 변심", "ammount": 1}}';

/** The page, after its first findings. */
async function opened(t, options = {}) {
  assert.ok(existsSync(DIST), "`npm run build` first");
  const chromium = await browser(t);
  if (chromium === undefined) return undefined;
  const address = await serve(t, DIST);
  const context = await chromium.newContext({ locale: "en-US", ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  if (options.blocked) await page.route(options.blocked, (route) => route.abort());
  await page.goto(`${address}/${options.hash ?? ""}`);
  await found(page, options.first ?? "payment-id-charset");
  return { page, errors, address };
}

/** Waits until findings name a rule. */
const found = (page, rule) => page.locator("#findings li", { hasText: rule }).first().waitFor();

async function write(page, editor, text) {
  await page.locator(`#${editor} .cm-content`).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** Pastes in place of the whole request. */
function paste(page, text) {
  // Waits until it is there.
  return page.locator("#request-editor .cm-content").evaluate((editor, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    editor.focus();
    document.execCommand("selectAll");
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

const textOf = (page, editor) => page.locator(`#${editor} .cm-content`).innerText();

test("a finding is shown where it is, explained and fixed", async (t) => {
  const { page, errors } = (await opened(t)) ?? {};
  if (page === undefined) return;
  await write(page, "request-editor", CANCEL);
  await found(page, "unknown-field");
  assert.match(await page.locator("#status").innerText(), /warnings: 1/);
  await page.getByRole("button", { name: "Explain the rule unknown-field" }).click();
  await page.getByRole("dialog", { name: "unknown-field" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Go to/ }).click();
  assert.equal(await page.evaluate(() => getSelection().toString()), '"ammount"');
  // By keyboard alone; the focus is not lost with the button.
  await page.getByRole("button", { name: /^Fix: rename/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Nothing found").waitFor();
  assert.equal(await textOf(page, "request-editor"), CANCEL.replace("ammount", "amount"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "findings-title");
  assert.deepEqual(errors, []);
});

test("the first finding waits for neither the worker nor the editors", async (t) => {
  await opened(t, { blocked: /assets\/(worker|editor|rules|packs|command)/ });
});

test("source code: a finding is where it is, and is fixed", async (t) => {
  const { page, errors, address } = (await opened(t)) ?? {};
  if (page === undefined) return;
  await page.locator("#kind").selectOption("tsx");
  await found(page, "payment-id-length");
  assert.ok(await page.locator("#operation").isHidden());
  await write(page, "request-editor", PAY);
  const finding = (rule) => page.locator("#findings li", { hasText: rule });
  const unknown = finding("unknown-field");
  await unknown.waitFor();
  await page.locator("#findings li", { hasText: "44 characters" }).waitFor({ state: "detached" });
  await finding("payment-id-charset").getByRole("button", { name: /^Go to/ }).click();
  assert.match(await page.evaluate(() => getSelection().toString()), /^`주문-💐-\$\{crypto\.randomUUID\(\)\}`$/);
  assert.ok((await page.locator("#request-editor .cm-lintRange-error").count()) > 0);
  await unknown.getByRole("button", { name: /^Fix: rename/ }).click();
  await unknown.waitFor({ state: "detached" });
  assert.equal(await textOf(page, "request-editor"), PAY.replace("custommer", "customer"));
  await page.locator("#language").selectOption("ko");
  await found(page, "쓸 수 없는 문자");
  // Sharing writes the address at once; whether the page may copy it is the browser's to say.
  await page.locator("#share").click();
  await page.getByText(/^주소를 복사/).waitFor();
  const before = await page.evaluate(() => location.hash);
  await write(page, "request-editor", "const a = 1;\n");
  await page.getByText("PortOne을 호출하는 코드를 찾지 못했습니다").waitFor();
  const other = await page.context().newPage();
  await other.goto(`${address}/${before}`);
  await found(other, "payment-id-charset");
  assert.equal(await other.locator("#kind").inputValue(), "tsx");
  assert.deepEqual(errors, []);
});

test("what is pasted is what it begins as, until that is taken back", async (t) => {
  const { page, errors } = (await opened(t)) ?? {};
  if (page === undefined) return;
  const kind = () => page.locator("#kind").inputValue();
  const sources = ["PortOne.requestPayment({});", '"use client";\nfoo({});', "<script setup>\nfoo({})\n</script>", PAY];
  for (const source of sources) {
    await paste(page, CANCEL);
    assert.equal(await kind(), "json");
    await paste(page, source);
    assert.equal(await kind(), "tsx", source);
  }
  await found(page, "unknown field custommer");
  assert.ok(await page.locator("#operation").isHidden());
  await page.locator("#request-editor .cm-content").press("ControlOrMeta+z");
  assert.equal(await kind(), "json");
  await found(page, "unknown field ammount");
  // What could be either stays what it was, and so does what is typed.
  for (const text of ["true", "12", "{ storeId: 1 }"]) {
    await paste(page, text);
    assert.equal(await kind(), "json", text);
  }
  await write(page, "request-editor", "P");
  assert.equal(await kind(), "json");
  assert.deepEqual(errors, []);
});

test("changed rules are those of source code too", async (t) => {
  const { page, errors } = (await opened(t)) ?? {};
  if (page === undefined) return;
  await page.locator("#kind").selectOption("tsx");
  await found(page, "payment-id-length");
  const text = readFileSync(new URL("../../rules/smartro/common.rules", import.meta.url), "utf8");
  await write(page, "rules-editor", text.replace("/[A-Za-z0-9]*/", "/[A-Za-z0-9-]*/"));
  await page.locator("#findings li", { hasText: "payment-id-charset" }).waitFor({ state: "detached" });
  await found(page, "payment-id-length");
  assert.deepEqual(errors, []);
});

test("a shared address opens as it was, and nothing in it runs", async (t) => {
  const { page, errors, address } = (await opened(t)) ?? {};
  if (page === undefined) return;
  await write(page, "request-editor", '{"reason": "<img src=x onerror=alert(1)>", "<b>": 1}');
  await page.locator("#operation").selectOption("cancelPayment");
  await page.locator("#language").selectOption("ko");
  await found(page, "unknown-field");
  await page.getByRole("button", { name: "주소 복사" }).click();
  await page.getByText(/^주소를 복사/).waitFor();
  const hash = await page.evaluate(() => location.hash);
  const other = await page.context().newPage();
  await other.goto(`${address}/${hash}`);
  await found(other, "unknown-field");
  assert.match(await textOf(other, "request-editor"), /onerror/);
  assert.equal(await other.locator("#operation").inputValue(), "cancelPayment");
  assert.equal(await other.evaluate(() => document.documentElement.lang), "ko");
  assert.equal(await other.locator("#findings b, #findings img").count(), 0);
  assert.deepEqual(errors, []);
});

test("an address that this page has not written is as none, and the page says so", async (t) => {
  const { page, errors } = (await opened(t, { hash: "#1AAAA" })) ?? {};
  if (page === undefined) return;
  assert.match(await textOf(page, "request-editor"), /requestPayment/);
  const notice = page.getByRole("alert");
  assert.match(await notice.innerText(), /cut off or damaged/);
  await page.evaluate((hash) => (location.hash = hash), hashOf({ request: CANCEL }));
  await found(page, "unknown-field");
  await notice.waitFor({ state: "hidden" });
  await page.evaluate(() => (location.hash = "#garbage"));
  await notice.waitFor();
  await write(page, "request-editor", CANCEL);
  await notice.waitFor({ state: "hidden" });
  assert.deepEqual(errors, []);
});

test("rules are compiled in the browser, and mistakes shown", async (t) => {
  const { page, errors } = (await opened(t)) ?? {};
  if (page === undefined) return;
  const common = new URL("../../rules/smartro/common.rules", import.meta.url);
  const text = readFileSync(common, "utf8");
  const file = page.locator("#file");
  // The rules are loaded after the first findings.
  await file.locator("option").first().waitFor({ state: "attached" });
  assert.equal(await file.inputValue(), "common.rules");
  const misspelt = text.replace("use payment-id-charset", "use payment-id-charst");
  assert.notEqual(misspelt, text);
  await write(page, "rules-editor", misspelt);
  const mistakes = page.locator("#mistakes");
  const place = mistakes.getByRole("button", { name: /common\.rules:4:\d+/ });
  await place.waitFor();
  // Findings are still there.
  await found(page, "payment-id-charset");
  await file.selectOption("etc.rules");
  await place.click();
  assert.equal(await file.inputValue(), "common.rules");
  const allowed = text.replace("/[A-Za-z0-9]*/", "/[A-Za-z0-9-]*/");
  assert.notEqual(allowed, text);
  await write(page, "rules-editor", allowed);
  const charset = page.locator("#findings li", { hasText: "payment-id-charset" });
  await charset.waitFor({ state: "detached" });
  assert.equal(await mistakes.locator("li").count(), 0);
  await page.getByRole("button", { name: "Undo changes" }).click();
  await charset.waitFor();
  assert.deepEqual(errors, []);
});

test("five megabytes are linted while the page answers", async (t) => {
  const { page, errors } = (await opened(t)) ?? {};
  if (page === undefined) return;
  const long = `{"operation": "cancelPayment", "request": {"reason": "${"가".repeat(1_700_000)}", "ammount": 1}}`;
  await paste(page, long);
  await page.locator("#findings li", { hasText: "unknown field ammount" }).first().waitFor();
  await page.locator("#theme").selectOption("dark");
  // The address of a text that is too long is none; it is written a moment later.
  await page.waitForFunction(() => location.hash === "");
  assert.deepEqual(errors, []);
});

/** An address with a state in it, as the page would write it. */
function hashOf(state) {
  return `#1${deflateRawSync(JSON.stringify(state)).toString("base64url")}`;
}

test("what is wrong with a shared text of other line ends is underlined where it is", async (t) => {
  const request = CANCEL.replaceAll(", ", ",\r\n");
  const { page, errors } = (await opened(t, { hash: hashOf({ request }), first: "unknown-field" })) ?? {};
  if (page === undefined) return;
  const mark = page.locator("#request-editor .cm-lintRange-warning");
  assert.equal(await mark.innerText(), '"ammount"');
  await page.getByRole("button", { name: /^Fix: rename/ }).click();
  await page.getByText("Nothing found").waitFor();
  assert.deepEqual(errors, []);
});

test("a shared line is opened unless it is too long to be laid out", async (t) => {
  const request = (length) => `${" ".repeat(length - CANCEL.length)}${CANCEL}`;
  const hash = hashOf({ request: request(50_000) });
  const { page, errors } = (await opened(t, { hash, first: "unknown-field" })) ?? {};
  if (page === undefined) return;
  await page.evaluate((hash) => (location.hash = hash), hashOf({ request: request(1_000_000) }));
  await page.getByRole("alert").waitFor();
  assert.match(await textOf(page, "request-editor"), /requestPayment/);
  assert.deepEqual(errors, []);
});

test("no text is a finding", async (t) => {
  const { page } = (await opened(t)) ?? {};
  if (page === undefined) return;
  await page.locator("#request-editor .cm-content").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Backspace");
  await found(page, "invalid-json");
});

test("a worker that could not be loaded is loaded for the next change", async (t) => {
  const { page } = (await opened(t, { blocked: /assets\/(worker|packs)/ })) ?? {};
  if (page === undefined) return;
  await write(page, "request-editor", "[]");
  await page.getByText("This cannot be checked").waitFor();
  await page.unroute(/assets\/(worker|packs)/);
  await write(page, "request-editor", CANCEL);
  await found(page, "unknown-field");
});

test("angle brackets of source code without tags are casts", async (t) => {
  const { page } = (await opened(t)) ?? {};
  if (page === undefined) return;
  await page.locator("#kind").selectOption("tsx");
  await found(page, "payment-id-length");
  await write(page, "request-editor", 'const a = <any>{}; PortOne.requestPayment({ paymentId: "a b" });');
  await page.locator("#findings li", { hasText: "payment-id-charset" }).waitFor();
  assert.equal(await page.locator("#findings li", { hasText: "cannot be parsed" }).count(), 0);
});

test("the editor's search is in the page's language", async (t) => {
  const { page } = (await opened(t, { locale: "ko-KR" })) ?? {};
  if (page === undefined) return;
  const search = page.locator("#request-editor .cm-search");
  for (const [language, words] of [["ko", /다음.*모두 바꾸기/s], ["en", /next.*replace all/s]]) {
    await page.locator("#language").selectOption(language);
    await page.locator("#request-editor .cm-content").focus();
    await page.keyboard.press("ControlOrMeta+f");
    assert.match(await search.innerText(), words);
    await page.keyboard.press("Escape");
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`${colorScheme}: where the keyboard is, and the search, can be seen`, async (t) => {
    const { page } = (await opened(t, { colorScheme })) ?? {};
    if (page === undefined) return;
    const ring = (selector) => page.locator(selector).evaluate((element) => {
      const { outlineStyle, outlineColor } = getComputedStyle(element);
      return `${outlineStyle} ${outlineColor}`;
    });
    await page.locator("#request-editor .cm-content").focus();
    const editor = await ring("#request-editor .cm-editor");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("#findings") !== null));
    assert.equal(editor, await ring(":focus"));
    await page.locator("#request-editor .cm-content").focus();
    await page.keyboard.press("ControlOrMeta+f");
    const images = await page.locator("#request-editor .cm-button").evaluateAll((buttons) =>
      buttons.map((button) => getComputedStyle(button).backgroundImage));
    assert.ok(images.length > 0 && images.every((image) => image === "none"), images.join());
  });
}

for (const [width, height] of [[360, 780], [1440, 1000]]) {
  for (const [colorScheme, language] of [["light", "ko"], ["dark", "ko"], ["light", "en"], ["dark", "en"]]) {
    test(`${width} pixels, ${colorScheme}, ${language}: accessible, and nothing overflows`, async (t) => {
      const locale = language === "ko" ? "ko-KR" : "en-US";
      const { page } = (await opened(t, { viewport: { width, height }, colorScheme, locale })) ?? {};
      if (page === undefined) return;
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels`);
      await page.addScriptTag({ content: AXE }).catch(() => page.evaluate(AXE));
      const check = () => page.evaluate(async () => (await globalThis.axe.run()).violations);
      const serious = (violations) =>
        violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      assert.deepEqual(serious(await check()), []);
      const file = (name) => `${process.env.SCREENSHOTS}/${width}-${colorScheme}-${language}${name}.png`;
      if (process.env.SCREENSHOTS) await page.screenshot({ path: file(""), fullPage: true });
      await page.locator("#findings .links button").last().click();
      await page.locator("dialog[open]").waitFor();
      assert.deepEqual(serious(await check()), []);
      if (process.env.SCREENSHOTS) await page.screenshot({ path: file("-rule") });
    });
  }
}
