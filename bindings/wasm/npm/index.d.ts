import type { Fix, Report, RuleName, Severity } from "./report.js";

export type * from "./report.js";

/** What a request is: JSON text, its bytes, or the object that would be sent. */
export type RequestInput = string | Uint8Array | ArrayBuffer | object;

/** The operations of the built-in pack. */
export type OperationName =
  | "requestPayment"
  | "requestIssueBillingKey"
  | "payInstantly"
  | "issueBillingKey"
  | "payWithBillingKey"
  | "createPaymentSchedule"
  | "cancelPayment";

/** What is known beyond a request. A rule that needs a missing key is listed in `undecided`. */
export interface Context {
  /** The time of the call, as RFC 3339 has it; this package reads no clock. */
  now?: string | Date;
  channel?: "test" | "live";
  /** The payer's device. */
  os?: "windows" | "macos" | "linux" | "android" | "ios";
  /** What the merchant has contracts for. */
  contracts?: readonly (
    | "easy-pay"
    | "tax-free"
    | "installment"
    | "merchant-free-installment"
    | "card-point"
    | "escrow"
    | "overseas-card"
  )[];
  /** The settings of the merchant id. */
  mid?: { productType?: "REAL" | "DIGITAL"; currency?: "KRW" | "USD" };
}

/** What goes with a request. */
export interface LintOptions<Operation extends string = OperationName, Known = Context> {
  /** The operation of a body; without it, it is recognised by its fields. */
  operation?: Operation;
  /** The parameters of the path: `{ paymentId }`. */
  path?: Readonly<Record<string, string>>;
  context?: Known;
}

/** How a linter is made. */
export interface LinterOptions<R extends string = RuleName> {
  /** The language of messages, `ko` by default. */
  language?: "ko" | "en";
  /** Severities of rules in place of their own; `off` switches a rule off. */
  severity?: Partial<Record<R, Severity | "off">>;
  /** Whether messages show names, e-mail addresses, phone numbers and postal addresses. */
  showValues?: boolean;
  /**
   * The WebAssembly module, where it cannot be loaded by itself: bytes, a response, an address, or
   * a module.
   */
  wasm?: WasmSource | Promise<WasmSource>;
}

/** What a WebAssembly module is made from. */
export type WasmSource = object | string;

/** How many findings there are. */
export interface Verdict {
  /** Whether nothing at all was found. */
  readonly isClean: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly advice: number;
}

/** A rule with its documentation. */
export interface RuleInfo<R extends string = RuleName> {
  readonly rule: R;
  readonly pack: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly operations: readonly string[];
  /** The context keys that it looks at. */
  readonly needs: readonly string[];
  /** What repairs some or all of its findings: `--fix` alone (`safe`), or `--fix --suggested`. */
  readonly fix?: "safe" | "suggested";
  /** With `{…}` for what the request decides. */
  readonly message?: string;
  readonly help?: string;
  readonly explain?: { readonly what: string; readonly why: string; readonly do: string };
  readonly sources: readonly Citation[];
}

/** Where a rule can be checked. */
export interface Citation {
  readonly source: string;
  readonly title: string;
  readonly section?: string;
  readonly url?: string;
}

/** A pack of rules, ready to lint. It uses its memory again for each request. */
export declare class Linter<
  R extends string = RuleName,
  Operation extends string = OperationName,
  Known = Context,
> {
  protected constructor();
  /** The Smartro pack that is built in. */
  static smartro(options?: LinterOptions): Promise<Linter>;
  /**
   * Lints a request. Text that is no JSON is a finding too; of an object, findings have pointers
   * and no spans.
   * @throws {LintError} the context has an unknown key or value, or the object cannot be written as JSON
   */
  lint(request: RequestInput, options?: LintOptions<Operation, Known>): Report<R>;
  /** Counts the findings of a request, without writing messages. */
  verdict(request: RequestInput, options?: LintOptions<Operation, Known>): Verdict;
  /** The operations that can be linted. */
  get operations(): Operation[];
  /** The rules with their documentation, in the linter's language. */
  get rules(): RuleInfo<R>[];
  /** JSON text as it may be logged: secrets and values that identify a person are masked. */
  mask(text: string): string;
}

/** What cannot be linted with. */
export declare class LintError extends Error {
  /** The mistakes of a pack. */
  readonly mistakes: readonly PackMistake[];
}

/** A mistake in a pack; lines and columns count from 1. */
export interface PackMistake {
  readonly message: string;
  readonly help: string | null;
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
}

/** Makes the edits of fixes in the text that was linted; of two that overlap, the first. */
export declare function apply(text: string, fixes: Fix | readonly Fix[]): string;

/** How `wrap` lints and prints. */
export interface WrapOptions {
  context?: Context;
  console?: Pick<Console, "error" | "warn" | "info">;
  /** Gets each report. */
  onReport?: (report: Report) => void;
}

/**
 * For development: the browser SDK (`PortOne`), whose `requestPayment` and
 * `requestIssueBillingKey` lint what they are given, print findings to the console and go on.
 */
export declare function wrap<Sdk extends object>(sdk: Sdk, linter: Linter, options?: WrapOptions): Sdk;
