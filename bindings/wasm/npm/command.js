// The command over files in memory: one instance of the WebAssembly module for each run.

import { Directory, Fd, File, OpenFile, PreopenDirectory, WASI, wasi } from "@bjorn3/browser_wasi_shim";
import { LintError } from "./linter.js";
import { withUnits } from "./units.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A `Command` that loads the module.
 * @param loadModule what the module is compiled from on this runtime, if the caller gives nothing
 */
export function commandOf(loadModule) {
  return class Command {
    #module;

    /** @internal Use `Command.load`. */
    constructor(module) {
      this.#module = module;
    }

    static async load({ wasm } = {}) {
      return new Command(await compiled(await (wasm ?? loadModule())));
    }

    async run(args, { files = {}, stdin = "", env = {} } = {}) {
      const [root, out, errors] = [directoryOf(files), new Output(), new Output()];
      const input = new OpenFile(new File(bytesOf(stdin)));
      const variables = Object.entries({ ...env, PWD: "/" }).map(([name, value]) => `${name}=${value}`);
      const opened = [input, out, errors, new Root("/", root)];
      const system = new WASI(["smartro-lint", ...args], variables, opened, { debug: false });
      const imports = { wasi_snapshot_preview1: system.wasiImport };
      const status = system.start(await WebAssembly.instantiate(this.#module, imports));
      return { status, stdout: out.text, stderr: errors.text, files: Object.fromEntries(filesOf(root, "")) };
    }

    async lint(file, text, { language = "ko", showValues = false, args = [], files = {}, ...rest } = {}) {
      const [unknown] = Object.keys(rest);
      if (unknown !== undefined) throw new LintError(`unknown option \`${unknown}\``);
      const all = { ...files, [file]: text };
      const shown = showValues ? ["--show-values"] : [];
      const given = ["--format=json", "--quiet", `--lang=${language}`, "--exit-zero", ...shown, ...args, "--", file];
      const { status, stdout, stderr } = await this.run(given, { files: all });
      if (status !== 0) throw new LintError(stderr.trim());
      return JSON.parse(stdout).files.map((report) => withUnits(report, all));
    }
  };
}

/** A directory without links. */
class Root extends PreopenDirectory {
  path_readlink(path) {
    const { ret } = this.path_lookup(path, 0);
    return { ret: ret === wasi.ERRNO_SUCCESS ? wasi.ERRNO_INVAL : ret, data: null };
  }
}

/** A stream that is read when the command has ended; it is no terminal. */
class Output extends Fd {
  #text = "";
  #decoder = new TextDecoder();

  get text() {
    return this.#text + this.#decoder.decode();
  }

  fd_fdstat_get() {
    return { ret: wasi.ERRNO_SUCCESS, fdstat: new wasi.Fdstat(wasi.FILETYPE_REGULAR_FILE, 0) };
  }

  fd_filestat_get() {
    return { ret: wasi.ERRNO_SUCCESS, filestat: new wasi.Filestat(0n, wasi.FILETYPE_REGULAR_FILE, 0n) };
  }

  fd_write(bytes) {
    this.#text += this.#decoder.decode(bytes, { stream: true });
    return { ret: wasi.ERRNO_SUCCESS, nwritten: bytes.byteLength };
  }
}

/** What WebAssembly compiles: a module, bytes, a response, or an address. */
async function compiled(source) {
  if (isModule(source)) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const response = source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new LintError(`the WebAssembly module could not be loaded: ${response.status}`);
  // Servers that do not know the type of `.wasm` are not to be blamed.
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** The edge runtime of Next.js compiles outside of itself, where the constructor is another. */
const isModule = (source) => Object.prototype.toString.call(source) === "[object WebAssembly.Module]";

const bytesOf = (content) => (typeof content === "string" ? encoder.encode(content) : content);

/** The contents of a directory in which files are by their paths. */
function directoryOf(files) {
  const root = new Map();
  for (const [path, content] of Object.entries(files)) {
    const steps = path.split("/").filter((step) => step !== "" && step !== ".");
    const name = steps.pop();
    let contents = root;
    for (const step of steps) {
      if (!contents.has(step)) contents.set(step, new Directory(new Map()));
      contents = contents.get(step).contents;
    }
    if (name === undefined || steps.includes("..") || contents === undefined) {
      throw new LintError(`\`${path}\` is no path of a file`);
    }
    contents.set(name, new File(bytesOf(content)));
  }
  return root;
}

function* filesOf(contents, prefix) {
  for (const [name, entry] of contents) {
    if (entry instanceof Directory) yield* filesOf(entry.contents, `${prefix}${name}/`);
    else yield [prefix + name, decoder.decode(entry.data)];
  }
}
