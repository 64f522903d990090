// One linter over one instance of the WebAssembly module; the entries beside it load the module for
// each kind of runtime.

const encoder = new TextEncoder();

/** Text of up to so many UTF-16 code units is encoded in place, with room for the most it can take. */
const IN_PLACE = 1 << 16;

/** Bytes beyond which memory is given back after a request: what the module keeps. */
const KEPT = 1 << 20;

/** What cannot be linted with: an unknown context key, a pack with mistakes, a value that is no request. */
export class LintError extends Error {
  /** @param {string} message @param {object[]} [mistakes] @param {ErrorOptions} [options] */
  constructor(message, mistakes = [], options) {
    super(message, options);
    this.name = "LintError";
    this.mistakes = mistakes;
  }
}

export class Linter {
  #engine;
  #memory;
  #view = new Uint8Array(0);
  #address = 0;
  #room = 0;
  #operation;
  #path;
  #context;

  /** @internal Use `Linter.smartro` or `Linter.pack`. */
  constructor(engine, memory, { severity, showValues } = {}) {
    this.#engine = engine;
    this.#memory = memory;
    for (const [rule, value] of Object.entries(severity ?? {})) {
      called(() => engine.severity(rule, value));
    }
    if (showValues !== undefined) engine.show_values(showValues);
  }

  lint(request, options) {
    const { length, isObject } = this.#take(request, options);
    const report = JSON.parse(this.#engine.report(length, isObject));
    this.#forget();
    return report;
  }

  verdict(request, options) {
    const { length } = this.#take(request, options);
    const engine = this.#engine;
    const found = engine.count(length);
    this.#forget();
    if (found === 0) return { isClean: true, errors: 0, warnings: 0, advice: 0 };
    const errors = engine.errors();
    return { isClean: false, errors, warnings: engine.warnings(), advice: engine.advice() };
  }

  get operations() {
    return this.#engine.operations();
  }

  get rules() {
    return JSON.parse(this.#engine.rules());
  }

  mask(text) {
    return this.#engine.mask(text);
  }

  /**
   * Gives the module a request and its options. What may run code of the caller, such as `toJSON`,
   * comes first: that code may lint too.
   */
  #take(request, options) {
    const isText = typeof request === "string";
    const isBytes = request instanceof Uint8Array || request instanceof ArrayBuffer;
    const isObject = !isText && !isBytes;
    const given = isObject ? jsonOf(request, "the request") : request;
    const context = options?.context && jsonOf(options.context, "the context");
    const path = options?.path && parametersOf(options.path);
    this.#set(options?.operation, path, context);
    if (isBytes) return { length: this.#writeBytes(request instanceof ArrayBuffer ? new Uint8Array(request) : request), isObject };
    return { length: this.#writeText(given), isObject };
  }

  /** Tells the module what differs from the request before. */
  #set(operation, path, context) {
    if (operation !== this.#operation) {
      this.#engine.set_operation(operation);
      this.#operation = operation;
    }
    if (path !== this.#path) {
      this.#engine.set_path(path ?? []);
      this.#path = path;
    }
    if (context !== this.#context) {
      this.#context = undefined;
      called(() => this.#engine.set_context(context));
      this.#context = context;
    }
  }

  #writeText(text) {
    if (text.length > IN_PLACE) return this.#writeBytes(encoder.encode(text));
    this.#reserve(text.length * 3);
    return encoder.encodeInto(text, this.#view).written;
  }

  #writeBytes(bytes) {
    this.#reserve(bytes.length);
    this.#view.set(bytes);
    return bytes.length;
  }

  #reserve(bytes) {
    // Memory that has grown is another buffer, and a view of the one before has no bytes.
    if (bytes <= this.#room && this.#view.length !== 0) return;
    if (bytes > this.#room || this.#room === 0) {
      const room = Math.max(bytes, this.#room, 4096);
      const address = this.#engine.reserve(room);
      if (address === undefined) throw new LintError(`no memory for a request of ${bytes} bytes`);
      this.#address = address;
      this.#room = room;
    }
    this.#view = new Uint8Array(this.#memory.buffer, this.#address, this.#room);
  }

  #forget() {
    if (this.#room > KEPT) this.#room = 0;
  }
}

/** What `fetch` and axios would send for a value. */
function jsonOf(value, what) {
  let text;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new LintError(`${what} cannot be written as JSON: ${cause.message}`, [], { cause });
  }
  if (text === undefined) throw new LintError(`${what} is no JSON: it is of type ${typeof value}`);
  return text;
}

/** Names and values by turns. */
function parametersOf(path) {
  const parameters = Object.entries(path).flat();
  if (!parameters.every((text) => typeof text === "string")) {
    throw new LintError("a path parameter is a string");
  }
  return parameters;
}

/** Calls the module, whose errors are texts. */
export function called(call) {
  try {
    return call();
  } catch (message) {
    throw typeof message === "string" ? new LintError(message) : message;
  }
}

/** Makes the edits of fixes in the text that was linted; of two that overlap, the first. */
export function apply(text, fixes) {
  const edits = [fixes].flat().flatMap((fix) => fix.edits);
  edits.sort((a, b) => a.utf16.start - b.utf16.start);
  let [fixed, end] = ["", 0];
  for (const edit of edits) {
    if (edit.utf16.start < end) continue;
    fixed += text.slice(end, edit.utf16.start) + edit.text;
    end = edit.utf16.end;
  }
  return fixed + text.slice(end);
}

/** The SDK's methods that are linted. */
const METHODS = ["requestPayment", "requestIssueBillingKey"];

/** The SDK with methods that lint what they are given, print findings, and go on. */
export function wrap(sdk, linter, { context, console = globalThis.console, onReport } = {}) {
  const report = (operation, request) => {
    try {
      const found = linter.lint(request, { operation, context });
      for (const finding of found.diagnostics) print(console, operation, finding);
      onReport?.(found);
    } catch (error) {
      // It must not change what the shop does.
      console.warn("smartro-lint:", error);
    }
  };
  // Some bundlers freeze a namespace, and a proxy must not answer differently from what is frozen.
  return new Proxy(Object.create(sdk), {
    ownKeys: () => Reflect.ownKeys(sdk),
    getOwnPropertyDescriptor(_, name) {
      const own = Reflect.getOwnPropertyDescriptor(sdk, name);
      return own && { ...own, configurable: true };
    },
    set: (_, name, value) => Reflect.set(sdk, name, value),
    get(_, name) {
      const value = Reflect.get(sdk, name);
      if (!METHODS.includes(name) || typeof value !== "function") return value;
      return function linted(request, ...rest) {
        report(name, request);
        return value.call(sdk, request, ...rest);
      };
    },
  });
}

const PRINT = { error: "error", warning: "warn", advice: "info" };

function print(console, operation, { severity, rule, message, pointer, help, url }) {
  const more = [help, url].filter(Boolean).map((line) => `\n  ${line}`).join("");
  console[PRINT[severity]](`smartro-lint: ${operation} ${pointer}: ${message} [${rule}]${more}`);
}
