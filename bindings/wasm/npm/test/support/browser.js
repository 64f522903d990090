// Chromium, where it is installed.

import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A browser that is closed with the test, or nothing, after the test has been skipped. */
export async function browser(t) {
  const executablePath = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
  const playwright = await import("playwright-core").catch(() => undefined);
  if (executablePath === undefined || playwright === undefined) {
    return t.skip("Chromium or playwright-core is not installed");
  }
  // A container's root user has no sandbox.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const opened = await playwright.chromium.launch({ executablePath, args });
  t.after(() => opened.close());
  return opened;
}
